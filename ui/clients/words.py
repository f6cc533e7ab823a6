"""How a client is said and shown wherever she stands in a list."""

from datetime import date

from salon.clients.model import Alert, ClientLine, Grade
from salon.clients.phones import shown
from salon.text import N_, _, full_day, ngettext, number
from ui.kit.chips import Chip
from ui.kit.rows import Line, Meter
from ui.kit.tokens import Tone

LONGEST_SHOWN = 34  # characters of a name, where alerts must find room beside it

_SHORT = {
    "incident": N_("Incident"),
    "allergy": N_("Allergy"),
    "condition": N_("Health"),
    "never_do": N_("Not again"),
    "erasing": N_("To be erased"),
}


def alert_chip(alert: Alert, *, tall: bool = True) -> Chip:
    """Return an alert in full, as the head of her file shows it."""
    return Chip(alert.text, tone_of(alert), icon_of(alert), tall)


def tone_of(alert: Alert) -> Tone:
    """Return how loud an alert is."""
    return Tone.RED if alert.grade is Grade.CRITICAL else Tone.AMBER


def icon_of(alert: Alert) -> str:
    """Return the sign that stands before an alert."""
    if alert.kind == "staff":
        return "shield-exclamation"
    is_critical = alert.grade is Grade.CRITICAL
    return "alert-octagon" if is_critical else "alert-triangle"


def short_chips(alerts: tuple[Alert, ...]) -> tuple[Chip, ...]:
    """Return one short chip for each kind of alert, the loudest first."""
    kinds: dict[str, Alert] = {}
    for alert in alerts:
        kinds.setdefault(alert.kind, alert)
    return tuple(
        Chip(_(_SHORT.get(kind, N_("Alert"))), tone_of(alert), icon_of(alert))
        for kind, alert in kinds.items()
    )


def line_of(
    client: ClientLine,
    region: str,
    today: date,
    *,
    cells: tuple[str | Meter, ...] = (),
    detail: str = "",
) -> Line:
    """Return a client as a list shows her; alerts stand in words below her name."""
    said = " · ".join(alert.text for alert in client.alerts)
    name = client.name
    if client.alerts and len(name) > LONGEST_SHOWN:
        name = f"{name[:LONGEST_SHOWN]}…"
    return Line(
        name,
        said or detail,
        reading=reading_of(client),
        alerts=short_chips(client.alerts),
        cells=cells,
        key=client.id,
    )


def reading_of(client: ClientLine) -> str:
    """Return how her name is said, where that is not how it is written."""
    said = client.pinyin or client.latin
    return said if said.casefold() != client.name.casefold() else client.latin


def phone_of(client: ClientLine, region: str) -> str:
    """Return her preferred number as one dials it here."""
    if not client.phones:
        return ""
    first = client.phones[0]
    return shown(first.number, region) if first.number else first.raw


def last_digits(client: ClientLine) -> str:
    """Return the last four digits of her number, by which namesakes are told apart."""
    digits = "".join(filter(str.isdigit, client.phone))
    return f"…{digits[-4:]}" if len(digits) >= 4 else ""


def ago(day: date, today: date) -> str:
    """Return how long ago a day is, or how far ahead, as people say it."""
    days = (today - day).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    if days == -1:
        return _("tomorrow")
    if days < 0:
        return ngettext("in {n} day", "in {n} days", -days).format(n=-days)
    if days < 21:
        return ngettext("{n} day ago", "{n} days ago", days).format(n=days)
    if days < 90:
        weeks = days // 7
        return ngettext("{n} week ago", "{n} weeks ago", weeks).format(n=weeks)
    if days < 730:
        months = round(days / 30.4)
        return ngettext("{n} month ago", "{n} months ago", months).format(n=months)
    years = days // 365
    return ngettext("{n} year ago", "{n} years ago", years).format(n=years)


def with_us(since: date, today: date) -> str:
    """Return how long she has been a client."""
    days = (today - since).days
    if days < 31:
        return _("new with us")
    if days < 365:
        months = max(1, round(days / 30.4))
        return ngettext("with us {n} month", "with us {n} months", months).format(
            n=months
        )
    years = days // 365
    return ngettext("with us {n} year", "with us {n} years", years).format(n=years)


def about_her(client: ClientLine, registered: date, today: date) -> str:
    """Return how her name is said, her age and since when she comes."""
    age = client.birthday.age(today)
    parts = [
        reading_of(client),
        number(age) if age is not None else "",
        with_us(registered, today),
    ]
    return " · ".join(filter(None, parts))


def day_or_dash(day: date | None, today: date) -> str:
    """Return a day of a list: without its year where that is plain."""
    if day is None:
        return "–"
    from salon.text import short_day

    near = abs((day - today).days) < 300
    return short_day(day) if near else full_day(day)
