"""The sizes and wordings of one paper: what its documents compose their parts with."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from salon.paper.drawings import Picture, Scale, dot
from salon.paper.parts import Columns, Draw, Gap, Part, Stack, Text
from salon.paper.sheets import Look, PageSize, Photograph, Ruler
from salon.paper.text import ROSE, SOFT, Span, Style, set_lines
from salon.text import _, language, nearest, number, speaking

MM = 72 / 25.4


class Press:
    """The sizes and wordings of one paper, chosen by its look."""

    def __init__(self, look: Look, ease: float = 1.0) -> None:
        self.look = look
        self.width, self.height = look.size.value
        is_small = look.size is PageSize.A5
        self.size = 16.0 if look.is_large else 8.2 if is_small else 9.4
        if not look.is_large and not is_small:
            self.size *= ease  # for papers with little on them
        self.margin = (13 if is_small else 18) * MM
        self.room = self.width - 2 * self.margin
        languages = look.languages or (language(),)
        self.languages = tuple(dict.fromkeys(map(nearest, languages)))
        self.body = Style(self.size)
        self.bold = Style(self.size, is_bold=True)
        self.faint = Style(self.size, colour=SOFT)
        self.small = Style(self.size * 0.9, colour=SOFT)
        self.numeral = Style(self.size, is_bold=True, colour=ROSE)
        big = 1.5 if look.is_large else 1.9
        self.title_style = Style(self.size * big, is_bold=True, leading=1.3)
        self.label_style = Style(self.size, is_bold=True, leading=1.8)
        self.head_style = Style(self.size * 1.2, is_bold=True, colour=ROSE)

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """Let everything in this block be said in the paper's first language."""
        with speaking(self.languages[0]):
            yield

    def em(self, count: float) -> float:
        """Return the length of *count* letters' heights."""
        return self.size * count

    def both(self, text: str, style: Style) -> tuple[Span, ...]:
        """Return a marked text in every language of the paper, the first foremost."""
        found = [Span(_(text), style)]
        for code in self.languages[1:]:
            with speaking(code):
                other = _(text)
            if all(other != span.text for span in found):
                faint = Style(style.size * 0.82, False, SOFT, style.leading)
                found.append(Span("  " + other, faint))
        return tuple(found)

    def title(self, text: str) -> Text:
        """Return the title of the paper."""
        return Text((Span(text, self.title_style),), is_kept=True)

    def heading(self, text: str) -> Text:
        """Return a section's heading, from a marked text."""
        return Text(self.both(text, self.head_style), is_kept=True)

    def label(self, text: str) -> Text:
        """Return a small heading within a box, from a marked text."""
        return Text(self.both(text, self.label_style), is_kept=True)

    def text(self, text: str, style: Style | None = None, align: float = 0.0) -> Text:
        """Return a paragraph of typed text."""
        return Text((Span(text, style or self.body),), align)

    def point(self, mark: Draw, *spans: Span) -> Text:
        """Return a paragraph with a mark before it."""
        return Text(spans, indent=self.em(1.3), mark=mark)

    def step(self, count: int, *spans: Span) -> Text:
        """Return a numbered paragraph."""
        [line] = set_lines([Span(str(count), self.numeral)], 99)
        return Text(spans, indent=self.em(1.3), mark=line.draw)

    def gap(self, ems: float = 1.0, *, is_kept: bool = False) -> Gap:
        """Return empty room of so many letters' heights."""
        return Gap(self.em(ems), is_kept)

    def measure(self, ruler: Ruler) -> Part:
        """Return a measure: its name, today's value, what it means, its ruler."""
        now = number(ruler.now) + (f" {ruler.unit}" if ruler.unit else "")
        spans = (Span(ruler.name + "  ", self.body), Span(now, self.bold))
        parts: list[Part] = [Text(spans, is_kept=True)]
        if ruler.said:
            parts.append(self.text(ruler.said, self.small))
        return Stack((*parts, Scale(ruler, self.size, number)))

    def photographs(self, pictures: Sequence[Photograph]) -> list[Part]:
        """Return photographs side by side with their captions; nothing for none."""
        if not pictures:
            return []
        cells = tuple(
            (Picture(one.picture, (Span(one.caption, self.small),), self.em(11)),)
            for one in pictures
        )
        return [Columns(cells, self.em(11.3), self.em(1.6)), self.gap(1.2)]

    def points(self, texts: Sequence[str]) -> list[Part]:
        """Return a list with a point before each text."""
        mark = dot(self.size)
        return [self.point(mark, Span(text, self.body)) for text in texts]
