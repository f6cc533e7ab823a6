"""Sheets that note a day of a client's life, and what is used at home."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from salon.catalogue.queries import product_names
from salon.clients.model import ClientId
from salon.occasions.festivals import festivals
from salon.occasions.model import DATE_WORDS, DateKind
from salon.occasions.operations import note_date, note_product
from salon.text import Names, _
from ui.kit.buttons import Answers, Tick
from ui.kit.cards import down, held
from ui.kit.fields import Choice, Number, TextField
from ui.kit.picker import Picker
from ui.kit.rows import Line
from ui.kit.sheet import Sheet
from ui.parts.fields import DayField
from ui.parts.forms import Form
from ui.parts.holding import grow
from ui.parts.homes import home_of
from ui.parts.unfinished import keeps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ui.desk import Desk
    from ui.kit.picker import Show

MOST = 24  # of one product that are bought at once


def open_kept_day(
    desk: "Desk", client_id: int, name: str = ""
) -> "KeptDaySheet | None":
    """Ask for a day of a client's life that is worth knowing."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = KeptDaySheet(desk, home, client_id, name)
    sheet.open()
    return sheet


class KeptDaySheet(Sheet):
    """Which day it is, when, and of whom; of a festival, which one was chosen."""

    def __init__(self, desk: "Desk", home: QWidget, client_id: int, name: str) -> None:
        super().__init__(
            home, _("A day worth knowing"), name, icon="calendar-month", wide=520
        )
        self._desk, self._client = desk, client_id
        kinds = [(kind, _(words)) for kind, words in DATE_WORDS.items()]
        self.kind = Answers(kinds, (DateKind.WEDDING,), name=_("Which day"))
        self.day = DayField(desk, None, _("The day"))
        self.moon = Tick(_("By the moon: its month and day count"))
        self.yearless = Tick(_("The year is not known"))
        self.name = TextField(name=_("Of whom"))
        self._festivals = list(festivals())
        names = [str(one.names) for one in festivals().values()]
        self.festival = Choice(names, name=_("Festival"))
        self.form = Form()
        self.form.row("kind", _("Which day"), self.kind)
        about = _("Greetings go out only where the client agreed to family dates.")
        self._rows = (
            self.form.row("day", _("The day"), self.day, about),
            self.form.row("moon", _("Counted"), self.moon),
            self.form.row("yearless", _("Year"), self.yearless),
            self.form.row("name", _("Of whom"), self.name),
        )
        about = _("From then on only festivals that were chosen are greeted on.")
        self._chosen = self.form.row("festival", _("Festival"), self.festival, about)
        self.kind.changed.connect(self._ask)
        keeps(desk, self, f"day of {client_id}", self.form)
        self.add(held(down(self.form, None)))
        self.cancel()
        self.button(_("Add"), self._keep, primary=True)
        self._ask()

    @property
    def _kind(self) -> DateKind:
        said = self.kind.value()
        return DateKind(str(said[0])) if said else DateKind.WEDDING

    def _ask(self) -> None:
        is_festival = self._kind is DateKind.FESTIVAL
        for row in self._rows:
            row.setVisible(not is_festival)
        self._chosen.setVisible(is_festival)
        grow(self)

    def _keep(self) -> None:
        said, kind = self.form.values(), self._kind
        more: dict[str, Any] = {}
        if kind is DateKind.FESTIVAL:
            day, name = self._desk.today(), self._festivals[said["festival"]]
        else:
            day, name = said["day"], said["name"]
            more = {"is_lunar": said["moon"], "has_year": not said["yearless"]}
            if self.form.wrong({} if day else {"day": _("Please say which day.")}):
                return
        who = ClientId(self._client)
        doing = self._desk.do(note_date, who, kind, day, name, **more)
        doing.then(lambda _key: self.accept()).otherwise(self.fail)


def open_product(desk: "Desk", client_id: int, name: str = "") -> "ProductSheet | None":
    """Ask what a client uses at home."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = ProductSheet(desk, home, client_id, name)
    sheet.open()
    return sheet


class ProductSheet(Sheet):
    """Which product, how many, since when; its end is reckoned from that."""

    def __init__(self, desk: "Desk", home: QWidget, client_id: int, name: str) -> None:
        super().__init__(home, _("In use at home"), name, icon="bottle", wide=480)
        self._desk, self._client = desk, client_id
        self._names: Mapping[str, Names] = {}
        hint = _("Type a part of its name")
        self.product = Picker(self._find, hint, name=_("Product"))
        self.units = Number(1, 1, MOST, name=_("How many"))
        day = desk.today()
        self.opened = DayField(desk, day, _("Opened on"), is_past=True)
        self.form = Form()
        self.form.row("product", _("Product"), self.product)
        self.form.row("units", _("How many"), self.units)
        self.form.row("opened", _("Opened on"), self.opened)
        keeps(desk, self, f"product of {client_id}", self.form)
        self.add(held(down(self.form, None)))
        self.cancel()
        self.button(_("Add"), self._keep, primary=True)
        desk.ask(product_names).then(self._know).otherwise(self.fail)

    def _know(self, names: "Mapping[str, Names]") -> None:
        self._names = names

    def _find(self, text: str, show: "Show") -> None:
        wanted = text.casefold().split()
        lines = []
        for ref, names in self._names.items():
            hay = f"{names.en} {names.zh_hans} {names.zh_hant} {ref}".casefold()
            if all(word in hay for word in wanted):
                lines.append(Line(str(names), key=ref))
        show(sorted(lines, key=lambda line: line.name))

    def _keep(self) -> None:
        said = self.form.values()
        wrong: dict[str, object] = {}
        if not said["product"]:
            wrong["product"] = _("Please say which.")
        if said["opened"] is None:
            wrong["opened"] = _("Please say which day.")
        if self.form.wrong(wrong):
            return
        doing = self._desk.do(
            note_product,
            ClientId(self._client),
            str(said["product"]),
            opened=said["opened"],
            units=said["units"],
        )
        doing.then(lambda _key: self.accept()).otherwise(self.fail)
