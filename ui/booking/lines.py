"""A client as a line that one can tell apart while booking."""

from salon.clients.model import ClientLine
from salon.text import _, full_day
from ui.kit.chips import Chip
from ui.kit.rows import Line
from ui.kit.tokens import Tone


def client_line(line: ClientLine) -> Line:
    """Return a client with her last visit and the end of her number."""
    parts = []
    if line.last_visit is not None:
        said = _("last visit {day}")
        parts.append(said.format(day=full_day(line.last_visit)))
    else:
        parts.append(_("never here yet"))
    if digits := last_four(line):
        parts.append(digits)
    alerts = tuple(
        Chip(alert.text[:40], Tone.RED if alert.grade == "critical" else Tone.AMBER)
        for alert in line.alerts[:1]
    )
    return Line(line.name, " · ".join(parts), line.pinyin, alerts=alerts, key=line.id)


def last_four(line: ClientLine) -> str:
    """Return the end of her number: "…2231"."""
    digits = [c for c in line.phone if c.isdigit()][-4:]
    return "…" + "".join(digits) if len(digits) == 4 else ""
