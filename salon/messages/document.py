"""Cards that are folded, and labels with addresses.

A card is one sheet: outside on the first page, inside on the second. It lies on its
side and is folded in the middle, so A4 becomes a card of A5, and A5 one of A6. Words
are set as large as they fit; what fits at no size that can be read is not cut off, but
refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from salon.errors import SalonError
from salon.messages.sheet import CardLine, CardSheet, Label, LabelSheet
from salon.paper.canvas import TaggedCanvas
from salon.paper.drawings import flower
from salon.paper.pages import Laid
from salon.paper.parts import Piece, Text
from salon.paper.press import MM, Press
from salon.paper.sheets import Letterhead, Look
from salon.paper.text import SOFT, Span, Style, longest_unit
from salon.text import N_, _

LARGEST, SMALLEST, STEP = 18.0, 8.0, 0.5  # points of what a card says
LABEL_LARGEST, LABEL_SMALLEST = 11.0, 4.5
PADDING, ABOVE = 3.5, 2.2  # millimetres within a label: printers are not exact
LEAST_EDGE = 6.0  # millimetres from the edge of the paper that printers do not reach

Placed = tuple[Piece, float, float]


@dataclass(eq=False)
class CardTooFull(SalonError):
    """More words than a card holds at a size that can be read."""

    client: str

    text = N_(
        "The words for {client} do not fit on a card. Shorten them, or take the larger "
        "card."
    )


@dataclass(eq=False)
class LabelTooFull(SalonError):
    """An address that fits on no label."""

    client: str

    text = N_(
        "The address of {client} does not fit on a label. Shorten it in the file, or "
        "take larger labels."
    )


def cards(
    sheet: CardSheet,
    head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Laid:
    """Return the cards, two pages each; raises CardTooFull."""
    press = Press(look, is_across=True)
    pages: list[tuple[Placed, ...]] = []
    with press.speaking():
        for card in sheet.cards:
            pages.append(_outside(head, press))
            pages.append(_inside(card, head, press))
        title = _("Cards") if len(sheet.cards) != 1 else _("Card")
    return _laid(title, press, pages)


def _outside(head: Letterhead, press: Press) -> tuple[Placed, ...]:
    """Return the page whose right half is the front, and whose left is the back."""
    half = press.width / 2
    room = half - 2 * press.margin
    petal = press.em(1.6)
    centre = half + half / 2
    name = press.style(22, 28, is_bold=True)
    while longest_unit(head.salon, name) > room and name.size > 8:
        name = replace(name, size=name.size - 1)
    lines = Text((Span(head.salon, name),), align=0.5, role="H1").pieces(room)
    middle = press.height * 0.6

    def mark(canvas: TaggedCanvas, _x: float, _top: float) -> None:
        with canvas.artifact():
            flower(canvas, centre, middle + petal * 3, petal)

    placed: list[Placed] = [(Piece(0.0, mark), 0.0, 0.0)]
    placed += _stacked(lines, half + press.margin, middle - petal)
    small = press.style(8, 11.5, colour=SOFT)
    where = "\n".join(filter(None, (head.salon, head.address, head.phone)))
    back = Text((Span(where, small),), align=0.5).pieces(room)
    high = sum(piece.height for piece in back)
    placed += _stacked(back, press.margin, press.foot + high)
    return tuple(placed)


def _inside(card: CardLine, head: Letterhead, press: Press) -> tuple[Placed, ...]:
    """Return the page whose right half holds the words, as large as they fit."""
    half = press.width / 2
    room = half - 2 * press.margin
    high = press.height - 2 * press.top
    size = LARGEST * (1.2 if press.look.is_large else 1.0) * (half / 420) ** 0.5
    while size >= SMALLEST:
        style = Style(size, leading=1.6 if press.is_chinese else 1.5)
        sign = Style(size, True, leading=1.5)
        said = Text((Span(card.words, style),)).pieces(room)
        by = Text((Span(head.salon, sign),), align=1.0).pieces(room)
        taken = sum(one.height for one in (*said, *by)) + size * 1.5
        is_whole = max(longest_unit(card.words, style), longest_unit(head.salon, sign))
        if taken <= high and is_whole <= room:
            down = press.height - press.top - (high - taken) * 0.38
            placed = _stacked(said, half + press.margin, down)
            down -= sum(one.height for one in said) + size * 1.5
            return (*placed, *_stacked(by, half + press.margin, down))
        size -= STEP
    raise CardTooFull(card.client)


def labels(
    sheet: LabelSheet,
    _head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Laid:
    """Return the labels on their sheets; raises LabelTooFull."""
    grid = sheet.stock.value
    press = Press(replace(look, size=grid.size, is_large=False))
    pages: list[list[Placed]] = []
    first = max(1, min(sheet.start, grid.count)) - 1
    with press.speaking():
        for at, label in enumerate(sheet.labels, first):
            page, place = divmod(at, grid.count)
            while len(pages) <= page:
                pages.append([])
            row, column = divmod(place, grid.across)
            left = (grid.left + column * grid.step) * MM
            top = press.height - (grid.top + row * grid.high) * MM
            near = max(PADDING, LEAST_EDGE - grid.left if column == 0 else 0.0) * MM
            wide, high = grid.wide * MM - 2 * near, (grid.high - 2 * ABOVE) * MM
            pieces = _label(label, wide, high)
            taken = sum(piece.height for piece in pieces)
            down = top - ABOVE * MM - (high - taken) / 2
            pages[page] += _stacked(pieces, left + near, down)
        title = _("Labels")
    return _laid(title, press, [tuple(page) for page in pages])


def _label(label: Label, wide: float, high: float) -> list[Piece]:
    """Return an address as large as it fits."""
    size = LABEL_LARGEST
    while size >= LABEL_SMALLEST:
        strong, plain = Style(size, True, leading=1.3), Style(size, leading=1.3)
        units = longest_unit(label.name, strong), longest_unit(label.address, plain)
        spans = (Span(label.name, strong), Span("\n" + label.address, plain))
        pieces = Text(spans).pieces(wide)
        if max(units) <= wide and sum(piece.height for piece in pieces) <= high:
            return pieces
        size -= STEP
    raise LabelTooFull(label.name)


def _stacked(pieces: Sequence[Piece], left: float, top: float) -> list[Placed]:
    placed = []
    for piece in pieces:
        placed.append((piece, left, top))
        top -= piece.height
    return placed


def _laid(title: str, press: Press, pages: Sequence[tuple[Placed, ...]]) -> Laid:
    missing = {
        letter for page in pages for piece, *_at in page for letter in piece.missing
    }
    return Laid(title, press, tuple(pages), tuple(sorted(missing)), 1.0)
