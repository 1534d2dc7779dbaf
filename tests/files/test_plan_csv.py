"""Plans made elsewhere as CSV: read whatever they are laid out like, told all that is wrong."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iso20k_gap.core.plan_check import check_plan
from iso20k_gap.errors import InputError
from iso20k_gap.files import plan_csv

HEAD = "id,start,end,predecessors,budget\n"
A = "A,2027-01-04,2027-01-08,,100\n"
TURNED = """\
budget,predecessors,end,start,id
100,,2027-01-08,2027-01-04,A
50.50,A,2027-01-15,2027-01-11,B
"""
B = "B,2027-01-11,2027-01-15,A,50.50\n"


@pytest.fixture
def read(tmp_path):
    """Read a text as a plan."""

    def reader(text, encoding="utf-8"):
        path = tmp_path / "plan.csv"
        path.write_bytes(text.encode(encoding))
        return plan_csv.read(path)

    return reader


def complaints(read, text):
    """Every complaint, as `line:column what`."""
    with pytest.raises(InputError) as caught:
        read(text)
    return [f"{each.line}:{each.column} {each.what}" for each in caught.value.complaints]


def test_rows_are_read(read):
    """Every cell as what it is, with the line it stands on."""
    first, second = read(HEAD + A + B).rows

    assert (first.id, first.start, first.end) == ("A", date(2027, 1, 4), date(2027, 1, 8))
    assert (first.predecessors, first.budget, first.line) == ((), Decimal(100), 2)
    assert (second.predecessors, second.budget, second.line) == (("A",), Decimal("50.50"), 3)


@pytest.mark.parametrize(
    "text",
    [
        HEAD + A + B,
        (HEAD + A + B).replace(",", ";"),
        (HEAD + A + B).replace(",", "\t"),
        (HEAD + A + B).replace("\n", "\r\n"),
        (HEAD + A + B).replace("\n", "\r"),
        "\ufeff" + HEAD + A + B,
        "\n\n" + HEAD + "\n" + A + ",,,,\n" + B + "\n\n",
        HEAD.upper() + A + B,
        " id , start,end ,predecessors,budget\n" + A.replace(",", " , ") + B,
        TURNED,
        'id,start,end,predecessors,budget\n"A",2027-01-04,"2027-01-08",,100\n' + B,
    ],
)
def test_layout_does_not_matter(read, text):
    """Delimiters, line ends, a mark in front, blank lines, case, spaces, order of columns."""
    rows = read(text).rows

    assert [(each.id, each.end, each.predecessors, each.budget) for each in rows] == [
        ("A", date(2027, 1, 8), (), Decimal(100)),
        ("B", date(2027, 1, 15), ("A",), Decimal("50.5")),
    ]


def test_only_id_and_dates_are_needed(read):
    """A row may be short; other columns are passed over by name."""
    made = read("Id,Start,End,Resource,Status\nA,2027-01-04,2027-01-08\n")

    assert made.rows[0].budget is None
    assert made.ignored == ("resource", "status")


def test_totals_and_summary_rows_need_no_dates(read):
    """A total may even have no id, if its name says what it is."""
    text = (
        "id,name,start,end,budget\n1,Phase,,,30\n1.1,Work,2027-01-04,2027-01-08,30\n"
        ",Total,,,30\nTOTAL,,,,30\n"
    )

    assert [each.id for each in read(text).rows] == ["1", "1.1", "Total", "TOTAL"]


def test_every_bad_cell_is_told_with_its_place(read):
    """All rows at once; line and column are those an editor jumps to."""
    text = (
        HEAD + "A,04.01.2027,2027-02-30,,12 EUR\n" + ",2027-01-04,2027-01-04,,\n"
        'B,2027-01-04,,,"1,000"\n' + "B,2027-01-04,2027-01-05,A,5,6\n"
    )

    assert complaints(read, text) == [
        "2:3 start '04.01.2027' is not a date",
        "2:14 end '2027-02-30' is not a date",
        "2:26 budget '12 EUR' is not an amount",
        "3:1 the row has no id",
        "4:14 B has no end",
        "4:16 budget '1,000' can be read in two ways",
        "5:1 the row has 6 cells, but there are 5 columns",
        "5:1 there are two rows 'B', the first on line 4",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", [f"1:1 the column {each!r} is missing" for each in ("id", "start", "end")]),
        ("A,2027-01-04\n", [f"1:1 the column {n!r} is missing" for n in ("id", "start", "end")]),
        (HEAD, ["1:1 the file has no tasks"]),
        ("id,start,end,predecesors\n" + A, ["1:14 there is no column 'predecesors'"]),
        ("id,start,end,id\n" + A, ["1:14 there are two columns 'id'"]),
        (HEAD + '"A"x,2027-01-04\n', ["2:1 broken CSV: ',' expected after '\"'"]),
        (HEAD + A + '"B,2027-01-04\n', ["3:1 broken CSV: unexpected end of data"]),
        (HEAD + "x" * 201 + A[1:], ["2:1 the id is too long"]),
        (
            "id,start,end,duration\nA,2027-01-04,2027-01-08,2w\n",
            ["2:25 duration '2w' is not a number of days"],
        ),
        (
            HEAD + "A," + "x" * 140_000 + "\n",
            ["2:1 broken CSV: field larger than field limit (131072)"],
        ),
    ],
)
def test_broken_files_are_told(read, text, told):
    """Missing columns, misspelt ones, no rows, quotes, ids of any length."""
    assert complaints(read, text) == told


def test_a_misspelt_column_is_never_passed_over(read):
    """It would hide what it holds; a strange one beside the right one is no such thing."""
    with pytest.raises(InputError, match="did you mean budget"):
        read("id,start,end,budgets\n" + A)
    assert read("id,start,end,status,owner,order\n" + A).ignored == ("status", "order")


def test_a_cell_over_several_lines_counts_as_one_row(read):
    """The row is told by the line it begins on."""
    text = 'id,name,start,end\nA,"two\nlines",2027-01-04,2027-01-08\nB,x,2027-01-04,soon\n'

    assert complaints(read, text) == ["4:16 end 'soon' is not a date"]


@pytest.mark.parametrize("raw", [b"\xff\xfe", HEAD.encode("utf-16"), b"id,start,end\n\xe9,,\n"])
def test_other_encodings_are_told(tmp_path, raw):
    """With the place, and what to do."""
    path = tmp_path / "plan.csv"
    path.write_bytes(raw)

    with pytest.raises(InputError, match="save it as UTF-8"):
        plan_csv.read(path)


def test_no_file_and_a_folder_are_told(tmp_path):
    """As complaints, not as bugs."""
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(InputError, match="cannot read"):
            plan_csv.read(path)


@given(st.text(max_size=200) | st.text(st.sampled_from("ab,;\"'\n\r\t 0-=|."), max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_read_or_told(read, text):
    """Whatever stands in the file: rows or complaints, and a check that ends."""
    try:
        made = read(HEAD + A + text, encoding="utf-8")
    except (InputError, UnicodeEncodeError):
        return
    assert check_plan(made.rows).tasks >= 1


EXAMPLE = Path(__file__).parents[2] / "examples" / "contractor-plan.csv"


def test_the_example_breaks_every_rule():
    """The shipped example has one of each, and no more than its lines say."""
    made = check_plan(plan_csv.read(EXAMPLE).rows)

    assert (made.tasks, made.finish) == (10, date(2027, 5, 25))
    assert (made.budget, made.stated) == (Decimal("27500.50"), Decimal(30000))
    assert made.critical_path == ("2.1", "3.1", "3.2", "3.3")
    assert [(each.line, each.rule.value, each.id, each.other) for each in made.violations] == [
        (2, "budget-sum", "1", ""),
        (4, "starts-before-predecessor-ends", "1.2", "1.1"),
        (5, "missing-predecessor", "1.3", "2.9"),
        (5, "wrong-duration", "1.3", ""),
        (6, "cycle", "2.1", "2.2"),
        (6, "starts-before-predecessor-ends", "2.1", "2.2"),
        (11, "order-of-certification", "3.4", "3.1"),
        (11, "order-of-certification", "3.4", "3.2"),
        (11, "order-of-certification", "3.4", "3.3"),
        (12, "budget-sum", "TOTAL", ""),
    ]
