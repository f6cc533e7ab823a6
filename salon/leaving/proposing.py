"""Who could look after a client from now on: plain rules, with their reason."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from salon.leaving.model import CALL_AHEAD, Candidate, HerClient
from salon.text import N_, _, sentences

MET, ALL, KIN = "met", "all", "kin"
_WORDS = {
    MET: N_("Has treated this client before."),
    ALL: N_("Gives all that this client has."),
    KIN: N_("Looks after clients of the same kind."),
}


def proposed(among: Iterable[Candidate]) -> tuple[Candidate, str] | None:
    """Return who suits best, and why, words apart; None where there is nobody.

    Skill first: who gives all that the client has. Then who knows her, then who keeps
    clients of the same personality; of equals, who has been given the fewest.
    """
    best = min(
        among,
        key=lambda one: (
            *(not one.gives_all, -min(one.met, 3), -min(one.kin, 5)),
            *(one.given, one.staff_id),
        ),
        default=None,
    )
    if best is None:
        return None
    why = ((MET, best.met), (ALL, best.gives_all), (KIN, best.kin))
    return best, " ".join(word for word, holds in why if holds)


def why_said(why: str) -> str:
    """Return the reason in words."""
    return sentences(_(_WORDS[one]) for one in why.split() if one in _WORDS)


def call_by(last_day: date, today: date) -> date:
    """Return until when the clients are rung: two weeks before, or at once."""
    return max(today, last_day - timedelta(days=CALL_AHEAD))


def in_order(clients: Sequence[HerClient]) -> tuple[HerClient, ...]:
    """Return who sees only her first, the better class first, then by worth."""
    return tuple(
        sorted(
            clients,
            key=lambda one: (
                *(not one.is_only, one.abc or "Z", -one.next_year.minor),
                *(-one.dependency, one.client, one.client_id),
            ),
        )
    )
