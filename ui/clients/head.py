"""The head of her file: who she is, and what must not be overlooked."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from salon.clients.model import Alert, Grade
from salon.text import _, listed, ngettext, short_day
from salon.views.client import FileWords, Sight
from ui.clients.cells import best_time
from ui.clients.words import about_her, alert_chip, phone_of
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Bar, Card, Icon, across, down, held
from ui.kit.chips import Avatar, Chip, ChipLabel
from ui.kit.columns import Columns, flowing
from ui.kit.states import Banner
from ui.kit.tips import tip
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

MOST_ALERTS = 6
FOLDS = 760  # units of width below which the buttons go below her name
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
    facts = [("phone", _phone(sight, words, region))]
    if sight.therapist:
        said = _("{name}’s client").format(name=sight.therapist)
        facts.append(("user-heart", said))
    manner = _manner(sight, words)
    if manner:
        facts.append(("mood-smile", manner))
    if card.line.called:
        said = _("likes to be called {name}").format(name=line.called)
        facts.append(("message-circle", said))
    who = down(
        name, flowing(*(_fact(icon, text) for icon, text in facts), gap=14), gap=4
    )
    left = across(Avatar(line.name, 60), 8)
    left.addWidget(held(who), 1)
    buttons = across(None, gap=8)
    for key in ("call", "plan", "print"):
        button = Button(action=actions[key])
        button.key = ""  # the loud button alone shows its key
        buttons.addWidget(button)
    buttons.addWidget(Button(action=actions["book"], kind=Kind.PRIMARY))
    right = held(down(buttons, _full(sight, actions), None, gap=8))
    upper = Columns(held(left), right, (1, 0), least=FOLDS, gap=12)
    made = Card(pad=14, gap=8).add(upper)
    if sight.incidents:
        said = next(a.text for a in line.alerts if a.kind == "incident")
        go = Button(_("Open"), action=actions["incident"], small=True, icon="")
        made.add(Banner(said, Tone.RED, go, icon="urgent"))
    if sight.complaints:
        first = sight.complaints[0]
        said = _("A complaint is open since {day}").format(
            day=short_day(first.opened.date())
        )
        go = Button(_("Open"), action=actions["complaint"], small=True, icon="")
        tone = Tone.RED if first.is_late else Tone.AMBER
        made.add(Banner(said, tone, go, icon="message-report"))
    made.add(waiting)
    made.add(_alerts(sight))
    made.setAccessibleName(line.name)
    return made


def _fact(icon: str, text: str) -> QWidget:
    said = Words(text, type=Type.SMALL, faint=True)
    return held(across(Icon(icon, 15, Tone.PLAIN), said, gap=6))


def _phone(sight: Sight, words: FileWords, region: str) -> str:
    card = sight.card
    number = phone_of(card.line, region)
    if card.do_not_contact:
        return _("{phone} · do not contact").format(phone=number or "–")
    parts = [number or _("no number yet")]
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
    return flowing(*chips, gap=8)


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


def _full(sight: Sight, actions: "dict[str, QAction]") -> QHBoxLayout:
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
    return across(None, Words(*runs, type=Type.SMALL), bar, why, gap=8)
