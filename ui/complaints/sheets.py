"""What single steps of a complaint ask for: root, a way to offer, a change, an end."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from salon.complaints.model import (
    MONEY,
    OUTCOME_WORDS,
    RANK_WORDS,
    WORDS_ALONE,
    ComplaintId,
    OfferLine,
    Outcome,
)
from salon.complaints.offering import offer, refuse_offer, withdraw_offer
from salon.complaints.operations import (
    clarify,
    close_complaint,
    follow_up,
    hurt,
    note_problem_sheet,
    reopen_complaint,
)
from salon.complaints.owning import set_level
from salon.complaints.refusing import (
    CauseNeeded,
    ChangeNeeded,
    DayNeeded,
    OfferNeedsWords,
    RootNeeded,
    SumNeeded,
    TooManyCauses,
    WhyNeeded,
)
from salon.complaints.saying import missing_in_words
from salon.errors import SalonError
from salon.incidents.model import IncidentId
from salon.money import Money
from salon.text import Names, _
from salon.views.complaints import ComplaintSight
from salon.views.incidents import Mishap
from ui.kit.buttons import Answers, Button
from ui.kit.cards import across, held
from ui.kit.fields import Choice, DateField, FormRow, Number, TextField
from ui.kit.sheet import Sheet
from ui.kit.states import Banner
from ui.kit.tips import tip
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.fields import MoneyField
from ui.parts.homes import home_of, tell
from ui.places import IncidentOf

if TYPE_CHECKING:
    from ui.desk import Desk

SOON = timedelta(days=2)
# what one thinks of first, in turn, where nothing is on the table yet
FIRST = ("redo", "partial_refund", "credit", "small_gift", "explain")
KINDS = (
    *("redo", "extra_session", "partial_refund", "credit", "small_gift"),
    *("product_swap", "therapist_change", "extend_validity", "explain", "apology"),
    *("full_refund", "medical_cost"),
)


class StepSheet(Sheet):
    """A sheet that goes to the field a refusal is about; it stays open."""

    def __init__(
        self, home: QWidget, title: str, client: str, *, icon: str, wide: int
    ) -> None:
        super().__init__(home, title, icon=icon, wide=wide)
        self.say_whom(client)
        self.fields: dict[type[SalonError], QWidget] = {}

    def refuse(self, error: SalonError) -> None:
        """Say why it could not be done, where that is mended."""
        self.fail(error, self.fields.get(type(error)))


class ClarifySheet(StepSheet):
    """The main cause, up to two others, and in one sentence how it came about."""

    def __init__(
        self,
        desk: "Desk",
        home: QWidget,
        sight: ComplaintSight,
        causes: Sequence[tuple[str, str]],
    ) -> None:
        client = sight.card.line.client
        super().__init__(home, _("What we found"), client, icon="zoom-check", wide=640)
        self._desk, self._sight = desk, sight
        card = sight.card
        line = card.line
        self._refs = ["", *(ref for ref, _name in causes)]
        at = self._refs.index(line.cause) if line.cause in self._refs else 0
        names = [_("choose…"), *(name for _ref, name in causes)]
        self.cause = Choice(names, at, name=_("Main cause"))
        self.root = TextField(card.root, name=_("How it came about, in one sentence"))
        self.root.setMaxLength(400)
        self.fields = {CauseNeeded: self.cause, RootNeeded: self.root}
        hint = _("Such as: booked 30 min for a 45 min service")
        self.add(FormRow(_("Main cause"), self.cause))
        self.add(FormRow(_("How it came about, in one sentence"), self.root, hint))
        self.others = Answers(
            causes, on=card.causes, several=True, name=_("Other causes, two at most")
        )
        self.fields[TooManyCauses] = next(iter(self.others.buttons.values()), self.root)
        self.add(FormRow(_("Other causes, two at most"), self.others))
        self._people = [None, *sight.people]
        who = [_("nobody"), *(one.name for one in sight.people)]
        ids: list[int | None] = [None, *(one.id for one in sight.people)]
        at = ids.index(line.staff_id) if line.staff_id in ids else 0
        self.person = Choice(who, at, name=_("Whom it is about"))
        self.promised = TextField(card.promised, name=_("What was promised"))
        self.batch = TextField(card.batch, name=_("Product batch, if it was that"))
        self.add(FormRow(_("Whom it is about"), self.person))
        self.add(FormRow(_("What was promised"), self.promised))
        self.add(FormRow(_("Product batch, if it was that"), self.batch))
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Keep what we found"), self._keep, primary=True)
        self.setMinimumSize(640, min(680, home.window().height() - 60))
        self.open()
        self.cause.setFocus()

    def _keep(self) -> None:
        person = self._people[self.person.currentIndex()]
        doing = self._desk.do(
            clarify,
            self._sight.card.line.id,
            self._refs[self.cause.currentIndex()],
            self.root.text(),
            others=[str(one) for one in self.others.value()],
            staff_id=person.id if person is not None else None,
            batch=self.batch.text(),
            promised=self.promised.text(),
            seen=self._sight.card.line.version,
        )
        doing.then(lambda _none: self.accept()).otherwise(self.refuse)


class OfferSheet(StepSheet):
    """What is on the table, and one more way; two are needed to choose from."""

    def __init__(
        self,
        desk: "Desk",
        home: QWidget,
        sight: ComplaintSight,
        kinds: dict[str, Names],
    ) -> None:
        title, client = _("Ways to offer"), sight.card.line.client
        super().__init__(home, title, client, icon="heart-handshake", wide=600)
        self._desk, self._sight = desk, sight
        self._refs = [one for one in KINDS if one in kinds]
        for one in sight.card.offers:
            if not one.is_chosen:
                self.add(self._there(one))
        there = {one.kind for one in sight.card.offers}
        first = next((one for one in FIRST if one not in there), "redo")
        names = [str(kinds[one]) for one in self._refs]
        at = self._refs.index(first) if first in self._refs else 0
        self.kind = Choice(names, at, name=_("What"))
        self.kind.currentIndexChanged.connect(self._turned)
        self.sum = MoneyField(None, sight.currency, name=_("Worth"))
        self.many = Number(1, 1, 36, name=_("How many (gifts, sessions, months)"))
        self.text = TextField(name=_("As the client hears it"))
        self.text.setMaxLength(400)
        today = sight.now.date()
        self.day = DateField(today + SOON, today, name=_("Done by"))
        self.fields = {
            SumNeeded: self.sum,
            DayNeeded: self.day,
            OfferNeedsWords: self.text,
        }
        self.rule = Words("", type=Type.SMALL, faint=True, wrap=True)
        self.add(FormRow(_("What"), self.kind), self.rule)
        self._sum_row = FormRow(_("Worth"), self.sum)
        self._many_row = FormRow(_("How many (gifts, sessions, months)"), self.many)
        self.add(self._sum_row, self._many_row)
        hint = _("Such as: made lighter by Lena on Wednesday at 08:30, free")
        self.add(FormRow(_("As the client hears it"), self.text, hint))
        self.add(FormRow(_("Done by"), self.day))
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Put it on the table"), self._put, primary=True)
        self.setMinimumSize(600, min(640, home.window().height() - 60))
        self._turned()
        self.open()
        self.kind.setFocus()

    def _there(self, one: OfferLine) -> QWidget:
        said = " · ".join(filter(None, (str(one.name), one.text)))
        off = Button(
            _("Take off"),
            small=True,
            act=partial(self._take_off, one),
            name=_("Take off: {what}").format(what=said),
        )
        row = across(Words(said, type=Type.SMALL, wrap=True), off, gap=10)
        row.setStretch(0, 1)
        return held(row)

    def _take_off(self, one: OfferLine) -> None:
        doing = self._desk.do(withdraw_offer, one.id)
        doing.then(lambda _none: self.accept()).otherwise(self.refuse)

    def _turned(self) -> None:
        kind = self._refs[self.kind.currentIndex()]
        is_money = kind in MONEY
        self._sum_row.setVisible(is_money)
        self._many_row.setVisible(not is_money and kind not in WORDS_ALONE)
        self.sum.put(self._sight.price if is_money else None)
        said = _("Within the limits {who} may grant it; above them the next in line.")
        rank = self._sight_rank(kind)
        self.rule.say(said.format(who=_(RANK_WORDS[rank])))

    def _sight_rank(self, kind: str) -> int:
        return self._sight.matrix.get(kind, 4)

    def _put(self) -> None:
        kind = self._refs[self.kind.currentIndex()]
        is_money = kind in MONEY
        if self.day.value() is None:
            self.refuse(DayNeeded())
            return
        doing = self._desk.do(
            offer,
            self._sight.card.line.id,
            kind,
            amount=(self.sum.value() or Money()) if is_money else None,
            count=self.many.value() if not is_money else 1,
            text=self.text.text(),
            promised_on=self.day.value(),
        )
        doing.then(lambda _none: self.accept()).otherwise(self.refuse)


class ChangeSheet(StepSheet):
    """What changes from now on, who sees to it, and until when."""

    def __init__(
        self,
        desk: "Desk",
        home: QWidget,
        sight: ComplaintSight,
        *,
        is_for_all: bool = False,
    ) -> None:
        title = _("Problem sheet") if is_for_all else _("What changes")
        super().__init__(home, title, sight.card.line.client, icon="refresh", wide=560)
        self._desk, self._sight = desk, sight
        self._deed = note_problem_sheet if is_for_all else follow_up
        self.change = TextField(sight.card.change, name=_("From now on"))
        self.change.setMaxLength(400)
        self.fields = {ChangeNeeded: self.change}
        hint = _("One thing, such as: the shade card is shown and signed")
        self.add(FormRow(_("From now on"), self.change, hint))
        names = [one.name for one in sight.people]
        ids = [int(one.id) for one in sight.people]
        owner = sight.card.line.owner_id
        at = ids.index(owner) if owner in ids else 0
        self.person = Choice(names, at, name=_("Who sees to it"))
        today = sight.now.date()
        self.day = DateField(today + 7 * SOON, today, name=_("Until"))
        self.add(FormRow(_("Who sees to it"), self.person))
        self.add(FormRow(_("Until"), self.day))
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Keep the change"), self._keep, primary=True)
        self.setMinimumSize(560, min(440, home.window().height() - 60))
        self.open()
        self.change.setFocus()

    def _keep(self) -> None:
        at = self.person.currentIndex()
        people = self._sight.people
        doing = self._desk.do(
            self._deed,
            self._sight.card.line.id,
            self.change.text(),
            int(people[at].id) if 0 <= at < len(people) else 0,
            self.day.value() or self._sight.now.date(),
        )
        doing.then(lambda _none: self.accept()).otherwise(self.refuse)


class EndSheet(StepSheet):
    """How it ended; what is missing is named before one tries."""

    def __init__(self, desk: "Desk", home: QWidget, sight: ComplaintSight) -> None:
        title, client = _("Close the complaint"), sight.card.line.client
        super().__init__(home, title, client, icon="circle-check", wide=560)
        self._desk, self._sight = desk, sight
        if sight.missing:
            said = _("Still missing: {what}")
            words = said.format(what=missing_in_words(sight.missing))
            self.add(Banner(words, Tone.AMBER))
        outcomes = [(key.value, _(words)) for key, words in OUTCOME_WORDS.items()]
        first = Outcome.CONTENT.value
        self.outcome = Answers(outcomes, on=[first], name=_("How it ended"))
        self.reason = TextField(name=_("In a few words"))
        self.fields = {WhyNeeded: self.reason}
        self.add(FormRow(_("How it ended"), self.outcome))
        hint = _("Needed where the client is not simply content.")
        self.add(FormRow(_("In a few words"), self.reason, hint))
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Close the complaint"), self._close, primary=True)
        self.setMinimumSize(560, min(420, home.window().height() - 60))
        self.open()
        next(iter(self.outcome.buttons.values())).setFocus()

    def _close(self) -> None:
        chosen = self.outcome.value()
        doing = self._desk.do(
            close_complaint,
            self._sight.card.line.id,
            str(chosen[0]) if chosen else Outcome.CONTENT.value,
            reason=self.reason.text(),
            seen=self._sight.card.line.version,
        )
        doing.then(self._closed).otherwise(self.refuse)

    def _closed(self, _none: object) -> None:
        client = self._sight.card.line.client
        self.accept()
        said = _("{client}: the complaint is closed, nothing rests any more")
        tell(self._desk, said.format(client=client))


class HurtSheet(StepSheet):
    """Somebody who complains is hurt: which sign it is; the incident comes first."""

    def __init__(
        self, desk: "Desk", home: QWidget, key: ComplaintId, found: Mishap
    ) -> None:
        title, client = _("Skin sore, swollen"), found.client.name
        super().__init__(home, title, client, icon="urgent", wide=600)
        self._desk, self._id = desk, key
        said = _("Health first: what you choose opens the incident, with what to do.")
        self.add(Words(said, type=Type.SMALL, faint=True, wrap=True))
        signs = [(one.flag, one.short) for one in found.offered]
        self.signs = Answers(signs, several=True, name=_("What is it?"), tone=Tone.RED)
        for one in found.offered:
            tip(self.signs.buttons[one.flag], one.text)
        self.words = TextField(name=_("The client’s own words"))
        self.add(FormRow(_("What is it?"), self.signs))
        self.add(FormRow(_("The client’s own words"), self.words))
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Open the incident"), self._open, primary=True)
        self.setMinimumSize(600, min(560, home.window().height() - 60))
        self.open()
        next(iter(self.signs.buttons.values())).setFocus()

    def _open(self) -> None:
        flags = [str(one) for one in self.signs.value()]
        doing = self._desk.do(hurt, self._id, flags, self.words.text())
        doing.then(self._go).otherwise(self.refuse)

    def _go(self, key: IncidentId) -> None:
        self.accept()
        self._desk.go(IncidentOf(key))


def ask_reopen(desk: "Desk", key: ComplaintId, client: str) -> Sheet | None:
    """Ask why it is opened again."""

    def do(why: str) -> Any:
        return desk.do(reopen_complaint, key, why)

    return _asked(desk, client, _("Open the complaint again"), _("Open again"), do)


def ask_refusal(desk: "Desk", one: OfferLine, client: str) -> Sheet | None:
    """Ask why a way is not granted."""

    def do(why: str) -> Any:
        return desk.do(refuse_offer, one.id, why)

    return _asked(desk, client, _("Not granted"), _("Do not grant it"), do)


def ask_lower(desk: "Desk", key: ComplaintId, level: int, client: str) -> Sheet | None:
    """Ask why fewer were told than was thought."""

    def do(why: str) -> Any:
        return desk.do(set_level, key, level, why)

    title = _("Fewer were told than we thought?")
    return _asked(desk, client, title, _("Lower it"), do)


def _asked(
    desk: "Desk", client: str, title: str, yes: str, do: Callable[[str], Any]
) -> Sheet | None:
    home = home_of(desk)
    if home is None:
        return None
    sheet = Sheet(home, title, icon="message-report", wide=480)
    sheet.say_whom(client)
    reason = TextField(name=_("Why"))
    hint = _("In a few words. It is kept with the complaint, with your name.")
    sheet.add(FormRow(_("Why"), reason, hint))
    sheet.body.addStretch(1)

    def act() -> None:
        doing = do(reason.text())
        doing.then(lambda _none: sheet.accept()).otherwise(sheet.fail)

    sheet.cancel()
    sheet.button(yes, act, primary=True)
    sheet.open()
    reason.setFocus()
    return sheet
