"""Words to read, with what is new in them marked and what is gone struck through."""

from collections.abc import Sequence
from enum import Enum
from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.kit import style
from ui.kit.tokens import Tone, Type


class Ink(Enum):
    """How a stretch of text is set."""

    PLAIN = "plain"
    NEW = "new"
    GONE = "gone"


class Marked(QLabel):
    """A text of several stretches that wraps; its marks can be hidden."""

    def __init__(
        self,
        pieces: Sequence[tuple[str, Ink]],
        *,
        scale: float = 1.0,
        spoken_new: str = "",
    ) -> None:
        """Show *pieces*; *spoken_new* is said before what is new to who cannot see."""
        super().__init__()
        self._pieces, self._scale = tuple(pieces), scale
        self._is_marked = True
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        said = [
            f"{spoken_new} {text}" if ink is Ink.NEW and spoken_new else text
            for text, ink in self._pieces
            if ink is not Ink.GONE
        ]
        self.setAccessibleName("".join(said).strip())
        self._draw()

    @property
    def plain(self) -> str:
        """The words as they stand now, without what is gone."""
        return "".join(text for text, ink in self._pieces if ink is not Ink.GONE)

    def mark(self, *, on: bool) -> None:
        """Show the marks, or only the words."""
        self._is_marked = on
        self._draw()

    def scale(self, factor: float) -> None:
        """Set the words larger or smaller."""
        self._scale = factor
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        size = round(Type.READING.value[0] * self._scale)
        ink = style.theme().ink.name()
        said = "".join(self._run(text, kind) for text, kind in self._pieces)
        html = f'<div style="font-size:{size}px;color:{ink};line-height:145%">'
        wanted = f"{html}{said}</div>"
        if wanted != self.text():
            self.setText(wanted)

    def _run(self, text: str, kind: Ink) -> str:
        words = escape(text).replace("\n", "<br>")
        if kind is Ink.NEW and self._is_marked:
            hue = style.shade(Tone.AMBER)
            look = f"background:{hue.soft.name()};color:{hue.text.name()}"
            return f'<span style="{look};font-weight:600">{words}</span>'
        if kind is Ink.GONE:
            faint = style.theme().faint.name()
            look = f"color:{faint};text-decoration:line-through"
            return (
                f' <span style="{look}">({words.strip()})</span> '
                if self._is_marked
                else ""
            )
        return words
