"""How a visit is shown in a word: its status, its warnings, its line in a list."""

import re
from collections import Counter
from collections.abc import Sequence

from salon.appointments.model import STATUS_WORDS, DayLine, Status
from salon.clients.model import Grade
from salon.text import _, hour, ngettext
from ui.kit.chips import Chip
from ui.kit.rows import Line
from ui.kit.tokens import Tone

STATUS_MARKS = {
    Status.BOOKED: (Tone.PLAIN, "clock"),
    Status.CONFIRMED: (Tone.PLAIN, "check"),
    Status.ARRIVED: (Tone.BLUE, "door-enter"),
    Status.IN_TREATMENT: (Tone.PLUM, "sparkles"),
    Status.COMPLETED: (Tone.SAGE, "check"),
    Status.LEFT: (Tone.SAGE, "check"),
    Status.CANCELLED: (Tone.AMBER, "x"),
    Status.MISSED: (Tone.RED, "ban"),
}
LONG = 44  # characters of a warning in a list; the file says all of it


def status_chip(status: Status, *, is_near: bool = False) -> Chip:
    """Return how far a visit has come, in colour, icon and words.

    *is_near* is a visit of today or tomorrow, which she should have confirmed.
    """
    if is_near and status is Status.BOOKED:
        return Chip(_("Unconfirmed"), Tone.AMBER, "phone")
    tone, icon = STATUS_MARKS[status]
    return Chip(_(STATUS_WORDS[status]), tone, icon)


def tone_of(line: DayLine) -> Tone:
    """Return the colour of a visit in a calendar."""
    match line.status:
        case Status.COMPLETED | Status.LEFT:
            return Tone.SAGE
        case Status.IN_TREATMENT:
            return Tone.PLUM
        case Status.ARRIVED:
            return Tone.BLUE
        case Status.BOOKED:
            return Tone.AMBER if line.alert_grade == Grade.CRITICAL else Tone.ROSE
    return Tone.ROSE


def short(text: str, most: int = LONG) -> str:
    """Return as much of a warning as a chip holds."""
    if len(text) <= most:
        return text
    whole = re.sub(r" *[(（][^()（）]*[)）]$", "", text)  # what, without how and when
    return whole if len(whole) <= most else whole[: most - 1].rstrip() + "…"


def alert_chips(line: DayLine, against: Sequence[str] = ()) -> tuple[Chip, ...]:
    """Return what could hurt her if overlooked, the loudest first."""
    chips = [Chip(text, Tone.RED, "alert-triangle") for text in against]
    if line.alert:
        is_grave = line.alert_grade == Grade.CRITICAL
        tone = Tone.RED if is_grave else Tone.AMBER
        icon = "alert-triangle" if is_grave else "help-circle"
        chips.append(Chip(short(line.alert), tone, icon))
    if line.is_new:
        chips.append(Chip(_("New"), Tone.BLUE))
    return tuple(chips)


def told_apart(visits: Sequence[DayLine]) -> dict[int, str]:
    """Return by client how those are called who share a name with another that day.

    The last four digits of the number stand behind the name.
    """
    people = {one.client_id: one for one in visits}
    often = Counter(one.client for one in people.values())
    return {
        key: f"{one.client} ({one.phone[-4:]})"
        for key, one in people.items()
        if often[one.client] > 1 and one.phone
    }


def waiting_words(client: str, number: int) -> str:
    """Return that so many things of a client do not fit and wait for an answer."""
    said = ngettext(
        "{client}: {number} thing waits for an answer",
        "{client}: {number} things wait for an answer",
        number,
    )
    return said.format(client=client, number=number)


def visit_line(
    line: DayLine, against: Sequence[str] = (), *, is_written: bool = False
) -> Line:
    """Return a visit as a line of the day."""
    where = f" · {line.room.name}" if line.room is not None else ""
    draft: tuple[Chip, ...] = ()
    if is_written:
        draft = (Chip(_("Record half written"), Tone.AMBER, "pencil"),)
    return Line(
        name=line.client,
        detail=f"{line.service} · {line.person.name}{where}",
        reading=line.pinyin,
        time=hour(line.slot.start),
        span=_("{number} min").format(number=line.real_minutes),
        alerts=alert_chips(line, against) + draft,
        mark=status_chip(line.status, is_near=True),
        key=line.id,
    )
