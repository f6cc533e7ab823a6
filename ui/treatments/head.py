"""Who lies here, for how long, and what was done last time."""

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from salon.appointments.model import Status
from salon.catalogue.sisters import is_tested
from salon.text import _, hour, ngettext, short_day
from salon.treatments.tapping import is_worth_repeating
from salon.treatments.words import (
    area_words,
    done_words,
    next_words,
    reaction_words,
)
from salon.views.record import Visit
from ui.desk import Desk
from ui.kit import style
from ui.kit.buttons import Button
from ui.kit.cards import Card, across, down, held
from ui.kit.chips import Avatar, Chip, ChipLabel
from ui.kit.columns import flowing
from ui.kit.taps import large
from ui.kit.tips import tip
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words
from ui.parts.listing import joined
from ui.parts.visit_marks import status_chip
from ui.parts.ways import open_patch
from ui.places import ClientCard

BESIDE = 2  # alerts that stand beside the name; more have a line of their own
MOST_WORDS = 64  # letters of a line of last time; all of it is in the tip


class VisitHead(Card):
    """Name, status in minutes, what could hurt, and the way to the file."""

    def __init__(self, desk: Desk, visit: Visit, start: Button) -> None:
        super().__init__(gap=6, pad=14)
        line = visit.line
        name = Words(Run(line.client, Type.TITLE), type=Type.TITLE)
        name.setMinimumWidth(60)
        tip(name, line.client)
        self.status = ChipLabel(status_chip(line.status))
        self.over = ChipLabel(Chip(""))
        self.over.hide()
        self.start = start
        file = Button(
            _("Open file"),
            icon="user",
            act=lambda: desk.go(ClientCard(line.client_id)),
        )
        about = _("{service} · {day}, {time} · {person}").format(
            service=line.service,
            day=short_day(line.slot.day),
            time=hour(line.slot.start),
            person=line.person.name,
        )
        parts = [about]
        parts += [one.name for one in (line.room, line.device) if one is not None]
        said = Words(" · ".join(parts), type=Type.SMALL, faint=True, wrap=True)
        named = across(name, self.status, self.over, None, gap=8)
        chips: list[QWidget] = [
            ChipLabel(
                Chip(
                    alert.text,
                    Tone.RED if alert.grade == "critical" else Tone.AMBER,
                    "alert-triangle",
                    tall=True,
                ),
                shrinks=True,
            )
            for alert in visit.alerts
        ]
        beside = chips if len(chips) <= BESIDE else []
        tested: list[QWidget] = []
        if is_tested(visit.service.ref):
            tested.append(
                Button(
                    _("Patch test"),
                    icon="flask",
                    name=_("Put on or read a patch test"),
                    act=lambda: open_patch(desk, line.client_id, visit.service.ref),
                )
            )
        row = across(
            Avatar(line.client, 44),
            held(down(named, said, gap=2)),
            *(*beside, start, *tested, file),
            gap=10,
        )
        row.setStretch(1, 1)
        self.add(row)
        if chips and not beside:
            self.add(flowing(*chips))

    def show_minute(self, visit: Visit, now: datetime) -> None:
        """Say for how long the treatment has lasted, and what it holds up."""
        line = visit.line
        chip, over = status_chip(line.status), ""
        if line.status is Status.IN_TREATMENT and now.date() == line.slot.day:
            if visit.begun is not None and visit.begun <= now:
                minutes = int((now - visit.begun).total_seconds()) // 60
                said = _("In treatment {minutes} min").format(minutes=minutes)
                chip = Chip(said, chip.tone, chip.icon)
            over = self._over(visit, now)
        self.status.say(chip)
        self.over.say(Chip(over, Tone.AMBER, "hourglass"))
        self.over.setVisible(bool(over))

    def _over(self, visit: Visit, now: datetime) -> str:
        slot = visit.line.slot
        begun = slot.start.hour * 60 + slot.start.minute
        late = now.hour * 60 + now.minute - begun - slot.minutes
        if late <= 0:
            return ""
        if visit.after is None:
            return _("{minutes} min over").format(minutes=late)
        return _("{minutes} min over, {name} is next").format(
            minutes=late, name=visit.after.client
        )


class LastTime(Card):
    """What was done last time, and one key that does it again."""

    def __init__(self, visit: Visit, again: Button) -> None:
        super().__init__(pad=14)
        again.setFixedHeight(large(again).height())
        self.again = again
        last = visit.last
        if last is None:
            said = Words(_("First time with us"), type=Type.STRONG)
            usual = _("Tick what you do; it stands here next time.")
            note = Words(usual, type=Type.SMALL, faint=True, wrap=True)
            told = across(held(down(said, note, gap=2)), again)
            told.setStretch(0, 1)
            again.hide()
            self.add(told)
            return
        record = last.record
        days = (visit.line.slot.day - last.day).days
        ago = ngettext("{number} day ago", "{number} days ago", days)
        when = f"{short_day(last.day)} · {last.person}"
        settings = joined(f"{name} {value}" for name, value in record.settings.items())
        products = joined(last.product_names.values())
        same = "" if last.service_ref == visit.service.ref else str(last.service)
        done = done_words(record).replace("\n", " ")
        parts = [
            (_("Last time"), f"{when} · {ago.format(number=days)}", same),
            (
                done or products or _("Nothing was noted."),
                joined((area_words(record, visit.names),)),
                " · ".join(filter(None, (settings, products if done else ""))),
            ),
            (reaction_words(replace(record, asked_none=False), visit.names), "", ""),
            (_("For today: {wish}").format(wish=next_words(record)), "", "")
            if next_words(record)
            else ("", "", ""),
        ]
        shown = [_part(*part) for part in parts if any(part)]
        strip: list[QWidget | None] = []
        for place, part in enumerate(shown):
            strip += [_Upright(), part] if place else [part]
        row = across(*strip, again, gap=14)
        for at in range(row.count()):
            item = row.itemAt(at)
            inside = item.widget() if item is not None else None
            if inside in shown:
                row.setStretch(at, 2 if inside is shown[0] else 3)
        self.add(row)
        again.setVisible(is_worth_repeating(record))


class _Upright(QWidget):
    """A hairline between two parts of the strip."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter = QPainter(self)
        box = QRectF(0, 0, style.hair(painter, style.theme().line).widthF(), 0)
        box.setHeight(self.height())
        style.fill(painter, box, style.theme().line)


def _part(head: str, *more: str) -> QWidget:
    first = Words(_cut(head), type=Type.SMALL_STRONG, wrap=True)
    lines = [
        Words(_cut(text), type=Type.SMALL, faint=True, wrap=True)
        for text in more
        if text
    ]
    for said, whole in zip((first, *lines), (head, *filter(None, more)), strict=True):
        if len(whole) > MOST_WORDS:
            tip(said, whole)
    made = held(down(first, *lines, None, gap=2))
    made.setMinimumWidth(110)
    return made


def _cut(text: str) -> str:
    return text if len(text) <= MOST_WORDS else f"{text[: MOST_WORDS - 1].rstrip()}…"
