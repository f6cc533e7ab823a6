"""What is worked out beside the work: shown as it was kept, then as it is now."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject

from salon.errors import SalonError
from salon.views.kept_sheets import Shown
from salon.views.loyalty import LoyaltySight
from salon.views.owner import OwnerMonth
from salon.work import Reading

if TYPE_CHECKING:
    from salon.app import Salon
    from ui.desk import Desk

S = TypeVar("S", LoyaltySight, OwnerMonth)


class Working(QObject, Generic[S]):
    """Asks for what is kept, shows it, and has it worked out anew where it is old.

    One working out at a time; who asks meanwhile gets one more at its end.
    """

    def __init__(
        self,
        desk: "Desk",
        home: QObject,
        show: Callable[[S], object],
        fail: Callable[[SalonError], object],
        tell: Callable[[bool], object],
    ) -> None:
        super().__init__(home)
        self._desk = desk
        self._show: Callable[[S], object] = show
        self._fail, self._tell = fail, tell
        self._kept: Callable[[Reading], Shown[S] | None] | None = None
        self._make: Callable[[Salon], S] | None = None
        self._turn = 0
        self._is_working, self._again = False, False

    def ask(
        self,
        kept: Callable[[Reading], "Shown[S] | None"],
        make: Callable[["Salon"], S],
    ) -> None:
        """Show what *kept* finds at once, and what *make* works out when it is old."""
        self._kept, self._make = kept, make
        self._turn += 1
        asked = self._desk.ask(kept)
        asked.then(partial(self._found, self._turn)).otherwise(self._fail)

    def anew(self) -> None:
        """Work it out anew, as something has changed."""
        if self._make is None:
            return
        if self._is_working:
            self._again = True
            return
        self._is_working, self._again = True, False
        self._tell(True)
        doing = self._desk.send_post(self._make)
        doing.then(partial(self._made, self._turn)).otherwise(self._broke)

    def _found(self, turn: int, shown: "Shown[S] | None") -> None:
        if turn != self._turn:
            return
        if shown is not None:
            self._show(shown.sight)
        if shown is None or not shown.is_fresh:
            self.anew()

    def _made(self, turn: int, sight: S) -> None:
        self._is_working = False
        self._tell(False)
        if turn == self._turn:
            self._show(sight)
        if self._again or turn != self._turn:
            self.anew()

    def _broke(self, error: SalonError) -> None:
        self._is_working = False
        self._tell(False)
        self._fail(error)
