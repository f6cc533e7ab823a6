"""How one client stands: classes with why and since when, rhythm, worth, what to do."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.clients.model import ClientId
from salon.errors import SalonError
from salon.loyalty.measures import says
from salon.loyalty.model import (
    FLAG_WORDS,
    LIGHT_WORDS,
    LOSS_WORDS,
    LOYALTY_WORDS,
    SEGMENT_WORDS,
    STATE_WORDS,
    Abc,
    Axis,
    Flag,
    Loss,
    Loyalty,
    Outcome,
    Standing,
    State,
)
from salon.loyalty.operations import explain_loss, pin_class, unpin_class
from salon.text import _, full_day, headed, listed, number, sentences
from salon.views.kept_sheets import refresh_all
from salon.views.standing import StandingSight, standing_sight
from ui.kit.buttons import Answers, Button, Segments
from ui.kit.cards import Card, Heading, Rule, Scroll, across, down, held
from ui.kit.chips import Chip, ChipLabel
from ui.kit.columns import Columns, flowing
from ui.kit.facts import pairs
from ui.kit.fields import FormRow, TextField
from ui.kit.sheet import Sheet
from ui.kit.states import Calm
from ui.kit.tips import tip
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.loyalty.words import big, faint, money, percent
from ui.parts.holding import Holder, failed
from ui.parts.whose import say_whose

if TYPE_CHECKING:
    from ui.desk import Desk

_TONES = {
    State.ACTIVE: Tone.SAGE,
    State.DUE: Tone.BLUE,
    State.OVERDUE: Tone.AMBER,
    State.LAPSING: Tone.RED,
    State.LOST: Tone.RED,
}
_UNGRADED = (Loyalty.LEAD, Loyalty.NEW, Loyalty.DORMANT)  # said by the class itself
LIKELY, SURE = 0.8, 0.95  # from where lateness is told as likely, as nearly sure


class LoyaltyTab(QWidget):
    """What is known of her loyalty; a class can be held, a loss explained."""

    def __init__(self, desk: "Desk", key: ClientId) -> None:
        super().__init__()
        self._desk, self._key = desk, key
        self.sight: StandingSight | None = None
        self.held = Holder(QWidget())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.held, 1)
        self.hold = Button(_("Hold a class"), small=True, act=self._hold)
        self.free = Button(_("Let it go"), small=True, act=self._free)
        self.why = Button(_("Why it ended"), small=True, act=self._why)
        self.anew = Button(_("Work out anew"), small=True, act=self._anew)

    def show_sight(self, *_told: object) -> None:
        """Ask again, and show what is known now."""
        asked = self._desk.ask(standing_sight, int(self._key))
        asked.then(self._show).otherwise(self._fail)

    refresh = show_sight

    def _fail(self, error: SalonError) -> None:
        title = _("This could not be read.")
        self.held.put(failed(title, str(error), self.show_sight))

    def _show(self, sight: StandingSight) -> None:
        if sight == self.sight:
            return
        self.sight = sight
        for button in (self.hold, self.free, self.why, self.anew):
            button.setParent(None)
        if sight.standing is None:
            self.held.put(
                Calm(
                    _("Not worked out yet"),
                    _("The night does it; it can also be done now."),
                    self.anew,
                )
            )
            return
        left = down(self._classes(sight, sight.standing), self._do(sight), None, gap=12)
        right = down(
            *(self._rhythm(sight, sight.standing), self._worth(sight, sight.standing)),
            *(self._people(sight), None),
            gap=12,
        )
        self.held.put(
            Scroll(held(down(Columns(held(left), held(right), (1, 1)), None)))
        )

    def _classes(self, sight: StandingSight, one: Standing) -> Card:
        card = Card(Heading(_("Classes"), self.hold, self.free), gap=8)
        self.free.setVisible(bool(sight.pins))
        chips = [
            ChipLabel(Chip(_("{abc} client").format(abc=one.abc), Tone.ROSE, tall=True))
        ]
        chips.append(
            ChipLabel(Chip(_(LOYALTY_WORDS[one.loyalty]), Tone.PLUM, tall=True))
        )
        if one.segment is not None and one.loyalty not in _UNGRADED:
            chips.append(ChipLabel(Chip(_(SEGMENT_WORDS[one.segment]), tall=True)))
        chips += [
            ChipLabel(Chip(_(FLAG_WORDS[flag]), Tone.AMBER, tall=True))
            for flag in Flag
            if flag in one.flags
        ]
        card.add(flowing(*chips, gap=6))
        tip(card, f"{says('abc')}\n\n{says('loyalty')}")
        cash = partial(money, currency=sight.currency)
        since = _("since {day}")
        rows: list[tuple[str, str | QWidget]] = [
            (
                _("By spend"),
                sentences(
                    (
                        _("{sum} in twelve months").format(sum=cash(one.spent)),
                        since.format(day=full_day(one.abc_since)),
                    )
                ),
            ),
            (
                _("By loyalty"),
                sentences(
                    (
                        _("score {n}").format(n=number(one.score, 2)),
                        since.format(day=full_day(one.loyalty_since)),
                    )
                ),
            ),
            (_("Regular"), percent(one.regularity)),
            (_("Bought cheaper"), percent(one.discount_share)),
            (_("Kinds of treatment"), number(one.families)),
            (
                _("Would recommend us"),
                _("not asked")
                if one.recommends is None
                else _("{n} of 10").format(n=one.recommends),
            ),
            (_("Friends who came"), number(one.friends)),
        ]
        card.add(pairs(rows, 150))
        for pin in sight.pins:
            held_ = _("{value} is held until {day} by {who}: {why}").format(
                value=pin.value, day=full_day(pin.until), who=pin.by, why=pin.why
            )
            card.add(Rule(), Words(held_, type=Type.SMALL, wrap=True))
        if sight.as_of is not None:
            card.add(faint(_("worked out on {day}").format(day=full_day(sight.as_of))))
        return card

    def _do(self, sight: StandingSight) -> Card:
        card = Card(Heading(_("What to do")), gap=6)
        for said in sight.advice:
            card.add(Words(said, wrap=True))
        for light in sight.lights:
            if light.outcome in (Outcome.OPEN, Outcome.TRIED):
                tone = Tone.RED if light.is_red else Tone.AMBER
                icon = "alert-octagon" if light.is_red else "alert-triangle"
                who = _("{who}, until {day}").format(
                    who=light.person or _("nobody yet"), day=full_day(light.due)
                )
                chip = ChipLabel(Chip(_(LIGHT_WORDS[light.light]), tone, icon))
                card.add(held(across(chip, faint(who), None)))
        return card

    def _rhythm(self, sight: StandingSight, one: Standing) -> Card:
        chip = Chip(_(STATE_WORDS[one.state]), _TONES[one.state])
        card = Card(Heading(_("Rhythm"), chip=chip), gap=6)
        tip(card, says("due"))
        if one.last_visit is None:
            return card.add(faint(_("Has not come yet.")))
        since = (sight.today - one.last_visit).days
        card.add(
            big(
                _("{n} days").format(n=number(round(one.expected))),
                _("between visits, by this client’s own rhythm"),
            )
        )
        rows: list[tuple[str, str | QWidget]] = [
            (_("Last here"), _("{n} days ago").format(n=number(since))),
            (_("Late"), _certainty(one)),
            (_("Visits"), number(one.all_visits)),
        ]
        if one.next_visit is not None:
            rows.append((_("Next visit"), full_day(one.next_visit)))
        if sight.person:
            rows.append((_("Mostly with"), sight.person))
        card.add(pairs(rows, 110))
        if one.state in (State.LAPSING, State.LOST):
            if sight.told is not None:
                said = headed(_(LOSS_WORDS[sight.told.reason]), sight.told.words)
                card.add(Words(said, type=Type.SMALL, wrap=True))
            card.add(held(across(self.why, None)))
        return card

    def _worth(self, sight: StandingSight, one: Standing) -> Card:
        card = Card(Heading(_("Worth")), gap=6)
        tip(card, says("value"))
        cash = partial(money, currency=sight.currency)
        card.add(big(cash(one.next_year), _("likely in the next twelve months")))
        simple = _("{each} a visit × {visits} a year × {years} years").format(
            each=cash(sight.per_visit),
            visits=number(sight.a_year, 0 if sight.a_year == int(sight.a_year) else 1),
            years=number(sight.years, 1),
        )
        margin = _("{margin} % margin, {kept} % stay a year, {discount} % discount")
        rows: list[tuple[str, str | QWidget]] = [
            (_("Simple"), headed(cash(sight.simple), simple)),
            (
                _("By margin"),
                headed(
                    cash(one.value),
                    margin.format(
                        margin=sight.margin,
                        kept=number(round(100 * sight.retention)),
                        discount=sight.discount,
                    ),
                ),
            ),
        ]
        card.add(pairs(rows, 90))
        limit = _(
            "A gift or making good: at most {sum} this year. More costs more than this "
            "client is likely to leave."
        )
        if one.limit.minor > 0:
            limit = limit.format(sum=cash(one.limit))
        else:
            limit = _(
                "A gift or making good: by what is likely to come, nothing this year. "
                "A kind word costs nothing."
            )
        return card.add(Words(limit, type=Type.SMALL, wrap=True))

    def _people(self, sight: StandingSight) -> Card:
        card = Card(Heading(_("Word of mouth")), gap=6)
        tip(card, says("friends"))
        said = []
        if sight.brought_by is not None:
            said.append(_("Came through {name}").format(name=sight.brought_by.name))
        if sight.friends:
            names = listed(one.name for one in sight.friends)
            said.append(_("Brought {names}").format(names=names))
        if not said:
            said.append(_("Nobody came through this client so far."))
        for each in said:
            card.add(Words(each, type=Type.SMALL, wrap=True))
        return card

    def _hold(self) -> None:
        if self.sight is not None and self.sight.standing is not None:
            PinSheet(self._desk, self, self.sight.standing).open()

    def _free(self) -> None:
        if self.sight is not None:
            for pin in self.sight.pins:
                self._desk.do(unpin_class, int(self._key), pin.axis)

    def _why(self) -> None:
        LossSheet(self._desk, self, int(self._key)).open()

    def _anew(self) -> None:
        self.anew.setEnabled(False)
        self._desk.send_post(refresh_all).then(self.show_sight)


def _certainty(one: Standing) -> str:
    """Return how late she is and how sure that is, in words."""
    if one.next_visit is not None or not one.late:
        return _("not late")
    late = _("{n} days").format(n=number(one.late))
    if one.overdue >= SURE:
        return _("{late}, almost surely not by chance").format(late=late)
    if one.overdue >= LIKELY:
        return _("{late}, probably not by chance").format(late=late)
    return _("{late}, may be chance").format(late=late)


class PinSheet(Sheet):
    """Holds a class for ninety days, for a reason that is kept."""

    def __init__(self, desk: "Desk", home: QWidget, one: Standing) -> None:
        text = _("For ninety days, against what is worked out. The reason is kept.")
        super().__init__(home, _("Hold a class"), text, icon="lock", wide=520)
        self._desk, self._key = desk, one.client_id
        say_whose(desk, self, one.client_id)
        self.axis = Segments([_("By spend"), _("By loyalty")], 0, _("Which class"))
        self.axis.chosen.connect(self._turn)
        self.abc = Answers(
            [(abc, abc.value) for abc in Abc], [one.abc], name=_("Class")
        )
        self.loyalty = Answers(
            [(kind, _(LOYALTY_WORDS[kind])) for kind in Loyalty],
            [one.loyalty],
            name=_("Class"),
        )
        self.loyalty.hide()
        self.reason = TextField(name=_("Why"))
        self.add(self.axis, self.abc, self.loyalty, FormRow(_("Why"), self.reason))
        self.cancel()
        self.button(_("Hold it"), self._keep, primary=True)

    def _turn(self, at: int) -> None:
        self.abc.setVisible(not at)
        self.loyalty.setVisible(bool(at))

    def _keep(self) -> None:
        axis = Axis.LOYALTY if self.axis.index else Axis.ABC
        chosen = (self.loyalty if self.axis.index else self.abc).value()
        if not chosen:
            self.fail(_("Choose a class."))
            return
        why = self.reason.text()
        doing = self._desk.do(pin_class, self._key, axis, str(chosen[0]), why)
        doing.then(lambda _done: self.accept()).otherwise(self.fail)


class LossSheet(Sheet):
    """Why somebody does not come any more, as far as she or we can say."""

    def __init__(self, desk: "Desk", home: QWidget, key: int) -> None:
        text = _("As far as the client or we can say; the newest reason stands.")
        super().__init__(home, _("Why it ended"), text, icon="heart", wide=520)
        self._desk, self._key = desk, key
        say_whose(desk, self, key)
        self.reason = Answers(
            [(one, _(words)) for one, words in LOSS_WORDS.items()],
            name=_("Reason"),
        )
        self.words = TextField(name=_("In the client’s words"))
        self.add(self.reason, FormRow(_("In the client’s words"), self.words))
        self.cancel()
        self.button(_("Keep"), self._keep, primary=True)

    def _keep(self) -> None:
        chosen = self.reason.value()
        if not chosen:
            self.fail(_("Choose a reason; “not known” is one, too."))
            return
        said = self.words.text()
        doing = self._desk.do(explain_loss, self._key, Loss(str(chosen[0])), said)
        doing.then(lambda _done: self.accept()).otherwise(self.fail)
