"""A pack that came back, as replies; everything wrong in it is told at once, with its place."""

from dataclasses import dataclass
from pathlib import Path

from iso20k_gap.core.merging import Reply
from iso20k_gap.core.pack import SCHEMA
from iso20k_gap.core.questionnaire import Questionnaire
from iso20k_gap.core.rating import Scale
from iso20k_gap.errors import Complaint, InputError
from iso20k_gap.files import library, sent_answers, sent_workbook, workbook
from iso20k_gap.files.assessment_folder import AssessmentFolder
from iso20k_gap.files.sent import Sent, Terms
from iso20k_gap.files.sent_rows import RowReader
from iso20k_gap.language import _

LARGEST_FILE = 16 * 1024 * 1024


@dataclass(frozen=True)
class Returned:
    """A pack that came back: its replies, with those that say nothing new left out."""

    path: Path
    pack: str
    respondents: tuple[str, ...]
    replies: tuple[Reply, ...]
    remarks: tuple[str, ...] = ()


def read(path: Path, folder: AssessmentFolder, terms: Terms) -> Returned:
    """What came back in a file.

    Raises:
        InputError: every complaint about the file.
    """
    sent = _sent(path)
    questionnaire, scale = _made_for(sent, folder, terms)
    reader = RowReader(sent, folder.catalogue, questionnaire, scale, terms)
    replies = reader.replies()
    if reader.complaints:
        raise InputError(*reader.complaints)
    names = dict.fromkeys(reply.who for reply in replies)
    remarks = tuple(_remarks(sent, folder))
    return Returned(path, sent.head.get("pack", ""), tuple(names), replies, remarks)


def _sent(path: Path) -> Sent:
    try:
        with path.open("rb") as file:  # a device goes on for ever, and tells that it is empty
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise InputError(Complaint(f"cannot read it: {error.strerror}", "", str(path))) from None
    if len(content) > LARGEST_FILE:
        raise InputError(Complaint("the file is too large", "16 MiB at most", str(path)))
    if content.startswith(workbook.ZIP):
        return sent_workbook.read(path, content)
    if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        what = "this is the page itself, without the answers"
        remedy = "open it in a browser, choose Download answers, and send the file it makes"
        raise InputError(Complaint(what, remedy, str(path)))
    return sent_answers.read(path, content)


def _made_for(sent: Sent, folder: AssessmentFolder, terms: Terms) -> tuple[Questionnaire, Scale]:
    """The questionnaire and scale of a pack, if it was made for this assessment."""
    head, assessment = sent.head, folder.assessment
    complaints = []
    if head.get("schema") != str(SCHEMA):
        what = f"the pack's form {head.get('schema', 'unknown')!r} is not known"
        complaints.append(sent.complaint("", what, f"this program reads form {SCHEMA}"))
    if head.get("edition") != assessment.edition:
        what = f"the pack is for edition {head.get('edition', 'unknown')}"
        remedy = f"the assessment is for edition {assessment.edition}"
        complaints.append(sent.complaint("", what, remedy))
    name = assessment.organisation.name
    if not terms.any_organisation and _squeezed(head.get("organisation", "")) != _squeezed(name):
        what = f"the pack was made for {head.get('organisation', 'nobody')!r}, not for {name!r}"
        remedy = "if it is the same organisation, add --any-organisation"
        complaints.append(sent.complaint("", what, remedy))
    if complaints:
        raise InputError(*complaints)
    try:
        questionnaire = library.load_questionnaire(
            assessment.edition, head.get("questionnaire", "")
        )
        return questionnaire, library.load_scale(head.get("scale", ""))
    except InputError as error:
        raise InputError(
            *(sent.complaint("", each.what, each.remedy) for each in error.complaints)
        ) from None


def _squeezed(text: str) -> str:
    return " ".join(text.split()).casefold()


def _remarks(sent: Sent, folder: AssessmentFolder) -> list[str]:
    version = str(folder.catalogue.edition.version)
    given = sent.head.get("catalogue_version", "")
    if given == version:
        return []
    form = _("{file}: made with catalogue version {given}; this program has {version}")
    return [form.format(file=sent.path, given=given, version=version)]
