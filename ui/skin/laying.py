"""How one photograph is laid on another, as Qt turns it."""

from PySide6.QtGui import QTransform

from salon.skin.marking import Fit


def transform_of(fit: Fit | None) -> QTransform | None:
    """Return the way from pixels of the later photograph to those of the earlier."""
    if fit is None:
        return None
    return QTransform(fit.a, fit.b, -fit.b, fit.a, fit.dx, fit.dy)
