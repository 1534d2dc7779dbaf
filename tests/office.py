"""Hostile texts for workbooks, documents and calendars, and assessments full of them."""

from builders import answers
from documents import small
from iso20k_gap.core.assessment import Answer
from iso20k_gap.core.evaluation import Evaluation

FORMULAS = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    '=HYPERLINK("http://evil.example","x")',
    "\t=1",
    "＝1",  # noqa: RUF001 - the full-width sign is the point
    "{=1}",
    "http://evil.example",
    "007",
    "8.10",
)
MARKUP = "<r><t>x</t></r> <w:p/> &amp; ]]> <script> \"'"
ESCAPES = "_x0041_x0041_ <r>x</r>"
CONTROLS = "bell\x07 escape\x1b[31m override\u202eabc nul\x00 \uffff vt\x0b"
HEBREW = "דוח פערים לארגון"
CHINESE = "差距分析报告，供管理层使用。" * 40  # noqa: RUF001 - Chinese punctuation is meant
NOTE = ("The register was read line by line with its owner. " * 80)[:4000].strip()
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitaen" * 12
TOO_LONG = "Ω word " * 6000
LINES = "one\r\ntwo\rthree\nfour"
ALL = f"{MARKUP} {ESCAPES} {CONTROLS}"


def hostile() -> Evaluation:
    """An evaluation with something hostile in every place where people type."""
    made = answers({"4.1": "P", "8.6.1": "L", "8.2.3": "N"})
    names = list(made)
    texts = (*FORMULAS, MARKUP, ESCAPES, CONTROLS, HEBREW, CHINESE, NOTE, LONG_WORD, LINES)
    for name, text in zip(names, texts, strict=False):
        piece = {"title": text.strip("\t"), "location": text, "sha256": text}
        fields = {"rating": "P", "note": text, "evidence": [piece], "rated_by": text,
                  "origin": text, "performed_by": "p"}  # fmt: skip
        made[name] = Answer.model_validate(fields)
    return small(
        answers=made,
        label=ALL,
        organisation={"name": f"=Acme & {ALL}", "scope": ALL * 4, "unit": "=1", "sector": "@x",
                      "sites": [HEBREW, "-1"], "contact": "http://evil.example"},
        services=[{"name": "=S", "description": ALL, "performed_by": "p"}],
        assessors=["=A", LONG_WORD],
        parties=[{"id": "p", "name": "=P", "kind": "external_supplier", "provides": ALL}],
        overrides=[{"finding": f"F-{names[0]}", "grade": "major", "reason": "=R", "by": "=B"}],
        strengths=[{"clause": "8.6.1", "text": "=strong"}],
        limits="=limits",
    )  # fmt: skip


DECISIONS = {
    "owners": [{"role": "Incident manager", "name": '=Owner, A; "B"'}],
    "actions": {"8.6.1-A1": {"owner": f"=cmd {CONTROLS}", "note": f"{LINES} {ALL}"}},
}
