"""Sheets of the shelf: goods in, write off, block, the product itself."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from salon.errors import SalonError
from salon.money import Money
from salon.shelf.model import (
    WRITES_OFF,
    Article,
    BadAmount,
    BatchLine,
    MoveId,
    MoveKind,
    OnHand,
)
from salon.shelf.operations import (
    block_batch,
    correct_batch,
    receive,
    release_batch,
    reverse_move,
    set_article,
    set_use,
    write_off,
)
from salon.text import _
from salon.views.shelf import uses_of
from ui.kit.buttons import Segments
from ui.kit.cards import down, held
from ui.kit.fields import Choice, Number, TextField
from ui.kit.sheet import Sheet
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.parts.fields import DayField, MoneyField
from ui.parts.forms import Form
from ui.parts.homes import home_of

if TYPE_CHECKING:
    from salon.catalogue.model import ServiceCard
    from ui.desk import Desk
    from ui.tasks import Pending

ARRIVES = (MoveKind.PURCHASE, MoveKind.OPENING, MoveKind.RETURN_IN)
LONGEST = 3650


def open_goods_in(
    desk: "Desk", one: OnHand, batch: BatchLine | None = None
) -> "GoodsInSheet | None":
    """Ask what came in of a product."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = GoodsInSheet(desk, home, one.article, batch)
    sheet.open()
    sheet.amount.setFocus()
    return sheet


class _OfProduct(Sheet):
    """A sheet about one product; it reads amounts in its measure."""

    def __init__(
        self, desk: "Desk", home: QWidget, title: str, of: Article, icon: str
    ) -> None:
        super().__init__(home, title, icon=icon, wide=460)
        self._desk, self.of = desk, of
        self.form = Form()
        self.setAccessibleName(f"{title}, {of.name}")
        self.add(Words(of.name, type=Type.FIGURE, wrap=True))

    def read(self, name: str) -> int | None:
        """Return the amount that a field says; None after saying what is wrong."""
        try:
            return self.of.measure.read(str(self.form.values()[name]))
        except BadAmount as error:
            self.form.wrong({name: error})
            return None

    def refused(self, error: SalonError) -> None:
        """Say why it could not be done."""
        self.fail(str(error))


class GoodsInSheet(_OfProduct):
    """What came in: how much, of which lot, good until when, at what cost."""

    def __init__(
        self, desk: "Desk", home: QWidget, of: Article, batch: BatchLine | None
    ) -> None:
        super().__init__(desk, home, _("Goods in"), of, "plus")
        known = batch if batch is not None and batch.lot else None
        self.kind = Segments(
            [_("Delivered"), _("There at the start"), _("Brought back")],
            label=_("How it came"),
        )
        self.amount = TextField(hint=_("2, or 63 ml"))
        self.lot = TextField(known.lot if known else "", hint=_("As printed"))
        self.until = DayField(desk, known.expires_on if known else None, optional=True)
        currency = desk.premises.currency
        self.cost = MoneyField(known.unit_cost if known else None, currency)
        self.supplier = TextField(known.supplier if known else "")
        form = self.form
        form.row("kind", _("How it came"), self.kind)
        form.row("amount", _("How much came"), self.amount)
        form.row("lot", _("Lot"), self.lot)
        form.row("until", _("Good until"), self.until)
        form.row("cost", _("Cost of one"), self.cost)
        form.row("supplier", _("Delivered by"), self.supplier)
        self.add(held(down(form, None)))
        self.cancel()
        self.button(_("Take it in"), self._keep, primary=True)

    def _keep(self) -> None:
        amount = self.read("amount")
        if amount is None:
            return
        said = self.form.values()
        doing = self._desk.do(
            receive,
            self.of.id,
            amount,
            lot=str(said["lot"]),
            expires_on=said["until"],
            unit_cost=said["cost"],
            supplier=str(said["supplier"]),
            kind=ARRIVES[int(said["kind"])],
        )
        doing.then(lambda _key: self.accept()).otherwise(self.refused)


def open_write_off(
    desk: "Desk", one: OnHand, batch: BatchLine | None = None
) -> "WriteOffSheet | None":
    """Ask what goes off the shelf, and why."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = WriteOffSheet(desk, home, one, batch)
    sheet.open()
    sheet.amount.setFocus()
    return sheet


class WriteOffSheet(_OfProduct):
    """What is thrown away, given as a sample or sent back; the reason is kept."""

    def __init__(
        self, desk: "Desk", home: QWidget, one: OnHand, batch: BatchLine | None
    ) -> None:
        super().__init__(desk, home, _("Off the shelf"), one.article, "minus")
        self.kind = Segments(
            [_("Thrown away"), _("Given as a sample"), _("Sent back")],
            label=_("Why it goes"),
        )
        self.amount = TextField(hint=_("2, or 63 ml"))
        self.batches = one.batches
        names = [_("Whichever is to be used first"), *(b.label for b in self.batches)]
        on = 0
        if batch is not None and batch in self.batches:
            on = self.batches.index(batch) + 1
        self.batch = Choice(names, on, name=_("Lot"))
        self.reason = TextField(hint=_("What happened"))
        form = self.form
        form.row("kind", _("Why it goes"), self.kind)
        form.row("amount", _("How much goes"), self.amount)
        form.row("batch", _("Lot"), self.batch)
        form.row("reason", _("Reason"), self.reason)
        self.add(held(down(form, None)))
        self.cancel()
        self.button(_("Take it off"), self._keep, primary=True)

    def _keep(self) -> None:
        amount = self.read("amount")
        if amount is None:
            return
        said = self.form.values()
        place = int(said["batch"])
        doing = self._desk.do(
            write_off,
            self.of.id,
            amount,
            WRITES_OFF[int(said["kind"])],
            str(said["reason"]),
            batch_id=self.batches[place - 1].id if place > 0 else None,
        )
        doing.then(lambda _done: self.accept()).otherwise(self.refused)


def open_lot(desk: "Desk", batch: BatchLine, of: Article) -> "LotSheet | None":
    """Open what is printed on a batch, to be corrected."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = LotSheet(desk, home, batch, of)
    sheet.open()
    sheet.until.setFocus()
    return sheet


class LotSheet(_OfProduct):
    """Until when a lot is good, what it cost and who delivered it."""

    def __init__(
        self, desk: "Desk", home: QWidget, batch: BatchLine, of: Article
    ) -> None:
        title = _("Lot {lot}").format(lot=batch.label)
        super().__init__(desk, home, title, of, "bottle")
        self.batch = batch
        self.until = DayField(desk, batch.expires_on, optional=True)
        self.life = Number(batch.own_life or 0, 0, LONGEST, unit=_("days"))
        self.cost = MoneyField(batch.unit_cost, desk.premises.currency)
        self.supplier = TextField(batch.supplier)
        form = self.form
        form.row("until", _("Good until"), self.until)
        form.row("life", _("Good once opened"), self.life, _("0: as its product"))
        form.row("cost", _("Cost of one"), self.cost)
        form.row("supplier", _("Delivered by"), self.supplier)
        self.add(held(down(form, None)))
        self.cancel()
        self.button(_("Keep"), self._keep, primary=True)

    def _keep(self) -> None:
        said = self.form.values()
        doing = self._desk.do(
            correct_batch,
            self.batch.id,
            expires_on=said["until"],
            life_open_days=int(said["life"]) or None,
            unit_cost=said["cost"],
            supplier=str(said["supplier"]),
            seen=self.batch.version,
        )
        doing.then(lambda _done: self.accept()).otherwise(self.refused)


def ask_block(desk: "Desk", batch: BatchLine, of: Article) -> Sheet | None:
    """Ask why a batch is kept back, or may be used again."""
    if batch.blocked:
        title, yes = _("Release lot {lot}"), _("Release this lot")
        said = _("It was blocked: {why}").format(why=batch.blocked)
    else:
        title, yes = _("Block lot {lot}"), _("Block this lot")
        said = _("It is not sold, given away or taken first from now on.")
    deed = release_batch if batch.blocked else block_batch
    return ask_why(
        desk,
        title.format(lot=batch.label),
        f"{of.name}. {said}",
        yes,
        lambda why: desk.do(deed, batch.id, why),
    )


def ask_reversal(desk: "Desk", key: MoveId, what: str) -> Sheet | None:
    """Ask why a line of the ledger is taken back."""
    return ask_why(
        *(desk, _("Take this back"), what, _("Take it back")),
        lambda why: desk.do(reverse_move, key, why),
    )


def ask_why(
    desk: "Desk",
    title: str,
    text: str,
    yes: str,
    deed: "Callable[[str], Pending[Any]]",
) -> Sheet | None:
    """Ask for a reason, and do it with that."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = Sheet(home, title, text, icon="lock", wide=460)
    reason = TextField(hint=_("Why"), name=_("Reason"))
    form = Form()
    form.row("reason", _("Reason"), reason)
    sheet.add(held(down(form, None)))

    def keep() -> None:
        doing = deed(reason.text())
        doing.then(lambda _done: sheet.accept())
        doing.otherwise(lambda error: sheet.fail(str(error)))

    sheet.cancel()
    sheet.button(yes, keep, primary=True)
    sheet.open()
    reason.setFocus()
    return sheet


def open_product(desk: "Desk", one: OnHand) -> "ProductSheet | None":
    """Open price, code, minimum and life after opening of a product."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = ProductSheet(desk, home, one.article)
    sheet.open()
    sheet.price.setFocus()
    return sheet


class ProductSheet(_OfProduct):
    """What a product costs, its code, how much there should be, and what uses it."""

    def __init__(self, desk: "Desk", home: QWidget, of: Article) -> None:
        super().__init__(desk, home, _("Product"), of, "bottle")
        self.price = MoneyField(of.price, desk.premises.currency)
        self.code = TextField(of.barcode, hint=_("Scan it here"))
        say = of.measure.said
        self.least = TextField(say(of.min_stock) if of.min_stock else "")
        self.order = TextField(say(of.order_up_to) if of.order_up_to else "")
        self.life = Number(of.life_open_days or 0, 0, LONGEST, unit=_("days"))
        self.service = Choice([""], name=_("Service"))
        self.amount = TextField(hint=_("2 ml"))
        self._services: list[ServiceCard] = []
        self._uses: dict[int, int] = {}
        form = self.form
        form.row("price", _("Price"), self.price)
        form.row("code", _("Code to scan"), self.code)
        form.row("least", _("At least"), self.least)
        form.row("order", _("Order up to"), self.order)
        form.row("life", _("Good once opened"), self.life, _("0: without end"))
        form.row("service", _("Used in"), self.service)
        form.row("amount", _("Each time"), self.amount)
        self.add(held(down(form, None)))
        self.cancel()
        self.button(_("Keep"), self._keep, primary=True)
        self.service.currentIndexChanged.connect(lambda _at: self._chosen())
        desk.ask(uses_of, int(of.id)).then(self._know).otherwise(self.refused)

    def _know(self, known: "tuple[list[ServiceCard], dict[int, int]]") -> None:
        """Offer all services; those that use it stand first."""
        every, self._uses = known
        self._services = sorted(every, key=lambda one: one.id not in self._uses)
        self.service.clear()
        self.service.addItems([one.name for one in self._services])
        self._chosen()

    def _chosen(self) -> None:
        place = self.service.currentIndex()
        if 0 <= place < len(self._services):
            used = self._uses.get(int(self._services[place].id), 0)
            self.amount.setText(self.of.measure.said(used) if used else "")

    def _keep(self) -> None:
        said = self.form.values()
        amounts = {}
        for name in ("least", "order", "amount"):
            read = self.read(name) if str(said[name]).strip() else 0
            if read is None:
                return
            amounts[name] = read
        life = int(said["life"])
        price = said["price"]
        doing = self._desk.do(
            set_article,
            self.of.id,
            price=price if isinstance(price, Money) else None,
            barcode=str(said["code"]),
            min_stock=amounts["least"],
            order_up_to=amounts["order"],
            life_open_days=None if life == (self.of.life_open_days or 0) else life,
            seen=self.of.version,
        )
        doing.then(lambda _done: self._keep_use(amounts["amount"])).otherwise(
            self.refused
        )

    def _keep_use(self, amount: int) -> None:
        place = self.service.currentIndex()
        if not 0 <= place < len(self._services):
            self.accept()
            return
        service = self._services[place].id
        if self._uses.get(int(service), 0) == amount:
            self.accept()
            return
        doing = self._desk.do(set_use, service, self.of.id, amount)
        doing.then(lambda _done: self.accept()).otherwise(self.refused)
