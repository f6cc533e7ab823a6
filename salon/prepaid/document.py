"""The papers of prepaid money: a gift voucher, a member's card, the contract."""

from salon.paper.drawings import qr_code
from salon.paper.pages import Furniture, Laid, Run, lay
from salon.paper.parts import Box, Columns, Drawing, Part, Rule
from salon.paper.press import MM, Press
from salon.paper.roll import Beside
from salon.paper.sheets import Letterhead, Look
from salon.prepaid.sheet import ContractSheet, MemberSheet, Strokes, VoucherSheet

CODE = 30 * MM
CARD = 85.6 * MM  # as a bank card is wide
SIGNED = 16 * MM


def gift_voucher(
    sheet: VoucherSheet,
    head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Laid:
    """Return a gift voucher."""
    press = Press(look, 11.0)
    with press.speaking():
        words: list[Part] = [press.text(sheet.worth, press.title), press.gap(2)]
        if sheet.holder:
            words.append(press.text(sheet.holder, press.name))
        words += [press.gap(2), press.text(sheet.spelt, press.bold)]
        if sheet.until:
            words.append(press.text(sheet.until, press.faint))
        code = Beside(qr_code(sheet.code, CODE), CODE, tuple(words), sheet.code)
        parts: list[Part] = [press.titled(sheet.title), press.gap(4), Box((code,))]
        parts.append(press.gap(4))
        parts += [press.text(one, press.small_print()) for one in sheet.words]
        furniture = Furniture((sheet.spelt, ""), (sheet.title, ""), left=sheet.spelt)
        return lay(head, press, sheet.title, [Run(parts, [])], furniture)


def member_card(
    sheet: MemberSheet,
    head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Laid:
    """Return a member's card, to be cut out, with what it gives beside it."""
    press = Press(look, 9.0)
    with press.speaking():
        side = 20 * MM
        words: tuple[Part, ...] = (
            press.text(sheet.tier, press.style(15, 20, is_bold=True)),
            press.text(sheet.name, press.name),
            press.gap(1),
            press.text(sheet.spelt, press.bold),
            press.text(sheet.until, press.caption),
        )
        card = Box((Beside(qr_code(sheet.code, side), side, words, sheet.code),))
        gives = tuple(press.text(one) for one in sheet.benefits)
        parts: list[Part] = [press.titled(sheet.tier), press.gap(4)]
        parts.append(Columns(((card,), gives), CARD))
        furniture = Furniture((sheet.name, ""), (sheet.tier, ""), left=sheet.spelt)
        return lay(head, press, sheet.tier, [Run(parts, [])], furniture)


def contract(
    sheet: ContractSheet,
    head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Laid:
    """Return what was agreed, to be signed by both."""
    press = Press(look, 10.0)
    with press.speaking():
        parts: list[Part] = [press.titled(sheet.title), press.gap(2)]
        for place, said in enumerate(sheet.clauses, 1):
            parts += [press.text(f"{place}. {said}"), press.gap(2)]
        if sheet.law:
            parts += [press.gap(2), press.label(sheet.law_said)]
            parts += [press.text(one, press.small_print()) for one in sheet.law]
        cells = tuple(_signed(press, *one) for one in sheet.signs)
        foot: list[Part] = [press.gap(8), Columns(cells, 170.0)]
        foot.append(press.text(sheet.mark, press.note))
        furniture = Furniture(
            (sheet.client, sheet.day), (sheet.title, sheet.client), left=sheet.client
        )
        return lay(head, press, sheet.title, [Run(parts, foot)], furniture)


def _signed(press: Press, whose: str, strokes: Strokes) -> tuple[Part, ...]:
    from salon.paper.canvas import TaggedCanvas

    def draw(canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        high = SIGNED - MM
        wide = min(width, high * 3.2)
        for stroke in strokes:
            path = canvas.beginPath()
            for place, (px, py) in enumerate(stroke):
                go = path.lineTo if place else path.moveTo
                go(x + px * wide, top - py * high)
            canvas.drawPath(path, stroke=1, fill=0)

    return (
        Drawing(SIGNED, draw, alt=whose),
        Rule(),
        press.text(whose, press.small_print()),
    )
