"""The small sheets of the plan's editor: a session, a product, a piece of advice."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from salon.catalogue.model import EntryCard, ProductLine, ServiceCard
from salon.plans.model import HomeStep, SessionLine
from salon.plans.operations import SessionChange
from salon.text import _, ngettext
from ui.kit.buttons import Answers
from ui.kit.fields import DateField, TextField
from ui.kit.picker import Picker, Show
from ui.kit.rows import Line
from ui.kit.sheet import Sheet
from ui.parts.forms import Form

TIMES = ("am", "pm", "weekly")


def times() -> tuple[tuple[str, str], ...]:
    """Return when a product is used, in words."""
    return (("am", _("Morning")), ("pm", _("Evening")), ("weekly", _("Weekly")))


def service_line(one: ServiceCard) -> Line:
    """Return a service as a picker shows it."""
    length = ngettext("{number} minute", "{number} minutes", one.minutes)
    return Line(one.name, length.format(number=one.minutes), key=int(one.id))


def product_line(one: ProductLine) -> Line:
    """Return a product as a picker shows it."""
    return Line(one.name, str(one.effect), key=one.ref)


def among(lines: Sequence[Line], *, typed: bool = False) -> Callable[[str, Show], None]:
    """Return what brings those of *lines* that hold what is typed; *typed*: itself."""

    def find(text: str, show: Show) -> None:
        wanted = text.casefold().split()
        found = [
            line
            for line in lines
            if all(
                word in f"{line.name} {line.detail} {line.key}".casefold()
                for word in wanted
            )
        ]
        own = text.strip()
        if typed and own and all(own != line.name for line in found):
            found.append(Line(own, _("As typed"), key=own))
        show(found[:40])

    return find


class SessionSheet(Sheet):
    """One session: which service, from when to when; it may be removed or booked."""

    def __init__(
        self,
        home: QWidget,
        client: str,
        services: Sequence[ServiceCard],
        one: SessionLine | None,
        today: date,
        keep: Callable[[SessionChange], object],
        drop: Callable[[], object] | None = None,
        book: Callable[[], object] | None = None,
        *,
        due: date | None = None,
    ) -> None:
        title = _("Session {number}").format(number=one.number) if one else ""
        super().__init__(home, title or _("Add a session"), icon="clipboard-list")
        self.say_whom(client)
        self._one, self._keep = one, keep
        lines = [service_line(each) for each in services]
        key = one.service_id if one is not None else None
        chosen = next((line for line in lines if line.key == key), None)
        begin = one.due_from if one is not None else (due or today)
        until = one.due_until if one is not None else begin + timedelta(days=7)
        self.form = Form()
        self.service = Picker(
            among(lines), _("Which service?"), name=_("Service"), line=chosen
        )
        self.form.row("service", _("Service"), self.service)
        self.begin = DateField(begin, today)
        self.until = DateField(until, today)
        self.form.row("from", _("Due from"), self.begin)
        self.form.row("until", _("Due until"), self.until)
        self.begin.changed.connect(self._follow)
        self.add(self.form)
        self.body.addStretch(1)
        if drop is not None:
            self.button(_("Remove"), lambda: self._leave(drop), danger=True)
        if book is not None:
            self.button(_("Book"), lambda: self._leave(book))
        self.cancel()
        self.button(_("Keep"), self._done, primary=True)
        self._before = begin
        self.service.setFocus()

    def _follow(self, day: date | None) -> None:
        until = self.until.value()
        if day is not None and until is not None:
            self.until.put(until + (day - self._before))
            self._before = day

    def _leave(self, act: Callable[[], object]) -> None:
        self.accept()
        act()

    def _done(self) -> None:
        begin, until = self.begin.value(), self.until.value()
        wrong: dict[str, object] = {}
        if self.service.key is None:
            wrong["service"] = _("Choose a service.")
        if begin is None:
            wrong["from"] = _("Choose a day.")
        if begin is not None and until is not None and until < begin:
            wrong["until"] = _("The last day lies before the first.")
        if self.form.wrong(wrong) or begin is None:
            return
        service = int(str(self.service.key))
        key = self._one.id if self._one is not None else None
        phase = self._one.phase if self._one is not None else ""
        self._keep(SessionChange(service, begin, until or begin, key, phase))
        self.accept()


class HomeSheet(Sheet):
    """One product of the home care: which, when, how much."""

    def __init__(
        self,
        home: QWidget,
        client: str,
        products: Sequence[ProductLine],
        step: HomeStep,
        keep: Callable[[HomeStep], object],
        drop: Callable[[], object] | None = None,
    ) -> None:
        title = _("Home care") if drop is not None else _("Add to the home care")
        super().__init__(home, title, icon="bottle")
        self.say_whom(client)
        self._step, self._keep = step, keep
        self._shelf = {one.ref: one for one in products}
        lines = [product_line(one) for one in products]
        chosen = next((line for line in lines if line.key == step.product), None)
        if chosen is None and step.product:
            chosen = Line(step.product, key=step.product)
        self.form = Form()
        self.product = Picker(
            among(lines, typed=True),
            _("Find a product, or type one"),
            name=_("Product"),
            line=chosen,
        )
        self.form.row("product", _("Product"), self.product)
        self.amount = TextField(step.amount)
        self.form.row("amount", _("How much"), self.amount, _("3 drops, two fingers"))
        self.note = TextField(step.note)
        self.form.row("note", _("How"), self.note, _("As it should stand on the plan"))
        self.when = Answers(times(), (step.when,), name=_("When"))
        self.form.row("when", _("When"), self.when)
        self.product.taken.connect(self._taken)
        self.add(self.form)
        self.body.addStretch(1)
        if drop is not None:
            self.button(_("Remove"), lambda: self._leave(drop), danger=True)
        self.cancel()
        self.button(_("Keep"), self._done, primary=True)
        self.product.setFocus()

    def _taken(self, line: Line | None) -> None:
        product = self._shelf.get(str(line.key)) if line is not None else None
        if product is not None and not self.amount.text().strip():
            self.amount.setText(product.amount)

    def _leave(self, act: Callable[[], object]) -> None:
        self.accept()
        act()

    def _done(self) -> None:
        if self.form.wrong(
            {}
            if self.product.key is not None
            else {"product": _("Choose a product, or type one.")}
        ):
            return
        [when] = self.when.value() or (self._step.when,)
        self._keep(
            replace(
                self._step,
                product=str(self.product.key),
                when=str(when),
                amount=self.amount.text().strip(),
                note=self.note.text().strip(),
            )
        )
        self.accept()


class AdviceSheet(Sheet):
    """A piece of advice: from the catalogue, or typed."""

    def __init__(
        self,
        home: QWidget,
        client: str,
        advice: Sequence[EntryCard],
        ref: str,
        keep: Callable[[str], object],
        drop: Callable[[], object] | None = None,
        first: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(
            home,
            _("Advice for every day"),
            _("One habit at a time is kept; the first of the list is the one for now."),
            icon="leaf",
        )
        self.say_whom(client)
        self._keep = keep
        lines = [Line(str(one.names), key=one.ref) for one in advice]
        chosen = next((line for line in lines if line.key == ref), None)
        if chosen is None and ref:
            chosen = Line(ref, key=ref)
        self.form = Form()
        self.advice = Picker(
            among(lines, typed=True),
            _("Find advice, or type it"),
            name=_("Advice"),
            line=chosen,
        )
        self.form.row("advice", _("Advice"), self.advice)
        self.add(self.form)
        self.body.addStretch(1)
        if drop is not None:
            self.button(_("Remove"), lambda: self._leave(drop), danger=True)
        if first is not None:
            self.button(_("Make it the first habit"), lambda: self._leave(first))
        self.cancel()
        self.button(_("Keep"), self._done, primary=True)
        self.advice.setFocus()

    def _leave(self, act: Callable[[], object]) -> None:
        self.accept()
        act()

    def _done(self) -> None:
        if self.advice.key is None:
            self.form.wrong({"advice": _("Choose advice, or type it.")})
            return
        self._keep(str(self.advice.key))
        self.accept()
