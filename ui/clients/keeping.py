"""What is kept of her as rows of its own: health, patch tests, numbers, consents."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.clients.household import remove_relative
from salon.clients.model import (
    MEDICINES,
    AllergyLine,
    ClientCard,
    ClientDraft,
    ClientId,
    ConditionLine,
    PhoneLine,
    RelativeLine,
)
from salon.clients.operations import (
    confirm_allergy,
    correct_client,
    end_allergy,
    note_condition,
)
from salon.clients.phones import shown
from salon.errors import EditedElsewhere, SalonError
from salon.safety.derived import Derived
from salon.safety.derived import Kind as DerivedKind
from salon.safety.facts import UNTIL_SEEN_BY_A_DOCTOR
from salon.safety.operations import note_sign_gone
from salon.safety.understanding import Typed
from salon.safety.vocabulary import Place, fold
from salon.text import N_, _, full_day
from salon.views.client import FileWords, Sight
from ui.clients.alerts import AlertsCard
from ui.clients.asking import (
    ask_allergy,
    ask_condition,
    ask_phone,
)
from ui.clients.atheart import AtHeart
from ui.clients.consents import Consents
from ui.clients.entry import entry
from ui.clients.healthsheet import open_health
from ui.clients.notes import NotesCard
from ui.clients.patches import PatchTests
from ui.clients.relatives import ask_relative, may_words
from ui.clients.since import ask_end_of, name_of, when_of
from ui.clients.story import relative_words
from ui.clients.typed import hint_of, question_row, understood_row
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Card, Heading, down, held
from ui.kit.chips import Chip
from ui.kit.columns import flowing
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.holding import Holder
from ui.parts.listing import joined, listed
from ui.parts.ways import needs_card, open_kept_day, open_product
from ui.places import ClientCard as ClientPlace

if TYPE_CHECKING:
    from ui.desk import Desk

_DERIVED = {  # the sign before each
    DerivedKind.ENDED: "history",
    DerivedKind.CHART: "mood-smile",
    DerivedKind.DONE: "sparkles",
    DerivedKind.SKIN: "sun",
}
_LABELS = {
    "mobile": N_("mobile"),
    "home": N_("at home"),
    "work": N_("at work"),
    "mother": N_("mother"),
}


class Keeping(QWidget):
    """The cards at the left of her file."""

    def __init__(self, desk: "Desk", key: ClientId) -> None:
        super().__init__()
        self._desk, self._key = desk, key
        self._card: ClientCard | None = None
        self._shown: object = None
        self.holder = Holder(QWidget())
        self.alerts = AlertsCard(desk, key)
        self.notes = NotesCard(desk, key)
        self.at_heart = AtHeart(desk, key)
        self.needs = needs_card(desk, key)
        self.below = Holder(QWidget())
        self.patches = PatchTests(desk, key)
        self.consents = Consents(desk, key)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        parts = (
            *(self.alerts, self.holder, self.notes, self.patches, self.needs),
            *(self.at_heart, self.below, self.consents),
        )
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)

    def show_sight(self, sight: Sight, words: FileWords) -> None:
        """Show what is known now."""
        self.patches.refresh()  # also as the hours pass
        self.consents.refresh()
        self.alerts.show_sight(sight)
        self.at_heart.show_sight(sight)
        card = sight.card
        shown = (card, sight.understanding, sight.own_words, sight.derived)
        if shown == self._shown:
            return
        self._shown, self._card = shown, card
        self._typed, self._own = sight.understanding, sight.own_words
        self._words = words
        self.holder.put(
            held(
                down(
                    self._allergies(card),
                    self._conditions(card, is_medicine=False),
                    self._conditions(card, is_medicine=True),
                    *self._derived(sight.derived),
                    gap=12,
                )
            )
        )
        self.below.put(held(down(self._phones(card), self._family(card), gap=12)))

    # allergies, conditions, medicines

    def _allergies(self, card: ClientCard) -> QWidget:
        ask = partial(ask_allergy, *self._asks(), hint=self._hint(Place.ALLERGY))
        add = self._adder(_("Add an allergy"), ask)
        made = Card(Heading(_("Allergies"), add, icon="alert-octagon"), gap=4)
        self._ask_back(made, Place.ALLERGY)
        if not card.allergies:
            made.add(_none(_("None is known. Please ask.")))
        for one in card.allergies:
            made.add(self._allergy(one))
            self._say_what_is_meant(made, Place.ALLERGY, one.substance)
        return made

    def _allergy(self, one: AllergyLine) -> QWidget:
        severity = self._words.terms.get("severity", {}).get(one.severity)
        about = joined((one.reaction, str(severity or one.severity), one.since))
        tools: list[QWidget] = []
        if not one.confirmed:
            tools.append(
                Button(
                    _("The client confirms it"),
                    icon="check",
                    small=True,
                    act=partial(self._do, confirm_allergy, one.id),
                )
            )
        tools.append(
            _ending(
                _("{what} is no allergy").format(what=one.substance),
                partial(self._do, end_allergy, one.id),
            )
        )
        tone = Tone.RED if one.confirmed else Tone.AMBER
        mark = None if one.confirmed else Chip(_("to be asked"), Tone.AMBER)
        return entry("alert-octagon", tone, one.substance, about, mark, tools)

    def _conditions(self, card: ClientCard, *, is_medicine: bool) -> QWidget:
        ask = partial(
            ask_condition,
            *self._asks(),
            words=self._words,
            is_medicine=is_medicine,
            hint=self._hint(Place.MEDICINE) if is_medicine else None,
        )
        name = _("Add a medicine") if is_medicine else _("Add a condition")
        title = _("Medicines") if is_medicine else _("Health")
        icon = "bottle" if is_medicine else "heart"
        tools: list[QWidget] = [self._adder(name, ask)]
        if not is_medicine:
            questions = Button(
                _("Health questions"),
                icon="list-details",
                small=True,
                act=self.ask_health,
            )
            tools.insert(0, questions)
        made = Card(Heading(title, icon=icon), gap=4)
        made.add(flowing(*tools))
        mine = [
            one
            for one in card.conditions
            if self._words.is_medicine(one.condition) is is_medicine
        ]
        place = Place.MEDICINE if is_medicine else Place.NOTE
        self._ask_back(made, place)
        lines = self._medicines(card) if is_medicine else []
        if not mine and not lines:
            made.add(_none(_("Nothing is known.")))
        for one in mine:
            made.add(self._condition(one))
        for line in lines:
            made.add(entry("bottle", Tone.PLAIN, line, "", None, ()))
            self._say_what_is_meant(made, place, line)
        self._say_what_is_meant(made, Place.NOTE, is_taken=is_medicine)
        return made

    def _medicines(self, card: ClientCard) -> list[str]:
        """Return the medicines that were typed, a line each."""
        said = (one.value for one in card.facts if one.field == MEDICINES)
        return [line.strip() for text in said for line in text.splitlines() if line]

    def _hint(self, place: Place) -> Callable[[str], str]:
        return lambda text: hint_of(text, place, self._own, self._words)

    def _ask_back(self, made: Card, place: Place) -> None:
        """Show first what is not clear of what was typed there."""
        asked = [one for one in self._typed.questions if one.place is place]
        if not asked:
            return
        head = _("To ask")
        if any(one.is_unknown for one in asked):
            head = _("Not yet understood")
        made.add(Words(head, type=Type.SMALL_STRONG))
        for one in asked:
            typed = self._typed.typed
            made.add(question_row(*self._asks(), one, typed, self._words))

    def _say_what_is_meant(
        self, made: Card, place: Place, line: str = "", *, is_taken: bool | None = None
    ) -> None:
        """Show what the words of a line are understood as; of all, without one.

        With *is_taken* only what is a medicine, or only what is none.
        """
        asked = {
            (one.place, fold(one.word))
            for one in self._typed.questions
            if not one.is_unknown
        }
        rows: dict[object, Typed] = {}
        for one in self._typed.typed:
            is_here = one.place is place and one.meant.word in (line or one.text)
            if is_taken is not None:
                taken = any(self._words.is_medicine(ref) for ref in one.conditions)
                is_here = is_here and taken is is_taken
            if is_here and (line == "" or line in one.text):
                rows.setdefault((one.meant, one.answer), one)
        for one in rows.values():
            if (one.place, one.meant.folded) in asked and not one.conditions:
                continue  # the question above says all there is
            made.add(understood_row(self._desk, self._key, one, self._words))

    def _condition(self, one: ConditionLine) -> QWidget:
        zone_names = {zone.ref: str(zone.names) for zone in self._words.zones}
        zones = listed(zone_names.get(ref, ref) for ref in one.zones.split())
        today = self._desk.today()
        since = when_of(one, today)
        about = " · ".join(filter(None, (since, zones, one.note)))
        what = name_of(one, self._words, today)
        tools: list[QWidget] = []
        if not one.confirmed:
            sure = partial(
                self._do, note_condition, self._key, one.condition, is_confirmed=True
            )
            tools.append(
                Button(_("The client confirms it"), icon="check", small=True, act=sure)
            )
        tools.append(
            _ending(
                _("{what} is over, or was noted by mistake").format(what=what),
                partial(ask_end_of, self._desk, self, self._key, one, self._words),
            )
        )
        mark = None if one.confirmed else Chip(_("to be asked"), Tone.AMBER)
        tone = Tone.AMBER
        return entry("alert-triangle", tone, what, about, mark, tools)

    def _derived(self, derived: Sequence[Derived]) -> list[QWidget]:
        """Return a quiet card of what stands though it is not noted as it is."""
        shown = [one for one in derived if one.kind is not DerivedKind.WORD]
        if not shown:
            return []
        made = Card(Heading(_("Still counts"), icon="hourglass"), gap=4)
        for one in shown:
            about = one.known_from
            if one.until is not None:
                until = _("until {day}").format(day=full_day(one.until))
                about = f"{about} · {until}"
            tools: list[QWidget] = []
            if one.sign:
                is_doctors = one.condition in UNTIL_SEEN_BY_A_DOCTOR
                said = _("A doctor has seen it") if is_doctors else _("No longer there")
                gone = partial(self._do, note_sign_gone, self._key, one.sign)
                name = f"{said}: {one.text}"
                tools.append(Button(said, small=True, name=name, act=gone))
            made.add(
                entry(_DERIVED[one.kind], Tone.PLAIN, one.text, about, None, tools)
            )
        return [made]

    # numbers, family

    def _phones(self, card: ClientCard) -> QWidget:
        add = self._adder(_("Add a number"), self._ask_phone)
        made = Card(Heading(_("Phones"), add, icon="phone"), gap=4)
        if not card.line.phones:
            made.add(_none(_("No number yet.")))
        region = self._desk.premises.region
        for place, one in enumerate(card.line.phones):
            said = shown(one.number, region) if one.number else one.raw
            if one.extension:
                extension = _("extension {number}").format(number=one.extension)
                said = f"{said} · {extension}"
            label = self._words.terms.get("phone_label", {}).get(one.label)
            tools: list[QWidget] = []
            if place:
                tools.append(
                    Button(
                        _("Ring this first"),
                        small=True,
                        act=partial(self._prefer, place),
                    )
                )
            tools.append(
                _ending(
                    _("Remove {number}").format(number=said),
                    partial(self._remove_phone, place),
                )
            )
            mark = Chip(_("first"), Tone.SAGE) if place == 0 else None
            if not one.number:
                mark = Chip(_("not sure"), Tone.AMBER, "alert-triangle")
            about = str(label or _(_LABELS.get(one.label, one.label)))
            made.add(entry("phone", Tone.PLAIN, said, about, mark, tools))
        return made

    def _family(self, card: ClientCard) -> QWidget:
        ask = partial(ask_relative, *self._asks(), words=self._words)
        add = self._adder(_("Add someone"), ask)
        made = Card(Heading(_("Family"), add, icon="users"), gap=4)
        if not card.relatives:
            made.add(_none(_("Nobody yet; there is no hurry to ask.")))
        for one in card.relatives:
            made.add(self._relative(one))
        return made

    def _relative(self, one: RelativeLine) -> QWidget:
        tools: list[QWidget] = []
        if one.other_id is not None:
            go = partial(self._desk.go, ClientPlace(one.other_id))
            tools.append(
                Button(_("The client’s file"), icon="user", small=True, act=go)
            )
        text = relative_words(one, self._words)
        change = partial(ask_relative, *self._asks(), words=self._words, relative=one)
        tools.append(
            Button(
                icon="pencil",
                kind=Kind.QUIET,
                small=True,
                name=_("Change {what}").format(what=text),
                act=change,
            )
        )
        tools.append(
            _ending(
                _("Take off the file: {what}").format(what=text),
                partial(self._do, remove_relative, one.id),
            )
        )
        region = self._desk.premises.region
        phone = shown(one.phone, region) if one.phone.startswith("+") else one.phone
        about = joined((phone, may_words(one), one.note))
        return entry("user", Tone.PLAIN, text, about, None, tools)

    # doing

    def ask_health(self) -> None:
        """Open the health questions."""
        open_health(self._desk, self._key, self._words)

    def ask_for(self, ref: str) -> bool:
        """Ask for what is kept in rows of its own; False where it is not such."""
        asks, words = self._asks(), self._words
        name = self._card.line.name if self._card is not None else ""
        of = (self._desk, int(self._key), name)
        hint = self._hint(Place.MEDICINE)
        medicine = partial(
            ask_condition, *asks, words=words, is_medicine=True, hint=hint
        )
        ways: dict[str, Callable[[], object]] = {
            "health_questionnaire": self.ask_health,
            "allergies": partial(ask_allergy, *asks, hint=self._hint(Place.ALLERGY)),
            MEDICINES: medicine,
            "family_members": partial(ask_relative, *asks, words=words),
            "mobile": self._ask_phone,
            "mobile_2": self._ask_phone,
            "important_dates": partial(open_kept_day, *of),
            "products_owned": partial(open_product, *of),
        }
        way = ways.get(ref)
        if way is not None:
            way()
        return way is not None

    def _asks(self) -> tuple["Desk", ClientId, QWidget]:
        return self._desk, self._key, self

    def _adder(self, name: str, act: Callable[[], object]) -> Button:
        return Button(name, icon="plus", small=True, act=act)

    def _do(
        self, operation: Callable[..., object], *given: object, **more: object
    ) -> None:
        self._desk.do(operation, *given, **more)

    def _ask_phone(self) -> None:
        assert self._card is not None
        ask_phone(
            self._desk,
            self._key,
            self,
            words=self._words,
            phones=self._card.line.phones,
            seen=self._card.line.version,
        )

    def _prefer(self, place: int) -> None:
        assert self._card is not None
        phones = list(self._card.line.phones)
        self._put_phones([phones.pop(place), *phones])

    def _remove_phone(self, place: int) -> None:
        assert self._card is not None
        phones = list(self._card.line.phones)
        del phones[place]
        self._put_phones(phones)

    def _put_phones(self, phones: Sequence[PhoneLine]) -> None:
        assert self._card is not None
        draft = ClientDraft(phones=in_order(phones))
        seen = self._card.line.version
        done = self._desk.do(correct_client, self._key, draft, seen=seen)
        done.otherwise(self._refuse)

    def _refuse(self, error: SalonError) -> None:
        self._desk.say(str(error))
        if isinstance(error, EditedElsewhere):
            self._shown = None  # show it anew


def in_order(phones: Sequence[PhoneLine]) -> tuple[PhoneLine, ...]:
    """Return numbers in this order, the first one preferred."""
    return tuple(
        PhoneLine(one.number, one.label, place == 0, one.raw, one.extension)
        for place, one in enumerate(phones)
    )


def _none(text: str) -> QWidget:
    return Words(text, type=Type.SMALL, faint=True, wrap=True)


def _ending(name: str, act: Callable[[], object]) -> Button:
    return Button(icon="x", kind=Kind.QUIET, small=True, name=name, act=act)
