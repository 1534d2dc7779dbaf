"""What a sample is drawn from, as people have it: a list or an export."""

import pytest

from iso20k_gap.errors import InputError
from iso20k_gap.files import population_file


@pytest.mark.parametrize(
    ("name", "text", "items"),
    [
        ("list.txt", "a\n\n  b \r\nc", ("a", "b", "c")),
        ("list", "a,b\n", ("a,b",)),
        ("export.csv", "Number,Title\nINC1,Mail\n\n,No number\n", ("INC1", "No number")),
        ("EXPORT.CSV", 'Number\n"INC,1"\n"two\nlines"\n', ("INC,1", "two\nlines")),
        ("bom.csv", "\ufeffNumber\nINC1\n", ("INC1",)),
    ],
)
def test_items(name, text, items, tmp_path):
    """Lines that are not blank, or the first cell of each row below the header."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")

    assert population_file.read(path) == items


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b"\n \n"),
        ("header.csv", b"Number\n"),
        ("broken.csv", b'Number\n"INC1\n'),
        ("latin.txt", b"\xe4\n"),
    ],
)
def test_nothing_to_draw_from(name, content, tmp_path):
    """Empty, only a header, broken, not UTF-8: told with the file's name."""
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(InputError, match=name):
        population_file.read(path)
