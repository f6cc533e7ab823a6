"""The paper of a handing over: the plan, and a card for each client."""

from salon.leaving.sheet import CardSheet, LeavingSheet
from salon.paper.pages import Furniture, Laid, Run, lay
from salon.paper.parts import Column, Part, Rule, Together
from salon.paper.press import Press
from salon.paper.sheets import Letterhead, Look

_NAMED = 0.28  # of the width of a card, for what a line is about


def leaving_paper(
    sheet: LeavingSheet,
    head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Laid:
    """Return the plan and the cards, for those who look after her clients now."""
    press = Press(look)
    with press.speaking():
        parts: list[Part] = [press.titled(sheet.title), press.gap(1)]
        parts += [press.text(sheet.sentence, press.name), press.gap(3)]
        parts += [_table(press, sheet.head, sheet.rows), press.gap(5)]
        if sheet.booked:
            parts += [_table(press, sheet.booked_head, sheet.booked), press.gap(5)]
        parts += [press.text(one, press.faint) for one in sheet.notes]
        runs = [Run(parts)]
        if sheet.cards:
            cards: list[Part] = []
            for one in sheet.cards:
                cards += [_card(press, one), press.gap(5)]
            runs.append(Run(cards))
        furniture = Furniture(("", sheet.printed), (sheet.title, ""), sheet.title)
        return lay(head, press, sheet.title, runs, furniture)


def _table(
    press: Press, head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]
) -> Part:
    columns = tuple(
        Column(0.0, most=1.0 if not place else 0.3) for place in range(len(head))
    )
    lines = [[press.text(text, press.table) for text in row] for row in rows]
    return press.rows(columns, head, lines, named_by=0)


def _card(press: Press, one: CardSheet) -> Part:
    parts: list[Part] = [Rule(0.0, 4.0), press.heading(one.client, one.head)]
    parts += [press.text(f"! {said}", press.bold) for said in one.mind]
    columns = (Column(most=_NAMED, least=90.0), Column())
    lines = [
        (press.text(name, press.faint), press.text(said, press.table))
        for name, said in one.lines
    ]
    if lines:
        parts.append(press.rows(columns, (), lines, named_by=0))
    return Together(tuple(parts))
