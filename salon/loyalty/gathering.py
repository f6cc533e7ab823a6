"""The facts classes are worked out from: arrays of whole numbers, one row a fact.

So a hundred thousand clients with a million visits take seconds. Days are ordinals,
money minor units. `queries.gather` reads them, one statement a kind of fact.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from salon.appointments.model import Status

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

KEPT = (Status.COMPLETED, Status.LEFT)
YEAR = 365
PRIOR = 28  # days between visits, where a service says nothing
OTHER = "other"  # the family group of what has none


@dataclass(frozen=True)
class Gathered:
    """The facts. `clients` is sorted; every `*_client` is an index into it."""

    today: int
    clients: "Ints"  # their ids
    registered: "Ints"
    groups: tuple[str, ...]
    families: tuple[str, ...]
    # completed visits, sorted by client, group, day; several a day are several rows
    v_client: "Ints"
    v_group: "Ints"
    v_day: "Ints"
    v_family: "Ints"
    v_service: "Ints"
    v_staff: "Ints"
    v_prior: "Ints"  # usual days between visits of its service
    v_price: "Ints"
    # bookings that were not called off: when made, for when
    b_client: "Ints"
    b_made: "Ints"
    b_day: "Ints"
    # what was earned, one row a client and day, sorted by client
    e_client: "Ints"
    e_day: "Ints"
    e_amount: "Ints"
    # what was bought in two years, one row a line of a bill
    p_client: "Ints"
    p_day: "Ints"
    p_price: "Ints"
    p_cheap: "Ints"  # of it at 20 per cent or more below list
    # friends who came: who brought them, who they are, when
    f_client: "Ints"
    f_friend: "Ints"
    f_day: "Ints"
    # recommendations, 0 to 10
    r_client: "Ints"
    r_day: "Ints"
    r_score: "Ints"
    # stretches in which nobody expected her
    a_client: "Ints"
    a_first: "Ints"
    a_last: "Ints"
    closed: "Ints"  # days the whole salon was closed, beyond its weekly rest
    gone_staff: frozenset[int]  # who does not work here any more

    @property
    def many(self) -> int:
        """How many clients there are."""
        return len(self.clients)

    def index_of(self, client_id: int) -> int:
        """Return where a client is in the arrays; -1: nowhere."""
        import numpy as np

        at = int(np.searchsorted(self.clients, client_id))
        found = at < self.many and int(self.clients[at]) == client_id
        return at if found else -1
