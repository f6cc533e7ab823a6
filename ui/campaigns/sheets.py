"""The sheet in which a campaign is written, and the one that notes an answer."""

from collections.abc import Callable, Hashable, Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from salon.campaigns.model import (
    ANSWER_WORDS,
    LEAST_CONTROL,
    MOST_CONTROL,
    OFFER_WORDS,
    WHY_WORDS,
    Answer,
    CampaignId,
    CampaignLine,
    Chosen,
    Group,
    Offer,
    Person,
    Terms,
    Who,
)
from salon.campaigns.operations import answer_campaign, keep_campaign
from salon.campaigns.rules import is_cheaper
from salon.campaigns.words import cautions
from salon.clients.model import ClientId
from salon.clients.reach import CHANNELS
from salon.errors import SalonError
from salon.house.wording import Watch, check_words
from salon.loyalty.model import (
    LOYALTY_WORDS,
    SEGMENT_WORDS,
    STATE_WORDS,
    Abc,
    Loyalty,
    Segment,
    State,
)
from salon.money import Money
from salon.text import N_, Names, _, headed, listed, month_name, number
from salon.views.campaigns import CampaignsSight, previewed
from ui.kit.buttons import Answers, Tick
from ui.kit.cards import across, down, held
from ui.kit.fields import Choice, FormRow, Notes, Number, TextField
from ui.kit.sheet import Sheet, confirm
from ui.kit.states import Banner
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.fields import DayField, MoneyField
from ui.parts.homes import home_of

if TYPE_CHECKING:
    from ui.desk import Desk

LEAST = 8  # letters of a choice that are always in sight
NARROW = 120  # units of width that a choice keeps
SOON = 300  # milliseconds after the last key, before people are counted anew
DAYS = timedelta(days=30)
TONGUES = (
    ("en", N_("In English")),
    ("zh_CN", N_("In simplified Chinese")),
    ("zh_TW", N_("In traditional Chinese")),
)
WAYS = {
    "phone": N_("telephone"),
    "sms": N_("text message"),
    "wechat": "WeChat",
    "line": "LINE",
    "whatsapp": "WhatsApp",
    "email": N_("mail"),
    "card": N_("card"),
}
_LATE = (0, 30, 60, 90)


def open_campaign(
    desk: "Desk",
    sight: CampaignsSight,
    line: CampaignLine | None,
    done: Callable[[CampaignId], object],
) -> None:
    """Open the sheet that writes a campaign, a new one or a draft."""
    home = home_of(desk)
    if home is not None:
        CampaignSheet(desk, home, sight, line, done).open()


def open_answer(
    desk: "Desk", line: CampaignLine, person: Person, hint: str = ""
) -> None:
    """Open the sheet that notes what somebody said to a campaign."""
    home = home_of(desk)
    if home is not None:
        AnswerSheet(desk, home, line, person, hint).open()


class CampaignSheet(Sheet):
    """What is offered, to whom, and, while it is written, how many that are."""

    def __init__(
        self,
        desk: "Desk",
        home: QWidget,
        sight: CampaignsSight,
        line: CampaignLine | None,
        done: Callable[[CampaignId], object],
    ) -> None:
        title = _("New campaign") if line is None else _("Change the campaign")
        super().__init__(home, title, icon="send", wide=720)
        self._desk, self._line, self._done = desk, line, done
        self._sight = sight
        today = desk.today()
        usual = Terms("", Offer.EVENT, Names("", "", ""), today, today + DAYS)
        now = line.terms if line is not None else usual
        self._offer_part(now)
        self._who_part(now.who)
        self._sparing_part(now)
        self.count = Words("", type=Type.STRONG, wrap=True)
        self.why = Words("", type=Type.SMALL, faint=True, wrap=True)
        self.mind = Words("", type=Type.SMALL, tone=Tone.AMBER, wrap=True)
        self.add(self.count, self.why, self.mind)
        self.cancel()
        self.button(_("Keep"), self._keep, primary=True)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self._ask)
        self._turn = 0
        self._listen()
        self._check_words()
        self._before = self.terms()
        self._ask()

    def reject(self) -> None:
        """Leave it; what was written is not thrown away by a slip of the finger."""
        if self.terms() == self._before:
            super().reject()
            return
        confirm(
            self,
            _("Throw away what is written?"),
            _("What was written here has not been kept."),
            _("Throw it away"),
            self._leave,
            danger=True,
        )

    def _leave(self) -> None:
        super().reject()

    # how it is built

    def _offer_part(self, now: Terms) -> None:
        self.name = TextField(now.name, name=_("Name"))
        self.offers = Answers(
            [(one, _(OFFER_WORDS[one])) for one in Offer],
            (now.offer,),
            name=_("What kind of offer"),
        )
        texts = (now.words.en, now.words.zh_hans, now.words.zh_hant)
        self.words = {
            code: Notes(text, name=_(said), rows=2)
            for (code, said), text in zip(TONGUES, texts, strict=True)
        }
        self.first_day = DayField(self._desk, now.starts_on, _("From"))
        self.last_day = DayField(self._desk, now.ends_on, _("To"))
        self.cut = Number(now.cut, 0, 100, name=_("Per cent off"))
        self.cost = MoneyField(
            now.cost if now.cost.minor else None,
            self._sight.currency,
            _("What it costs"),
        )
        self.ways = Answers(
            [(one, _(WAYS[one])) for one in CHANNELS],
            now.channels,
            several=True,
            name=_("By which ways"),
        )
        self.large = Banner("", Tone.AMBER)
        self.large.hide()
        self.add(
            FormRow(_("Name"), self.name),
            FormRow(_("What kind of offer"), self.offers),
            *(FormRow(_(said), self.words[code]) for code, said in TONGUES),
            self.large,
            _half(FormRow(_("From"), self.first_day), FormRow(_("To"), self.last_day)),
            _half(
                FormRow(_("Per cent off"), self.cut),
                FormRow(_("What it costs"), self.cost),
            ),
            FormRow(_("By which ways"), self.ways),
        )

    def _who_part(self, who: Who) -> None:
        sight = self._sight
        anyone = _("whoever")
        self.abc = Answers(
            [(one.value, one.value) for one in Abc],
            who.abc,
            several=True,
            name=_("Class"),
        )
        self.loyalty = _Picked(
            anyone, [(o.value, _(LOYALTY_WORDS[o])) for o in Loyalty]
        )
        self.segment = _Picked(
            anyone, [(o.value, _(SEGMENT_WORDS[o])) for o in Segment]
        )
        self.state = _Picked(anyone, [(o.value, _(STATE_WORDS[o])) for o in State])
        late = _("{n} days")
        self.late = _Picked(anyone, [(n, late.format(n=n)) for n in _LATE if n])
        self.had = _Picked(anyone, sight.families)
        self.had_not = _Picked(anyone, sight.families)
        self.source = _Picked(anyone, sight.sources)
        self.language = _Picked(anyone, [(one, one) for one in sight.languages])
        self.born = _Picked(anyone, self._months())
        self.view = _Picked(
            _("everybody"), [(one.name, one.name) for one in sight.views]
        )
        self.referred = Tick(_("Was brought by a client"), who.referred)
        self.early = Tick(_("Tries new things first"), who.early)
        for field, value in (
            (self.loyalty, who.loyalty),
            (self.segment, who.segment),
            (self.state, who.state),
            (self.had, who.had),
            (self.had_not, who.had_not),
            (self.source, who.source),
            (self.language, who.language),
        ):
            field.put(value[0] if value else "")
        self.late.put(who.late)
        self.born.put(who.born)
        self.view.put(who.view)
        ticks = held(down(self.referred, self.early))
        rows = (
            (FormRow(_("Class"), self.abc), FormRow(_("Loyalty"), self.loyalty)),
            (
                FormRow(_("Group"), self.segment),
                FormRow(_("How it stands"), self.state),
            ),
            (
                FormRow(_("Beyond the own rhythm"), self.late),
                FormRow(_("Birthday in"), self.born),
            ),
            (FormRow(_("Has had"), self.had), FormRow(_("Has not had"), self.had_not)),
            (
                FormRow(_("Came from"), self.source),
                FormRow(_("Speaks"), self.language),
            ),
            (
                FormRow(_("Of the view"), self.view),
                ticks,
            ),
        )
        self.add(Words(_("To whom; all of it must be true"), type=Type.HEADING))
        for pair in rows:
            self.add(_half(*pair))

    def _sparing_part(self, now: Terms) -> None:
        self.about = _Picked(_("nothing special"), self._sight.families)
        self.about.put(now.about)
        self.holds = Tick(_("Hold people out to compare"), now.control > 0)
        self.control = Number(
            now.control or LEAST_CONTROL,
            LEAST_CONTROL,
            MOST_CONTROL,
            name=_("Per cent held out"),
        )
        self.hunters = Tick(_("Spare who comes for offers only"), now.spares_hunters)
        self.full = Tick(_("Spare who comes without a discount"), now.spares_full)
        row = _half(
            FormRow(_("It is about"), self.about),
            FormRow(_("Per cent held out"), self.control),
        )
        self.add(row, self.holds, self.hunters, self.full)

    def _months(self) -> list[tuple[Hashable, str]]:
        first = self._desk.today().replace(day=1)
        names: list[tuple[Hashable, str]] = [
            ("this", _("this month")),
            ("next", _("next month")),
        ]
        return names + [
            (str(at), month_name(first.replace(month=at))) for at in range(1, 13)
        ]

    def _listen(self) -> None:
        later = self._later
        for text in (self.name, self.cost):
            text.textChanged.connect(later)
        for notes in self.words.values():
            notes.textChanged.connect(later)
            notes.textChanged.connect(self._check_words)
        for answers in (self.offers, self.ways, self.abc):
            answers.changed.connect(later)
        for choice in (
            *(self.loyalty, self.segment, self.state, self.late, self.had),
            *(self.had_not, self.source, self.language, self.born, self.view),
            self.about,
        ):
            choice.currentIndexChanged.connect(later)
        for tick in (self.referred, self.early, self.holds, self.hunters, self.full):
            tick.toggled.connect(later)
        for number_ in (self.cut, self.control):
            number_.valueChanged.connect(later)
        for day in (self.first_day, self.last_day):
            day.changed.connect(later)

    # what it says

    def terms(self) -> Terms:
        """Return the campaign as it is written now."""
        said = [one.toPlainText().strip() for one in self.words.values()]
        today = self._desk.today()
        first = self.first_day.value() or today
        offers = self.offers.value()
        return Terms(
            name=self.name.text(),
            offer=Offer(str(offers[0])) if offers else Offer.EVENT,
            words=Names(*said),
            starts_on=first,
            ends_on=self.last_day.value() or first + DAYS,
            channels=tuple(str(one) for one in self.ways.value()),
            cut=self.cut.value(),
            about=self.about.text_value(),
            cost=self.cost.value() or Money(),
            who=self._who(),
            control=self.control.value() if self.holds.isChecked() else 0,
            spares_hunters=self.hunters.isChecked(),
            spares_full=self.full.isChecked(),
        )

    def _who(self) -> Who:
        late = self.late.value()
        return Who(
            abc=tuple(str(one) for one in self.abc.value()),
            loyalty=self.loyalty.one(),
            segment=self.segment.one(),
            state=self.state.one(),
            late=late if isinstance(late, int) else 0,
            had=self.had.one(),
            had_not=self.had_not.one(),
            source=self.source.one(),
            language=self.language.one(),
            born=self.born.text_value(),
            referred=self.referred.isChecked(),
            early=self.early.isChecked(),
            view=self.view.text_value(),
        )

    def _later(self, *_said: object) -> None:
        self.control.setEnabled(self.holds.isChecked())
        self._soon.start()

    def _ask(self) -> None:
        self._turn += 1
        key = self._line.id if self._line is not None else None
        asked = self._desk.ask(previewed, self.terms(), key)
        asked.then(partial(self._show, self._turn)).otherwise(self._not_counted)

    def _not_counted(self, error: SalonError) -> None:
        self.count.say(str(error))

    def _show(self, turn: int, found: Chosen) -> None:
        if turn != self._turn:
            return
        said = _("{gets} get it, {held} are held out, {out} are left out.")
        self.count.say(
            said.format(
                gets=number(found.count(Group.TREATED)),
                held=number(found.count(Group.CONTROL)),
                out=number(found.count(Group.OUT)),
            )
        )
        whys = [headed(_(WHY_WORDS[w]), number(n)) for w, n in found.whys.items()]
        self.why.say(listed(whys))
        minded = cautions(found, is_cheaper=is_cheaper(self.terms()))
        self.mind.say("\n".join(minded))
        self.why.setVisible(bool(whys))
        self.mind.setVisible(bool(self.mind.text()))

    def _check_words(self) -> None:
        """Say quietly which words promise more than can be held."""
        large = [
            one.found
            for code, notes in self.words.items()
            for one in check_words(notes.toPlainText(), code)
            if one.kind is Watch.PROMISE
        ]
        if large:
            said = _("Promises more than can be held: {words}")
            self.large.say(said.format(words=listed(dict.fromkeys(large))))
        self.large.setVisible(bool(large))

    def _keep(self) -> None:
        key = self._line.id if self._line is not None else None
        seen = self._line.version if self._line is not None else None
        doing = self._desk.do(keep_campaign, self.terms(), key, seen)
        doing.then(self._kept).otherwise(self.fail)

    def _kept(self, key: CampaignId) -> None:
        self.accept()
        self._done(key)


def _half(one: QWidget, other: QWidget) -> QHBoxLayout:
    """Return two things beside one another, each half of the width."""
    row = across(one, other, gap=12)
    for place in range(2):
        row.setStretch(place, 1)
    return row


class AnswerSheet(Sheet):
    """What somebody said to a campaign."""

    def __init__(
        self,
        desk: "Desk",
        home: QWidget,
        line: CampaignLine,
        person: Person,
        hint: str = "",
    ) -> None:
        super().__init__(home, person.client, icon="message-circle")
        self._desk, self._line, self._person = desk, line, person
        self.answers = Answers(
            [(one, _(ANSWER_WORDS[one])) for one in Answer],
            (person.answer,) if person.answer is not None else (),
            name=_("What was said"),
        )
        self.note = Notes(person.note, name=_("In the client's words"))
        self.add(
            *([Words(hint, type=Type.SMALL_STRONG)] if hint else ()),
            Words(line.terms.name, type=Type.SMALL, faint=True),
            FormRow(_("What was said"), self.answers),
            FormRow(_("In the client's words"), self.note),
        )
        self.cancel()
        self.button(_("Keep"), self._keep, primary=True)

    def _keep(self) -> None:
        said = self.answers.value()
        if not said:
            self.fail(_("Choose what was said."), self.answers)
            return
        doing = self._desk.do(
            answer_campaign,
            self._line.id,
            ClientId(self._person.client_id),
            Answer(str(said[0])),
            self.note.toPlainText(),
        )
        doing.then(lambda _done: self.accept()).otherwise(self.fail)


class _Picked(Choice):
    """A combo box whose first item stands for whatever."""

    def __init__(self, anyone: str, items: Sequence[tuple[Hashable, str]]) -> None:
        super().__init__([anyone, *(text for _key, text in items)])
        self.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.setMinimumContentsLength(LEAST)
        self._keys: list[Hashable] = ["", *(key for key, _text in items)]

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become: its longest item need not be whole."""
        return QSize(NARROW, super().sizeHint().height())

    def value(self) -> Hashable:
        """Return the key of what is chosen; "" is whatever."""
        return self._keys[max(self.currentIndex(), 0)]

    def text_value(self) -> str:
        """Return it as text."""
        return str(self.value())

    def one(self) -> tuple[str, ...]:
        """Return it as the one of several that there could be."""
        said = self.text_value()
        return (said,) if said else ()

    def put(self, key: Hashable) -> None:
        """Choose another one."""
        self.setCurrentIndex(self._keys.index(key) if key in self._keys else 0)
