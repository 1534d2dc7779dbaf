"""Saving: one answer of an interview, on disk for good, among some 400."""

from collections.abc import Iterator

from benchmarks import example
from benchmarks.clock import Clock, alternately
from benchmarks.outcome import Line
from iso20k_gap.core.assessment import Answer
from iso20k_gap.core.rating import Rating
from iso20k_gap.files import answers_file, assessment_folder
from iso20k_gap.files.atomic import replace_file

SECONDS = 0.030
"""How long one durable save may take at 400 answers."""

ROUNDS = 12
"""So many saves for each run that is asked for: one is over in no time."""


def lines(clock: Clock) -> Iterator[Line]:
    """Rating anew and writing a note, against replacing the same bytes durably."""
    folder = assessment_folder.read(example.answered_2011(clock.folder()))
    answers = dict(folder.assessment.answers)
    names = list(answers)[:: len(answers) // 40]
    blank = clock.folder() / "same.yaml"
    content = max(folder.path.glob("answers/*.yaml"), key=lambda each: each.stat().st_size)
    same = content.read_bytes()

    def save(turn: int) -> None:
        name = names[turn % len(names)]
        answer = Answer(rating=list(Rating)[turn % 4], note=f"Looked at again, {turn}.")
        answers_file.save(folder, {name: answer})

    works = {"save": save, "replace": lambda turn: replace_file(blank, same + b"#" * turn)}
    took = alternately(works, clock.runs * ROUNDS)
    what = f"one answer of {len(answers)} saved"
    yield Line("saving", what, took["save"], limit=SECONDS)
    yield Line("saving", what, took["save"], "the bytes alone, made durable", took["replace"])
