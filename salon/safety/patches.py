"""What the patch tests in a file say of a service at an instant; plain rules.

A test is put on, waits its hours, is read, and holds for a while: all hours count from
when it was put on, never from the reading. A negative that was read before its hours
is no negative. What a test for one service says of another is in
`salon.catalogue.sisters`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from salon.catalogue.model import ServiceCard
from salon.catalogue.sisters import sisters_of
from salon.text import N_, _, hour, long_day, ngettext, short_day

_DARKER = 4  # the phototype from which marks of light come late
_LATE = 14 * 24  # hours to wait then
_LIGHT = ("LGT", "HRL")


class Standing(StrEnum):
    """How a service stands to its patch test."""

    NONE = "none"  # never made
    OPEN = "open"  # put on, not to be read yet
    TO_READ = "to_read"  # its hours are over, and nobody has read it
    CLEAR = "clear"  # read as negative, and it holds
    DOUBTFUL = "doubtful"  # neither yes nor no: made again before anything is done
    POSITIVE = "positive"  # she reacted
    EXPIRED = "expired"  # negative, too long ago
    VOID = "void"  # negative, but something has changed since


@dataclass(frozen=True, slots=True)
class Spot:
    """One spot of a test."""

    zone: str
    what: str = ""
    batch: str = ""
    result: str = ""  # "", none, doubtful, positive


@dataclass(frozen=True, slots=True)
class Test:
    """A patch test as it stands in the file."""

    id: int
    service_ref: str
    applied_at: datetime
    read_at: datetime | None
    result: str  # "", none, doubtful, positive: the worst of its spots
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class Covered:
    """How a service stands, by which test, and from when until when that counts."""

    standing: Standing
    test: Test | None = None
    ready_from: datetime | None = None  # its hours are over then
    valid_until: datetime | None = None  # the last instant at which it holds

    @property
    def is_clear(self) -> bool:
        """Whether she may be treated."""
        return self.standing is Standing.CLEAR


def standing(
    tests: Iterable[Test],
    service: ServiceCard,
    at: datetime,
    *,
    void_since: datetime | None = None,
    wait_hours: int | None = None,
) -> Covered:
    """Return how *service* stands at the instant *at*.

    Args:
        tests: All patch tests of one client, in any order.
        service: What she is to have.
        at: When it begins.
        void_since: What was put on before says nothing any more: a new product or
            batch family, a reaction, a pregnancy, a new allergy or medicine; for
            light a tan or a new phototype. A positive stays one.
        wait_hours: Longer than the service says, as `wait_of` tells.
    """
    hours = service.patch_wait_hours if wait_hours is None else wait_hours
    wait, valid = timedelta(hours=hours), timedelta(hours=service.patch_valid_hours)
    known = sorted((one for one in tests if one.applied_at <= at), key=_age)
    mine = [one for one in known if service.ref in sisters_of(one.service_ref).covers]

    def covered(what: Standing, test: Test) -> Covered:
        ready = test.applied_at + wait
        return Covered(what, test, ready, test.applied_at + valid)

    def is_void(test: Test) -> bool:
        return void_since is not None and test.applied_at <= void_since

    def is_negative(test: Test) -> bool:
        seen = test.read_at
        in_time = seen is not None and test.applied_at + wait <= seen <= at
        return test.result == "none" and in_time

    for test in known:
        if test.result != "positive" or not _bars(test, service):
            continue
        later = (
            one for one in mine if is_negative(one) and one.applied_at > _seen(test)
        )
        if not (sisters_of(test.service_ref).again and any(later)):
            return covered(Standing.POSITIVE, test)
    rest: list[Covered] = []
    for test in mine:
        if test.result == "positive":
            break  # lifted by a newer one; what is older says nothing
        if test.result == "doubtful":
            rest.append(covered(Standing.DOUBTFUL, test))
            break
        if is_void(test):
            rest.append(covered(Standing.VOID, test))
        elif is_negative(test):
            if at <= test.applied_at + valid:
                return covered(Standing.CLEAR, test)
            rest.append(covered(Standing.EXPIRED, test))
        elif at < test.applied_at + wait:
            rest.append(covered(Standing.OPEN, test))
        else:  # also one that was read before its hours
            rest.append(covered(Standing.TO_READ, test))
    return rest[0] if rest else Covered(Standing.NONE)


def warned_by(tests: Iterable[Test], service: ServiceCard) -> list[Test]:
    """Return the positive tests of related services, which ask for care with this."""
    return [
        one
        for one in tests
        if one.result == "positive" and service.ref in sisters_of(one.service_ref).warns
    ]


def conditions_left(tests: Iterable[Test]) -> set[str]:
    """Return the conditions that positive tests leave, by their reference ids."""
    left = {
        sisters_of(one.service_ref).condition
        for one in tests
        if one.result == "positive"
    }
    return left - {""}


def wait_of(service: ServiceCard, phototype: int | None) -> int:
    """Return the hours between test and service, for a skin of *phototype*.

    From phototype IV on a light patch waits 14 days: dark marks come late.
    """
    is_late = service.family in _LIGHT and (phototype or 0) >= _DARKER
    least = _LATE if is_late and service.patch_wait_hours else 0
    return max(service.patch_wait_hours, least)


def waiting_words(hours: int) -> str:
    """Return how long before a test is made, as people say it: "2 days before"."""
    if hours % 168 == 0 and hours >= 336:
        said = ngettext("{number} week before", "{number} weeks before", hours // 168)
        return said.format(number=hours // 168)
    if hours >= 48 and hours % 24 == 0:
        said = ngettext("{number} day before", "{number} days before", hours // 24)
        return said.format(number=hours // 24)
    if hours == 24:
        return _("the day before")
    said = ngettext("{number} hour before", "{number} hours before", hours)
    return said.format(number=hours)


def missing_words(
    covered: Covered,
    service: ServiceCard,
    first: datetime,
    local: Callable[[datetime], datetime],
) -> str:
    """Return what is missing before *service* may be given, and what to do; "" if none.

    Args:
        covered: How it stands.
        service: What she is to have.
        first: The first instant at which it is possible if a test is put on now.
        local: Puts an instant on the salon's wall clock.
    """
    test = covered.test
    made = "" if test is None else long_day(local(test.applied_at).date())
    said = {
        "service": service.name,
        "day": made,
        "wait": waiting_words(service.patch_wait_hours),
        "first": _moment(local(first)),
        "ready": _moment(local(covered.ready_from)) if covered.ready_from else "",
    }
    return _(_MISSING.get(covered.standing, "")).format(**said)


_MISSING = {
    Standing.NONE: N_(
        "“{service}” needs a patch test at least {wait}. If one is put on now, it is "
        "possible from {first}."
    ),
    Standing.OPEN: N_(
        "The patch test of {day} is still waiting. It can be read from {ready}."
    ),
    Standing.TO_READ: N_(
        "The patch test of {day} has not been read. Read it first: look at each spot "
        "and note what you see."
    ),
    Standing.DOUBTFUL: N_(
        "The patch test of {day} was doubtful. Put on another one; if that is now, "
        "“{service}” is possible from {first}."
    ),
    Standing.POSITIVE: N_(
        "The patch test of {day} showed a reaction. “{service}” is not possible; "
        "offer something else."
    ),
    Standing.EXPIRED: N_(
        "The patch test of {day} is out of date. If another one is put on now, "
        "“{service}” is possible from {first}."
    ),
    Standing.VOID: N_(
        "Something has changed since the patch test of {day}. If another one is put "
        "on now, “{service}” is possible from {first}."
    ),
}


def _moment(at: datetime) -> str:
    return f"{short_day(at.date())} {hour(at)}"


def _age(test: Test) -> tuple[float, int]:
    return -test.applied_at.timestamp(), -test.id


def _seen(test: Test) -> datetime:
    return test.read_at or test.applied_at


def _bars(test: Test, service: ServiceCard) -> bool:
    return service.ref in sisters_of(test.service_ref).bars
