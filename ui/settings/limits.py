"""What may be given to put something right, without asking further up."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.settings.operations import describe
from salon.text import _
from ui.kit.fields import Number
from ui.kit.sheet import Sheet
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.parts.forms import Form
from ui.parts.homes import tell

if TYPE_CHECKING:
    from ui.desk import Desk

MOST = 1_000


class LimitsSheet(Sheet):
    """Four limits, each of one client; above them whoever may grant it is asked."""

    def __init__(self, desk: "Desk", home: QWidget) -> None:
        super().__init__(home, _("Putting things right"), icon="heart", wide=520)
        self._desk = desk
        here = desk.premises
        said = _(
            "For one client, without asking further up. Above it the owner decides."
        )
        self.add(Words(said, type=Type.SMALL, faint=True, wrap=True))
        self.form = Form()
        for key, name, hint in (
            ("gift_limit", _("Small gifts a month"), _("By whoever treats")),
            ("repeat_limit", _("Repeats and sessions a year"), _("By a consultant")),
            ("refund_limit", _("Paid back, % of the visit"), _("By the manager")),
            ("credit_limit", _("Credit, % of the visit"), _("By the manager")),
        ):
            field = Number(getattr(here, key), 0, MOST, name=name)
            self.form.row(key, name, field, hint)
        self.add(self.form)
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Keep"), self._keep, primary=True)

    def _keep(self) -> None:
        changes = self.form.changes()
        if not changes:
            self.accept()
            return
        self._desk.do(describe, **changes).then(self._kept).otherwise(self.fail)

    def _kept(self, _done: object) -> None:
        self.accept()
        tell(self._desk, _("Limits kept"))
