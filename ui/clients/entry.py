"""One line of a card of her file: what it is, what is known of it, what one can do."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.kit.cards import Icon, across, down, held
from ui.kit.chips import Chip, ChipLabel
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words


def entry(
    icon: str,
    tone: Tone,
    text: str,
    about: str,
    mark: Chip | None,
    tools: Sequence[QWidget],
) -> QWidget:
    """Return a line with an icon, words, a mark and buttons."""
    said = down(Words(text, type=Type.MEDIUM, wrap=True), gap=0)
    if about:
        said.addWidget(Words(about, type=Type.SMALL, faint=True, wrap=True))
    row = across(Icon(icon, 16, tone), gap=8)
    row.addWidget(held(said), 1)
    if mark is not None:
        row.addWidget(ChipLabel(mark))
    for tool in tools:
        row.addWidget(tool)
    return held(row)
