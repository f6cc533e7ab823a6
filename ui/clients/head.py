"""The head of her file: who she is, and what must not be overlooked."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from salon.clients.model import Alert, Grade
from salon.text import _, listed, ngettext, short_day
from salon.views.client import FileWords, Sight
from ui.clients.cells import best_time
from ui.clients.words import about_her, alert_chip, phone_of
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Bar, Card, Icon, across, down, held
from ui.kit.chips import Avatar, Chip, ChipLabel
from ui.kit.columns import beside, flowing
from ui.kit.states import Banner
from ui.kit.tips import tip
from ui.kit.tokens import GAP, Tone, Type
from ui.kit.words import Run, Words, width

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

MOST_ALERTS = 6
FOLDS = 760  # units of width below which the buttons go below the name
LONG = 320  # units of width from which on a name or a fact may be shortened
BESIDE_NAME = 92  # units that the picture before the name takes
WHOLE = 4_000  # units; a line asks for all the room it needs
LONGEST_ALERT = 84  # characters on a chip; the whole is said when one points at it


class Unanswered(Banner):
    """That something of hers does not fit any more, and a button to look at it."""

    def __init__(self, action: "QAction") -> None:
        look = Button(_("Look at them"), action=action, small=True, icon="")
        super().__init__("", Tone.AMBER, look, icon="git-compare")
        self.hide()

    def show_number(self, number: int) -> None:
        """Say how many things wait for an answer; nothing where none does."""
        said = ngettext(
            "{number} thing booked or planned waits for an answer",
            "{number} things booked or planned wait for an answer",
            number,
        )
        self.say(said.format(number=number))
        self.setVisible(bool(number))


def head_of(
    sight: Sight,
    words: FileWords,
    region: str,
    actions: "dict[str, QAction]",
    waiting: Unanswered,
) -> QWidget:
    """Return the card at the top of her file."""
    card, line = sight.card, sight.card.line
    about = about_her(line, card.registered, sight.today)
    name = Words(
        Run(line.name, Type.TITLE),
        Run(f"   {about}", faint=True),
        type=Type.TITLE,
        wrap=True,
    )
    tip(name, line.name)
    name.setMinimumWidth(min(round(width(line.name, Type.TITLE)) + 2, LONG))
    facts = [("phone", _phone(sight, region))]
    if how := _how(sight, words):
        facts.append(("clock", how))
    if sight.therapist:
        said = _("{name}’s client").format(name=sight.therapist)
        facts.append(("user-heart", said))
    manner = _manner(sight, words)
    if manner:
        facts.append(("mood-smile", manner))
    if card.line.called:
        said = _("likes to be called {name}").format(name=line.called)
        facts.append(("message-circle", said))
    told = flowing(*(_fact(icon, text) for icon, text in facts), gap=14, most=WHOLE)
    left = across(Avatar(line.name, 60), 8)
    left.addWidget(held(down(name, told, gap=4)), 1)
    buttons = across(None, gap=8)
    for key in ("call", "plan", "print"):
        button = Button(action=actions[key])
        button.key = ""  # the loud button alone shows its key
        buttons.addWidget(button)
    buttons.addWidget(Button(action=actions["book"], kind=Kind.PRIMARY))
    between: list[QWidget] = []
    if sight.incidents:
        said = next(a.text for a in line.alerts if a.kind == "incident")
        go = Button(_("Open"), action=actions["incident"], small=True, icon="")
        between.append(Banner(said, Tone.RED, go, icon="urgent"))
    if sight.complaints:
        first = sight.complaints[0]
        said = _("A complaint is open since {day}").format(
            day=short_day(first.opened.date())
        )
        go = Button(_("Open"), action=actions["complaint"], small=True, icon="")
        tone = Tone.RED if first.is_late else Tone.AMBER
        between.append(Banner(said, tone, go, icon="message-report"))
    between.append(waiting)
    who = max(name.natural(), told.sizeHint().width()) + BESIDE_NAME
    parts = (held(left), buttons, between, _alerts(sight), _full(sight, actions))
    made = Card(pad=14, gap=8).add(_Parts(*parts, who))
    made.setAccessibleName(line.name)
    return made


class _Parts(QWidget):
    """Who, buttons, what is wrong, alerts, how full: as few lines as there is room.

    How full the file is stands below the buttons, else beside the alerts, else below.
    """

    def __init__(
        self,
        left: QWidget,
        buttons: QHBoxLayout,
        between: list[QWidget],
        alerts: QWidget,
        full: QWidget,
        who: int,
    ) -> None:
        super().__init__()
        self._full = full
        self._needs = who + full.sizeHint().width() + GAP
        self._right = down(buttons, None)
        whole = alerts.sizeHint().width() + full.sizeHint().width() + GAP
        self._lower = beside(alerts, full, whole)
        upper = beside(left, held(self._right), FOLDS)
        column = down(upper, *between, self._lower)
        column.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take how full the file is up to the buttons, or down again."""
        super().resizeEvent(event)
        is_up = self._right.indexOf(self._full) >= 0
        if is_up != (self.width() >= self._needs):
            if is_up:
                self._lower.box.addWidget(self._full)
            else:
                self._right.insertWidget(1, self._full)


def _fact(icon: str, text: str) -> QWidget:
    said = Words(text, type=Type.SMALL, faint=True)
    said.setMinimumWidth(min(said.natural(), LONG))
    tip(said, text)
    return held(across(Icon(icon, 15, Tone.PLAIN), said, gap=6))


def _phone(sight: Sight, region: str) -> str:
    card = sight.card
    number = phone_of(card.line, region)
    if card.do_not_contact:
        return _("{phone} · do not contact").format(phone=number or "–")
    return number or _("no number yet")


def _how(sight: Sight, words: FileWords) -> str:
    """Return when and by which way to ring; it stands apart, the number is whole."""
    card = sight.card
    if card.do_not_contact:
        return ""
    parts = []
    time = best_time(card.call_from, card.call_until)
    if time:
        parts.append(_("best {time}").format(time=time))
    if card.channel:
        parts.append(words.said("preferred_channel", card.channel))
    return " · ".join(parts)


def _manner(sight: Sight, words: FileWords) -> str:
    found = {fact.field: fact.value for fact in sight.card.facts}
    if "personality" in found:
        return words.said("personality", found["personality"])
    return ""


def _alerts(sight: Sight) -> QWidget:
    own = (one.alert for one in sight.staff_alerts)
    derived = (one for one in sight.card.line.alerts if one.kind != "incident")
    alerts = sorted((*own, *derived), key=lambda one: one.grade)
    chips: list[QWidget] = [_alert(one) for one in alerts[:MOST_ALERTS]]
    rest = alerts[MOST_ALERTS:]
    if rest:
        more = ChipLabel(
            Chip(
                ngettext("{n} more", "{n} more", len(rest)).format(n=len(rest)),
                Tone.RED
                if any(one.grade is Grade.CRITICAL for one in rest)
                else Tone.AMBER,
                "alert-triangle",
                tall=True,
            )
        )
        tip(more, "\n".join(one.text for one in rest))
        chips.append(more)
    if sight.namesakes:
        chips.append(_namesake(sight))
    if not chips:
        return Words(
            _("No allergies or health conditions are known."),
            type=Type.SMALL,
            faint=True,
        )
    return flowing(*chips, gap=8, most=WHOLE)


def _alert(alert: Alert) -> QWidget:
    chip = alert_chip(alert)
    text = chip.text
    if len(text) > LONGEST_ALERT:
        text = f"{text[:LONGEST_ALERT].rstrip()}…"
    made = ChipLabel(Chip(text, chip.tone, chip.icon, tall=True))
    tip(made, chip.text)
    made.setAccessibleName(chip.text)
    return made


def _namesake(sight: Sight) -> QWidget:
    others = sight.namesakes
    digits = listed(
        f"…{''.join(filter(str.isdigit, one.phone))[-4:]}"
        for one in others[:3]
        if one.phone
    )
    hint = next(
        (fact.value for fact in sight.card.facts if fact.field == "namesake_hint"), ""
    )
    said = ngettext(
        "{n} other client of this name", "{n} other clients of this name", len(others)
    ).format(n=len(others))
    text = " · ".join(filter(None, (said, digits, hint)))
    return ChipLabel(Chip(text, Tone.BLUE, "users", tall=True))


def _full(sight: Sight, actions: "dict[str, QAction]") -> QWidget:
    full = sight.full
    said = _("File {n} % full").format(n=full.percent)
    parts = _(" · safety {safety} %, knowing {knowing} %").format(
        safety=round(100 * full.safety), knowing=round(100 * full.knowing)
    )
    runs = [Run(said, Type.SMALL, faint=True), Run(parts, Type.SMALL, faint=True)]
    if full.open:
        runs.append(Run(_(" · next to ask: "), Type.SMALL, faint=True))
        runs.append(Run(str(full.open[0].names), Type.SMALL_STRONG))
    bar = Bar(full.part, wide=90, name=said)
    why = Button(action=actions["points"], small=True, kind=Kind.QUIET)
    words = Words(*runs, type=Type.SMALL)
    words.setFixedHeight(why.sizeHint().height())
    tip(words, words.text())
    return flowing(words, held(across(bar, why, gap=8)), gap=8, most=WHOLE)
