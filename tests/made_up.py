"""Makes clauses of a made-up edition: as few fields as a test needs, the rest filled."""

from iso20k_gap.core.catalogue import Clause


def requirement(identifier, **fields):
    """One demand, with something in every field that has to be filled."""
    clause = identifier.partition("-")[0]
    return {
        "id": identifier,
        "statement": f"Do {identifier}.",
        "question": f"Is {identifier} done?",
        "guidance": "Ask for it.",
        "ratings": {"F": "All.", "L": "Most.", "P": "Some."},
        "evidence": [f"log of {identifier}", "minutes"],
        "documented": {"kind": "none"},
        "stage": 2,
        "essential": False,
        "others": True,
        "owner": "Clerk",
        "remedy": f"Begin {identifier}.",
        "action": f"{clause}-A1",
        **fields,
    }


def action(identifier, title, deliverable):
    """A piece of work and what it delivers."""
    return {
        "id": identifier,
        "title": title,
        "activities": ["Begin", "End"],
        "deliverable": deliverable,
        "effort": {"low": 1, "likely": 2, "high": 3},
        "phase": "integration",
        "pdca": "do",
    }


def clause(identifier, title, *sentences, **fields):
    """A lowest clause: a sentence is a list of demands, or a lead with a list of them."""
    led = [each if isinstance(each, tuple) else ("", each) for each in sentences]
    return Clause.model_validate(
        {
            "id": identifier,
            "title": title,
            "goal": f"{title} is ready.",
            "measure": f"share of {title.lower()}",
            "sentences": [{"lead": lead, "requirements": demands} for lead, demands in led],
            "actions": [action(f"{identifier}-A1", f"Settle {title}", f"{title} settled")],
            **fields,
        }
    )


def document(name, kind="document"):
    """A demand for documented information."""
    return {"documented": {"kind": kind, "name": name}}
