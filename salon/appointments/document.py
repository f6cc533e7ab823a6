"""The day sheet: a page for each person, to fold and keep in a pocket."""

from salon.appointments.sheet import DayLine, DaySheet, PersonDay
from salon.paper.drawings import alert
from salon.paper.pages import Paper, typeset
from salon.paper.parts import Box, Column, Part, Rows, Stack, Text
from salon.paper.press import Press
from salon.paper.sheets import Letterhead, Look
from salon.paper.text import Span
from salon.text import N_, _, full_day, hour, long_day, ngettext


def day_sheet(
    sheet: DaySheet,
    head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Paper:
    """Return the day of each person, on pages of her own."""
    press = Press(look, ease=1.06)
    with press.speaking():
        pages = [_person(one, sheet, press) for one in sheet.people]
        if not pages:
            pages = [[press.title(long_day(sheet.day)), press.text(_("Nobody is in."))]]
        title = _("Day sheet, {day}").format(day=full_day(sheet.day))
        aside = (long_day(sheet.day), _("Not for clients’ eyes"))
        return typeset(head, press, title, pages[0], aside, breaks=pages[1:])


def _person(one: PersonDay, sheet: DaySheet, press: Press) -> list[Part]:
    count = len(one.lines)
    visits = ngettext("{count} visit", "{count} visits", count).format(count=count)
    facts = [long_day(sheet.day), one.hours, visits if count else ""]
    parts: list[Part] = [
        press.title(one.person),
        press.text(" · ".join(fact for fact in facts if fact), press.faint),
        press.gap(1.0),
    ]
    if not one.lines:
        return [*parts, press.text(_("Nobody is booked on this day."))]
    names = (N_("Time"), N_("Client and service"), N_("Room"), N_("Drink and wishes"))
    return [
        *parts,
        Rows(
            (
                Column(most=0.2, least=press.em(4)),
                Column(),
                Column(most=0.2, least=press.room * 0.13),
                Column(most=0.3, least=press.room * 0.26),
            ),
            tuple(press.text(_(name), press.small) for name in names),
            tuple(_row(line, press) for line in one.lines),
            press.em(1.4),
            press.em(0.6),
        ),
    ]


def _row(line: DayLine, press: Press) -> tuple[Part, ...]:
    when = Stack(
        (
            Text((Span(hour(line.begins), press.bold),)),
            press.text(
                _("until {time}").format(time=hour(line.ends)),
                press.small,
            ),
        )
    )
    what: list[Part] = [
        Text((Span(line.client, press.bold),)),
        press.text(line.service),
    ]
    if line.note:
        what.append(press.text(line.note, press.small))
    if line.alert:
        banner = Box((alert(line.alert, press.bold),), press.em(0.45), is_edged=True)
        what += [press.gap(0.35), banner]
    where: list[Part] = [press.text(line.room)]
    if line.device:
        where.append(press.text(line.device, press.small))
    wishes: list[Part] = []
    if line.drink:
        wishes.append(press.text(line.drink))
    if line.never:
        never = (Span(_("Never: "), press.bold), Span(line.never, press.body))
        wishes.append(Text(never))
    return (when, Stack(tuple(what)), Stack(tuple(where)), Stack(tuple(wishes)))
