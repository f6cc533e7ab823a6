"""The current theme, its palette and style sheet, and the helpers that paint in it."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QWidget

from ui.kit.shipped import RESOURCES
from ui.kit.tokens import CARD_RADIUS, CONTROL_RADIUS, LIGHT, Shade, Theme, Tone, Type

FONTS = RESOURCES / "fonts"
FAMILIES = ["Inter", "Noto Sans SC"]
_now: list[Theme] = [LIGHT]
_fonts: dict[Type, QFont] = {}


def theme() -> Theme:
    """Return the theme the window is painted in."""
    return _now[0]


def shade(tone: Tone) -> Shade:
    """Return the colours of a tone in the current theme."""
    return _now[0].shades[tone]


def font(role: Type) -> QFont:
    """Return the font of a step of the type scale, made once."""
    made = _fonts.get(role)
    if made is None:
        pixels, weight = role.value
        made = QFont(FAMILIES)
        made.setPixelSize(pixels)
        made.setWeight(QFont.Weight(weight))
        made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        _fonts[role] = made
    return made


def arguments(name: str = "camellia") -> list[str]:
    """Return the arguments of QApplication: Fusion on every system.

    app.setStyle() would return a QStyle, and making that class known to Python costs
    16 ms at every start.
    """
    return [name, "-style", "fusion"]


def start(app: QApplication, chosen: Theme = LIGHT) -> None:
    """Give the application its fonts and its first theme."""
    for file in sorted(FONTS.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    app.setFont(font(Type.BODY))
    use(app, chosen)


def use(app: QApplication, chosen: Theme) -> None:
    """Switch to a theme at once, in every open window."""
    _now[0] = chosen
    app.styleHints().setColorScheme(
        Qt.ColorScheme.Dark if chosen.dark else Qt.ColorScheme.Light
    )
    app.setPalette(palette(chosen))
    for window in app.topLevelWidgets():
        if window.property("kit"):
            dress(window)


def dress(window: QWidget) -> None:
    """Put the style sheet on one top-level widget and repaint everything in it."""
    window.setProperty("kit", True)
    window.setStyleSheet(sheet(theme()))
    for child in window.findChildren(QWidget):
        child.update()


def palette(t: Theme) -> QPalette:
    """Return the palette that standard controls paint themselves with."""
    role = QPalette.ColorRole
    made = QPalette(t.card, t.background)
    for key, colour in {
        role.Window: t.background,
        role.Base: t.field,
        role.AlternateBase: t.rail,
        role.Button: t.card,
        role.WindowText: t.ink,
        role.Text: t.ink,
        role.ButtonText: t.ink,
        role.PlaceholderText: t.faint,
        role.ToolTipBase: t.ink,
        role.ToolTipText: t.card,
        role.Highlight: t.accent,
        role.HighlightedText: t.on_accent,
        role.Accent: t.accent,
        role.Link: t.accent,
        role.Light: t.card,
        role.Midlight: t.line,
        role.Mid: t.edge,
        role.Dark: t.edge,
        role.Shadow: t.edge,
    }.items():
        made.setColor(key, colour)
    for key in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, key, t.faint)
    return made


def sheet(t: Theme) -> str:
    """Return the one style sheet: only for controls that Qt paints itself."""
    rose = t.shades[Tone.ROSE]
    words = {
        "ink": t.ink.name(),
        "faint": t.faint.name(),
        "line": t.line.name(),
        "edge": t.edge.name(),
        "card": t.card.name(),
        "field": t.field.name(),
        "hover": t.hover.name(),
        "accent": t.accent.name(),
        "on": t.on_accent.name(),
        "soft": rose.soft.name(),
        "rose": rose.text.name(),
        "red": t.shades[Tone.RED].mark.name(),
        "grip": t.edge.name(),
    }
    text = _SHEET
    for name, colour in words.items():
        text = text.replace(f"@{name};", f"{colour};")
    return text


_SHEET = """
QToolTip { background: @ink; color: @card; border: 0; padding: 6px 8px; }
QAbstractScrollArea { background: transparent; border: 0; }
QLineEdit, QPlainTextEdit { background: @field; color: @ink;
  border: 1px solid @edge; border-radius: 8px; padding: 0 10px;
  selection-background-color: @accent; selection-color: @on;
  placeholder-text-color: @faint; }
QLineEdit { min-height: 30px; }
QLineEdit[gloved="true"] { min-height: 42px; }
QPlainTextEdit { padding: 4px 6px; }
QLineEdit:hover, QPlainTextEdit:hover { border-color: @faint; }
QLineEdit:focus, QPlainTextEdit:focus { border: 2px solid @accent; padding: 0 9px; }
QPlainTextEdit:focus { padding: 3px 5px; }
QLineEdit#search { background: transparent; border: 0; padding: 0 74px 0 36px; }
QLineEdit[wrong="true"] { border: 1px solid @red; }
QLineEdit:disabled { background: @hover; color: @faint; }
QMenu { background: @card; color: @ink; border: 1px solid @edge; padding: 6px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 6px; }
QMenu::item:selected { background: @soft; color: @rose; }
QMenu::separator { height: 1px; background: @line; margin: 6px 8px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: @grip; border-radius: 4px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: @faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QTableView { background: @card; color: @ink; gridline-color: @line; border: 0;
  selection-background-color: @soft; selection-color: @ink; }
QHeaderView { background: transparent; }
QHeaderView::section { background: transparent; color: @faint; border: 0;
  border-bottom: 1px solid @line; padding: 6px 8px; }
QSpinBox { background: transparent; border: 0; }
QPlainTextEdit[wrong="true"] { border: 1px solid @red; }
QTableView::item { padding: 0 6px; border: 0; }
QTableCornerButton::section { background: transparent; border: 0; }
"""


def dpr(painter: QPainter) -> float:
    """Return how many device pixels one unit is."""
    return painter.device().devicePixelRatioF()


def hair(painter: QPainter, colour: QColor, width: float = 1) -> QPen:
    """Return a pen that is a whole number of device pixels wide at any scale."""
    scale = dpr(painter)
    return QPen(colour, max(1, round(width * scale)) / scale)


def rounded(
    painter: QPainter,
    box: QRectF,
    radius: float,
    fill: QColor | None = None,
    edge: QColor | None = None,
    width: float = 1,
) -> None:
    """Paint a rounded box whose edge lies on device pixels."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if edge is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        pen = hair(painter, edge, width)
        painter.setPen(pen)
        inset = pen.widthF() / 2
        box = box.adjusted(inset, inset, -inset, -inset)
        radius -= inset
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, radius, radius)


def fill(painter: QPainter, box: QRect | QRectF, colour: QColor) -> None:
    """Fill a box with sharp edges; the first fillRect() wakes QGradient, 4 ms."""
    soft = painter.testRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRect(box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, soft)


def rule(painter: QPainter, x1: float, x2: float, y: float) -> None:
    """Paint a horizontal hairline."""
    scale = dpr(painter)
    box = QRectF(x1, y, x2 - x1, max(1, round(scale)) / scale)
    fill(painter, box, theme().line)


def post(painter: QPainter, x: float, y1: float, y2: float) -> None:
    """Paint a vertical hairline."""
    scale = dpr(painter)
    box = QRectF(x, y1, max(1, round(scale)) / scale, y2 - y1)
    fill(painter, box, theme().line)


def focus_ring(
    painter: QPainter, box: QRectF, radius: float = CONTROL_RADIUS, gap: float = 0
) -> None:
    """Paint the two-pixel ring that says where the keyboard is."""
    grown = box.adjusted(-gap, -gap, gap, gap)
    rounded(painter, grown, radius + gap, None, theme().accent, 2)


def shadow(painter: QPainter, box: QRectF, radius: float, reach: int = 16) -> None:
    """Paint a soft shadow below a floating box."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    depth = 3.0 if theme().dark else 1.0
    for i in range(reach, 0, -1):
        part = 1 - i / (reach + 1)
        painter.setBrush(QColor(30, 22, 26, round(depth * (1 + 3.2 * part * part))))
        grown = box.adjusted(-i, -i + 4, i, i + 4)
        painter.drawRoundedRect(grown, radius + i, radius + i)


@lru_cache(maxsize=8)
def _float(
    wide: int, high: int, scale: float, box: tuple[float, ...], radius: float, name: str
) -> QPixmap:
    """Return a floating card with its shadow, painted once for a size and theme."""
    made = QPixmap(round(wide * scale), round(high * scale))
    made.setDevicePixelRatio(scale)
    made.fill(QColor(0, 0, 0, 0))
    painter = QPainter(made)
    frame = QRectF(*box)
    shadow(painter, frame, radius)
    rounded(painter, frame, radius, theme().card, theme().edge)
    painter.end()
    return made


def floating(painter: QPainter, size: QSize, box: QRectF, radius: float) -> None:
    """Paint a floating card with its shadow from a kept picture."""
    place = (box.x(), box.y(), box.width(), box.height())
    made = _float(
        size.width(), size.height(), dpr(painter), place, radius, theme().name
    )
    painter.drawPixmap(0, 0, made)


def stripes(
    painter: QPainter, box: QRectF, ground: QColor, band: QColor, radius: float = 0
) -> None:
    """Paint slanting stripes: time that is closed, or a plan not yet firm."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(box, radius, radius)
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    painter.fillRect(box, ground)
    painter.setPen(QPen(band, 5))
    x = box.left() - box.height() - (box.left() + box.top()) % 14
    while x < box.right():
        painter.drawLine(
            QPointF(x, box.bottom() + 2), QPointF(x + box.height() + 4, box.top() - 2)
        )
        x += 14
    painter.restore()


def readable(ground: QColor) -> QColor:
    """Return the ink or its opposite, whichever reads better on a ground."""
    t = theme()
    return max((t.ink, t.on_accent), key=lambda ink: contrast(ink, ground))


def contrast(a: QColor, b: QColor) -> float:
    """Return the contrast ratio of two colours, after WCAG 2.1."""

    def light(colour: QColor) -> float:
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        r, g, b = (
            c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts
        )
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    low, high = sorted((light(a), light(b)))
    return (high + 0.05) / (low + 0.05)


def mixed(a: QColor, b: QColor, part: float) -> QColor:
    """Return the colour that is `part` of a and the rest of b."""
    return QColor.fromRgbF(
        a.redF() * part + b.redF() * (1 - part),
        a.greenF() * part + b.greenF() * (1 - part),
        a.blueF() * part + b.blueF() * (1 - part),
    )


__all__ = [
    "CARD_RADIUS",
    "arguments",
    "contrast",
    "dress",
    "fill",
    "floating",
    "focus_ring",
    "font",
    "hair",
    "mixed",
    "palette",
    "post",
    "readable",
    "rounded",
    "rule",
    "shade",
    "shadow",
    "sheet",
    "start",
    "stripes",
    "theme",
    "use",
]
