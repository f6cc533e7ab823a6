"""The sizes and wordings of one paper: what its documents compose their parts with.

One system for all papers: the same margins, sizes and gaps, so that a new paper is
words and order only.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

from salon.paper.drawings import Picture, dot
from salon.paper.parts import (
    Column,
    Columns,
    Draw,
    Gap,
    Part,
    Rows,
    Rule,
    Stack,
    Text,
)
from salon.paper.sheets import Look, PageSize, Photograph
from salon.paper.text import (
    INK,
    ROSE,
    SOFT,
    Span,
    Style,
    natural_width,
    set_lines,
)
from salon.text import _, language, nearest, speaking

MM = 72 / 25.4
LARGE = 14 / 9  # for eyes that are tired
CHINESE = 1.5  # points more than Latin letters need


class Press:
    """The sizes and wordings of one paper, chosen by its look and language.

    Args:
        look: How it is printed; the first of its languages is the one it speaks.
        base: Of the body, in points.
        is_across: The paper lies on its side.
        ease: How full it is set: 0 as drawn, 1 tightened by row and gap.
    """

    def __init__(
        self,
        look: Look,
        base: float = 9.0,
        *,
        is_across: bool = False,
        ease: int = 0,
    ) -> None:
        self.look = look
        self.width, self.height = look.paper.value
        if is_across:
            self.width, self.height = self.height, self.width
        self.is_small = look.paper is PageSize.A5
        self.language = nearest(look.languages[0] if look.languages else language())
        self.is_chinese = self.language.startswith("zh")
        self.is_tight = ease > 0
        self.scale = base / 9.0 * (LARGE if look.is_large else 1.0)
        side, top, foot = (13, 11, 12) if self.is_small else (18, 15, 14)
        self.margin, self.top, self.foot = side * MM, top * MM, foot * MM
        self.room = self.width - 2 * self.margin
        self.gutter = 6 * MM
        self.title = self.style(26, 30, is_bold=True)
        self.name = self.style(12, 17)
        self.section = self.style(11, 14, is_bold=True, colour=ROSE)
        self.body = self.style(9, 13)
        self.bold = self.style(9, 13, is_bold=True)
        self.to_do = self.style(9, 13, is_medium=True)
        self.faint = self.style(9, 13, colour=SOFT)
        self.table = self.style(8.5, 12)
        self.table_bold = self.style(8.5, 12, is_bold=True)
        self.table_faint = self.style(8.5, 12, colour=SOFT)
        self.second = self.style(8, 11.5, colour=SOFT)
        self.caption = self.style(7.5, 10.5, colour=SOFT)
        self.note = self.style(7, 9)
        self.numeral = self.style(9, 13, is_bold=True, colour=ROSE)
        self.size = self.body.size

    def style(
        self,
        size: float,
        leading: float,
        *,
        is_bold: bool = False,
        is_medium: bool = False,
        colour: object = INK,
    ) -> Style:
        """Return a style of a size as drawn for Latin letters, set for this paper.

        Chinese is set larger and wider, except what is large already.
        """
        ratio = leading / size
        if self.is_chinese:
            size += CHINESE if size < 20 else 2 * CHINESE / 3
            ratio = max(ratio, 1.47) if size < 18 else ratio
        return Style(
            size * self.scale,
            is_bold,
            colour,  # type: ignore[arg-type]
            ratio,
            is_medium,
        )

    def speaking(self) -> AbstractContextManager[None]:
        """Let everything in this block be said in the paper's language."""
        return speaking(self.language)

    def em(self, count: float) -> float:
        """Return the length of *count* letters' heights."""
        return self.size * count

    def gap(self, mm: float = 4.0, *, is_kept: bool = False) -> Gap:
        """Return empty room of so many millimetres on paper as drawn."""
        room = max(mm - 1.0, mm / 2) if self.is_tight else mm
        return Gap(room * MM * self.scale, is_kept)

    def heading(self, text: str, aside: str = "", mark: Draw | None = None) -> Text:
        """Return a section's heading, from a marked text; *aside* is a note to it."""
        spans = [Span(_(text), self.section)]
        if aside:
            spans.append(Span("   " + aside, self.small_print()))
        indent = self.em(1.7) if mark else 0.0
        return Text(tuple(spans), indent=indent, mark=mark, is_kept=True, role="H2")

    def small_print(self) -> Style:
        """Return the style of what explains a heading."""
        return self.style(8, 11.5)

    def ruled(self, text: str, aside: str = "", mark: Draw | None = None) -> Stack:
        """Return a section's heading with a line below it."""
        return Stack((self.heading(text, aside, mark), Rule(2.5, 5.0)))

    def label(self, text: str) -> Text:
        """Return a small heading within a box or column, from a marked text."""
        return Text((Span(_(text), self.bold),), is_kept=True, role="H3")

    def text(self, text: str, style: Style | None = None, align: float = 0.0) -> Text:
        """Return a paragraph of typed text."""
        return Text((Span(text, style or self.body),), align)

    def said(self, sentences: Sequence[str]) -> str:
        """Return whole sentences one after another, as the language writes them."""
        return ("" if self.is_chinese else " ").join(sentences)

    def fitting(self, text: str, style: Style, room: float) -> Style:
        """Return *style* as much smaller as *text* needs to stay on one line."""
        wide = natural_width([Span(text, style)])
        if wide <= room:
            return style
        return replace(style, size=max(style.size * room / wide, self.caption.size))

    def titled(self, text: str, room: float | None = None) -> Text:
        """Return the title of the paper; a long one is set smaller."""
        style = self.title
        if len(set_lines([Span(text, style)], room or self.room)) > 1:
            style = self.style(17, 21, is_bold=True)
        return Text((Span(text, style),), is_kept=True, role="H1")

    def step(self, count: int, *spans: Span) -> Text:
        """Return a numbered paragraph."""
        [line] = set_lines([Span(str(count), self.numeral)], 99)
        return Text(spans, indent=self.em(1.45), mark=line.draw)

    def points(
        self, texts: Sequence[str], style: Style | None = None, mark: Draw | None = None
    ) -> list[Part]:
        """Return a list with a point, or *mark*, before each text."""
        style = style or self.body
        mark = mark or dot(style.size)
        mine = object()
        return [
            Text((Span(text, style),), indent=style.size * 1.2, mark=mark, points=mine)
            for text in texts
        ]

    def rows(
        self,
        columns: Sequence[Column],
        head: Sequence[str],
        rows: Sequence[Sequence[Part]],
        *,
        gap: float = 4.0,
        high: float = 5.8,
        is_kept: bool = False,
        named_by: int = -1,
    ) -> Rows:
        """Return a table; *head* holds marked texts, *high* a row's millimetres.

        Without a head it says by which column its rows are named (*named_by*).
        """
        titles = tuple(
            self.text(_(name) if name else "", self.caption, column.align)
            for name, column in zip(head, columns, strict=False)
        )
        least = high * MM * self.scale - (2.0 if self.is_tight else 0.0)
        padding = 1.2 if self.is_tight else 2.0
        return Rows(
            tuple(columns),
            titles,
            tuple(tuple(row) for row in rows),
            gap * MM,
            padding,
            is_kept=is_kept,
            least=least,
            named_by=named_by,
        )

    def photographs(self, pictures: Sequence[Photograph]) -> list[Part]:
        """Return photographs side by side with their captions; nothing for none."""
        if not pictures:
            return []
        high = self.em(7 if self.is_tight else 11)
        caption = self.caption
        cells = tuple(
            (Picture(one.picture, (Span(one.caption, caption),), high, one.alt),)
            for one in pictures
        )
        return [Columns(cells, high, self.em(1.6)), self.gap()]
