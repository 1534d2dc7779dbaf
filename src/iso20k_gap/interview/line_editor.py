"""A line of text being typed: what each key does to it, and which part of it is seen."""

from dataclasses import dataclass

from rich.cells import cell_len


@dataclass(frozen=True)
class Line:
    """A text and the place in it where the next character goes."""

    text: str
    cursor: int

    def after(self, key: str) -> "Line":
        """The line after a key; unknown keys change nothing."""
        if len(key) == 1:
            return self.with_text(key)
        moves = {
            "left": max(self.cursor - 1, 0),
            "right": min(self.cursor + 1, len(self.text)),
            "home": 0,
            "end": len(self.text),
        }
        if key in moves:
            return Line(self.text, moves[key])
        return self._without(key)

    def with_text(self, text: str) -> "Line":
        """The line with a text put in at the cursor, its line breaks as blanks."""
        put = " ".join(text.split()) if len(text) > 1 else text
        after = self.text[: self.cursor] + put + self.text[self.cursor :]
        return Line(after, self.cursor + len(put))

    def _without(self, key: str) -> "Line":
        word = len(self.text[: self.cursor].rstrip().rpartition(" ")[0])
        spans = {
            "backspace": (max(self.cursor - 1, 0), self.cursor),
            "delete": (self.cursor, self.cursor + 1),
            "ctrl-u": (0, self.cursor),
            "ctrl-k": (self.cursor, len(self.text)),
            "ctrl-w": (word + 1 if word else 0, self.cursor),
        }
        begin, end = spans.get(key, (self.cursor, self.cursor))
        begin = min(begin, end)
        return Line(self.text[:begin] + self.text[end:], begin)

    def window(self, width: int) -> tuple[str, int]:
        """The part around the cursor that fits, and how many cells lie before the cursor."""
        text, begin = self.text.replace("\n", " "), 0
        while cell_len(text[begin : self.cursor]) >= width:
            begin += 1
        shown = text[begin:]
        while cell_len(shown) > width:
            shown = shown[:-1]
        return shown, cell_len(text[begin : self.cursor])


def line_of(text: str) -> Line:
    """A line with the cursor behind its text."""
    return Line(text, len(text))
