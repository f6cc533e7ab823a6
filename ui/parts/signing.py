"""Signing: a field to draw in, or that it was signed on paper."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.clients.consents import read_signature
from salon.text import _
from ui.kit.buttons import Button, Tick
from ui.kit.cards import across
from ui.kit.signature import Signature


class Signing(QWidget):
    """A signature that is drawn, or a tick that says it is on paper."""

    changed = Signal()

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.pad = Signature(
            name or _("Signature"), _("Sign here with pen, finger or mouse")
        )
        self.on_paper = Tick(_("Signed on paper"))
        self.wipe = Button(_("Sign again"), icon="refresh", small=True)
        self.wipe.clicked.connect(lambda _on=False: self.pad.clear())
        self.on_paper.toggled.connect(self._paper)
        self.pad.changed.connect(self._drawn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.pad)
        column.addLayout(across(self.on_paper, None, self.wipe))
        self.setFocusProxy(self.on_paper)
        self._drawn()

    @property
    def is_signed(self) -> bool:
        """Whether there is a signature, drawn or on paper."""
        return self.on_paper.isChecked() or not self.pad.is_empty

    def value(self) -> str:
        """Return the strokes as JSON; "" where it was signed on paper."""
        return "" if self.on_paper.isChecked() else self.pad.value()

    def _paper(self, on: bool) -> None:
        self.pad.setEnabled(not on)
        if on and not self.pad.is_empty:
            self.pad.clear()
        self.changed.emit()

    def _drawn(self) -> None:
        self.wipe.setEnabled(not self.pad.is_empty)
        self.changed.emit()


def drawn(kept: str, name: str) -> Signature | None:
    """Return a signature as it was drawn, to look at; None if there is none."""
    strokes = read_signature(kept) if kept else None
    if strokes is None:
        return None
    made = Signature(name)
    made.setFixedHeight(88)
    made.put(strokes, readonly=True)
    return made
