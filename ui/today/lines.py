"""The board of today in words: a line for each visit, and what stands between them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import fields, replace

from salon.appointments.model import Status, clock_time, minute_of
from salon.appointments.slipping import TakenUp
from salon.text import N_, _, hour, ngettext
from salon.views.board import Board, Group, Row, Step
from salon.views.day import Day, Gap
from ui.kit.board import BoardLine, Kind
from ui.kit.chips import Chip
from ui.kit.tokens import Tone
from ui.parts.ringing import WRITTEN
from ui.parts.visit_marks import status_chip, told_apart, visit_line

MOST = 10  # rows of a group, before it is unfolded
MIDNIGHT = 24 * 60


def board_lines(
    day: Day, board: Board, *, unfolded: Collection[Group], shows_done: bool
) -> list[BoardLine]:
    """Return the lines of the board.

    Args:
        day: The day, with its marks and gaps.
        board: The same in groups.
        unfolded: The groups of which all rows are shown.
        shows_done: Whether those who are done stand below the others.
    """
    hint = _("Enter opens · A arrived · S start · D done · B bill · R ring")
    alike = told_apart(day.visits)
    names = {int(one.id): alike.get(one.client_id, one.client) for one in day.visits}
    groups: list[tuple[Group, str, Sequence[Row]]] = [
        (Group.NEEDS, _("Needs you"), board.needs),
        (Group.TREATED, _("In treatment"), board.treated),
        (Group.NEXT, _("Next"), board.next),
    ]
    if shows_done:
        groups.append((Group.DONE, _("Done"), board.done))
    found: list[BoardLine] = []
    for group, name, rows in groups:
        is_next = group is Group.NEXT
        if not rows and not (is_next and board.gaps and board.booked):
            continue
        head = BoardLine(name, kind=Kind.HEAD, span=str(len(rows)), key=("head", group))
        found.append(head if found else replace(head, detail=hint))
        shown = rows if group in unfolded else rows[:MOST]
        lines = [one for row in shown for one in _row(day, row, names)]
        if is_next and board.gaps:
            lines = _with_gap(lines, shown, board.gaps[0])
        found += lines
        if rest := len(rows) - len(shown):
            said = ngettext("and {number} more", "and {number} more", rest)
            found.append(
                BoardLine(said.format(number=rest), kind=Kind.MORE, key=("more", group))
            )
    return found


def _row(day: Day, row: Row, names: dict[int, str]) -> Iterator[BoardLine]:
    visit = row.visit
    base = visit_line(
        visit,
        tuple(map(_, day.against.get(visit.id, ()))),
        is_written=visit.id in day.written,
    )
    same = {one.name: getattr(base, one.name) for one in fields(base)}
    same["name"] = names[int(visit.id)]
    line = BoardLine(**same)
    notes = [line.detail, *_remarks(row)]
    if owes := day.owes.get(visit.client_id):
        notes.append(_("{sum} to be paid").format(sum=owes))
    name, icon, key = _STEPS[row.step]
    is_next = row.step is Step.RING and row.group is Group.NEXT
    if is_next and visit.channel in WRITTEN:  # who is late is rung all the same
        name, icon = N_("Write"), "message-circle"
    line = replace(
        line,
        detail=" · ".join(notes),
        step=_(name) if name else "",
        step_icon=icon,
        step_key=key,
        is_likely=row.is_likely,
    )
    line = _marked(line, row)
    if row.slip is not None:
        booked = _("booked for {time}").format(time=hour(visit.slot.start))
        is_late = row.slip.start >= MIDNIGHT
        line = replace(
            *(line,),
            time=hour(clock_time(row.slip.start % MIDNIGHT)),
            span=hour(visit.slot.start),
            is_struck=True,
            said=f"{_said_time(row.slip.start)}, {booked}" if is_late else booked,
        )
    note = _overrun(row, names)
    yield replace(line, said=note) if note else line
    if note:
        tone = Tone.AMBER if row.is_loud else Tone.PLAIN
        yield BoardLine(note, kind=Kind.NOTE, tone=tone, key=("note", visit.id))


_STEPS = {
    Step.NONE: ("", "", ""),
    Step.ARRIVED: (N_("Arrived"), "", "A"),
    Step.START: (N_("Start"), "", "S"),
    Step.DONE: (N_("Done"), "", "D"),
    Step.BILL: (N_("Bill"), "receipt-dollar", "B"),
    Step.RING: (N_("Ring"), "phone", "R"),
    Step.MISSED: (N_("Did not come"), "", "N"),
    Step.ELSEWHEN: (N_("Other times"), "clock", "M"),
}


def _marked(line: BoardLine, row: Row) -> BoardLine:
    """Say how it stands: since when, how late, how long it goes on."""
    loud = Tone.AMBER if row.is_loud else Tone.PLAIN
    visit, minutes = row.visit, row.minutes
    match row.group:
        case Group.NEEDS if visit.status is Status.ARRIVED and visit.arrived:
            said = _("Waiting since {time}").format(time=hour(visit.arrived))
            return replace(line, mark=Chip(said, loud, "hourglass"))
        case Group.NEEDS if visit.status is not Status.ARRIVED:
            said = _("{number} min late").format(number=minutes)
            return replace(line, mark=Chip(said, loud, "clock"))
        case Group.TREATED if minutes > 0:
            said = _("{number} min over").format(number=minutes)
            return replace(line, mark=Chip(said, loud, "hourglass"))
        case Group.TREATED:
            said = _("{number} min left").format(number=-minutes)
            over = 1 + minutes / visit.slot.minutes
            return replace(
                *(line,),
                mark=None,
                meter=max(0.0, over),
                meter_said=said,
                tone=Tone.PLUM,
            )
        case Group.NEXT if row.slip is not None and not row.slip.fits:
            said = _("would start {number} min late").format(number=row.slip.late)
            return replace(line, mark=Chip(said, Tone.AMBER, "clock"))
    return replace(line, mark=status_chip(visit.status, is_near=True))


def _remarks(row: Row) -> Iterator[str]:
    if row.left == 0:
        yield _("does not fit any more")
    elif row.left is not None:
        said = _("{left} min left, needs {minutes}")
        yield said.format(left=row.left, minutes=row.visit.slot.minutes)
    elif row.here_by is not None:
        yield _("still fits in full until {time}").format(time=_said_time(row.here_by))
    if row.overrun is not None and row.overrun.taken_up is TakenUp.SLACK:
        yield _("nobody has to wait for it")
    if row.slip is not None and not row.slip.fits:
        yield _("move it, or give it to somebody else")


def _overrun(row: Row, names: dict[int, str]) -> str:
    """Return who begins when because of it, and what takes it up."""
    found = row.overrun
    if found is None:
        return ""
    parts: list[str] = []
    for slip in found.slips:
        if not slip.fits:
            said = _("{client} would start {number} min late")
            parts.append(said.format(client=names[slip.id], number=slip.late))
            continue
        said = _("{client} starts {time}, not {booked}")
        parts.append(
            said.format(
                client=names[slip.id],
                time=_said_time(slip.start),
                booked=_said_time(slip.start - slip.late),
            )
        )
    match found.taken_up:
        case TakenUp.GAP:
            at = _said_time(found.at)
            parts.append(_("the gap at {time} takes the rest").format(time=at))
        case TakenUp.EVENING:
            parts.append(_("the end of the day takes the rest"))
    return " → ".join(parts)


def _said_time(minute: int) -> str:
    """Return a time of the day that may run into the next one."""
    said = hour(clock_time(minute % MIDNIGHT))
    if minute < MIDNIGHT:
        return said
    return _("{time} after midnight").format(time=said)


def _with_gap(lines: list[BoardLine], rows: Sequence[Row], gap: Gap) -> list[BoardLine]:
    """Put the gap where it belongs by time, after whoever begins before it."""
    begins = {
        row.visit.id: row.slip.start if row.slip else minute_of(row.visit.slot.start)
        for row in rows
    }
    start = hour(gap.start)
    minutes = minute_of(gap.until) - minute_of(gap.start)
    said = _("{number} min free with {who}").format(number=minutes, who=gap.person)
    until = _("until {time}").format(time=hour(gap.until))
    key = ("gap", gap.person_id, gap.start)
    line = BoardLine(said, until, time=start, kind=Kind.GAP, key=key)
    first = minute_of(gap.start)
    before = [
        at
        for at, one in enumerate(lines)
        if one.key in begins and begins[one.key] <= first  # type: ignore[index]
    ]
    at = before[-1] + 1 if before else 0
    while at < len(lines) and lines[at].kind is Kind.NOTE:
        at += 1
    return [*lines[:at], line, *lines[at:]]
