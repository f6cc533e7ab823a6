"""The words of the salon's own settings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from salon.errors import SalonError
from salon.text import N_

Span = tuple[time, time]  # from, until, on the salon's wall clock

REGIONS: dict[str, tuple[str, str, str]] = {  # language, currency, time zone
    "cn": ("zh_CN", "CNY", "Asia/Shanghai"),
    "tw": ("zh_TW", "TWD", "Asia/Taipei"),
    "hk": ("zh_TW", "HKD", "Asia/Hong_Kong"),
    "uk": ("en", "GBP", "Europe/London"),
    "eu": ("en", "EUR", "Europe/Berlin"),
    "us": ("en", "USD", "America/New_York"),
    "sg": ("en", "SGD", "Asia/Singapore"),
    "my": ("en", "MYR", "Asia/Kuala_Lumpur"),
}


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A day on which the salon is closed although it is open on such a weekday."""

    day: date
    reason: str = ""  # "Christmas"


@dataclass(frozen=True, slots=True)
class Hours:
    """When the salon is open, for each day of the week from Monday."""

    days: tuple[tuple[Span, ...], ...] = ((),) * 7
    shut: frozenset[date] = field(default=frozenset(), compare=False)

    def on(self, day: date) -> tuple[Span, ...]:
        """Return the stretches in which it is open on *day*; none if closed."""
        return () if day in self.shut else self.days[day.weekday()]

    def is_open(self, day: date) -> bool:
        """Return whether it opens at all on *day*."""
        return bool(self.on(day))


USUAL_HOURS = Hours(((((time(9), time(19)),),) * 6) + ((),))


@dataclass(frozen=True, slots=True)
class Premises:
    """The salon as it is set up; thresholds are those a salon would change."""

    name: str = ""
    language: str = "en"
    region: str = "uk"
    currency: str = "GBP"
    timezone: str = "Europe/London"
    hours: Hours = field(default=USUAL_HOURS)
    address: str = ""
    phone: str = ""
    acting: int | None = None  # the member of staff it was set up with
    usual_price: int = 0  # minor units of price band 3; 0: from the currency
    is_sample: bool = False
    backup_space: int = 0  # MB that all backups may take; 0: what is usual
    late_after: int = 5  # minutes after which somebody who is not there is late
    amber_after: int = 10  # minutes after which waiting, late and over are loud
    gift_limit: int = 1  # small gifts a month to one client, without asking
    repeat_limit: int = 1  # repeats and sessions a year that a consultant may grant
    refund_limit: int = 100  # % of the price of the visit that a manager may pay back
    credit_limit: int = 200  # likewise of credit
    after_hours: str = ""  # the number that is answered when it is closed
    closed_days: tuple[ClosedDay, ...] = ()  # in their order; `hours` knows them too
    means: tuple[str, ...] = ()  # by what clients pay; none: as the region does
    tax_name: str = ""  # as on the receipt: "VAT"
    tax_service: int = 0  # in hundredths of a per cent: 2000 are 20 %
    tax_product: int = 0
    tax_added: bool = False  # at the till, as in America; else it is in the prices
    tax_number: str = ""  # of the salon, on invoices
    discount_limit: int = 15  # % that anybody at the till may give
    refund_money_limit: int = 0  # minor units without the manager; 0: 4 usual prices
    course_months: int = 12  # that a course is good; 0: it does not end
    blind_count: bool = False  # what should be in the till is hidden until counted
    coins_weighed: bool = False  # all coins are one sum
    till_limit: int = 0  # minor units a count may differ; 0: a quarter usual price
    course_clause: str = ""  # what the contract says of paying a course back
    prepaid: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """Bonus tables, tiers and points: `salon.prepaid.rules` reads them."""
    house: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """Short lists and limits of the house: `salon.house.lists` reads them."""
    loyalty: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """How classes are drawn and clients valued: `salon.loyalty.rules` reads it."""
    promise_warn: int = 12  # weeks of owed hours above which the desk is warned
    promise_owner: int = 16  # and above which only the manager sells more
    urgent_minutes: int = 0  # a day of each person, kept free for urgent visits
    bank_balance: int = 0  # minor units, as the owner typed it
    bank_day: str = ""  # on which it was so, as 2026-11-20
    pulse_days: int = 14  # after which the team is asked again how it is
    surveys_off: tuple[str, ...] = ()  # questionnaires that are not asked here
    required_fields: tuple[str, ...] = ()  # without which no file is opened by hand
    marketing_paused: bool = False  # campaigns and offers wait until it is off
    team_ranked: bool = False  # the owner wants the team in the order of a figure

    @property
    def emergency_number(self) -> str:
        """The number to ring when somebody cannot breathe."""
        from salon.settings.regions import region_of  # which raises what stands here

        return region_of(self.region).emergency_number


MOST_CLOSED = 60  # days at once; a salon that closes for longer says other hours


@dataclass(eq=False)
class BadSpan(SalonError):
    """Days that cannot be closed as they were said."""

    first: date
    last: date

    text = N_(
        "{first} to {last} cannot be closed: name a first day that is not over and a "
        "last one, at most 60 days in all."
    )


@dataclass(eq=False)
class BadSetting(SalonError):
    """A setting was given a value that it cannot have."""

    key: str
    value: str

    text = N_("“{value}” will not do for {key}. Choose another value.")


@dataclass(eq=False)
class NearSetting(BadSetting):
    """A value that it cannot have, with those that may have been meant."""

    choices: str

    text = N_("“{value}” will not do for {key}. Choose another, such as: {choices}.")

    @classmethod
    def kind(cls) -> str:
        """Return the name that every bad setting has: scripts know it."""
        return BadSetting.kind()


def closed_to_plain(closed: Iterable[ClosedDay]) -> Any:
    """Return closed days as JSON holds them."""
    return [[one.day.isoformat(), one.reason] for one in closed]


def closed_from_plain(plain: Any) -> tuple[ClosedDay, ...]:
    """Return closed days from what JSON holds."""
    return tuple(ClosedDay(date.fromisoformat(day), reason) for day, reason in plain)


def hours_to_plain(hours: Hours) -> Any:
    """Return opening hours as JSON holds them."""
    return [[[f"{a:%H:%M}", f"{b:%H:%M}"] for a, b in spans] for spans in hours.days]


def hours_from_plain(plain: Any) -> Hours:
    """Return opening hours from what JSON holds."""
    return Hours(
        tuple(
            tuple((time.fromisoformat(a), time.fromisoformat(b)) for a, b in spans)
            for spans in plain
        )
    )


def zone_named(name: str) -> ZoneInfo:
    """Return a time zone by its name; raises BadSetting."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        from salon.settings.regions import near_zones

        raise NearSetting("timezone", name[:60], near_zones(name)) from error
