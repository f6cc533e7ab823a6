"""How the tables became what they are, one revision after the other.

They are named here one by one: an installed program has no folder to look into.
"""

from collections.abc import Callable

REVISIONS = [  # the oldest first
    *("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008"),
    "0009",
]


def upgrades() -> dict[str, Callable[[], None]]:
    """Return what leads to each revision from the one before it."""
    from salon.store.migrations.versions import (  # Alembic is slow to import
        v0001_first_tables,
        v0002_history_outlives_its_tables,
        v0003_what_is_known_reaches_the_rules,
        v0004_the_record_by_tapping,
        v0005_what_was_said,
        v0006_care_that_ends_well,
        v0007_the_till,
        v0008_who_stays,
        v0009_the_whole_client,
    )

    return {
        "0001": v0001_first_tables.upgrade,
        "0002": v0002_history_outlives_its_tables.upgrade,
        "0003": v0003_what_is_known_reaches_the_rules.upgrade,
        "0004": v0004_the_record_by_tapping.upgrade,
        "0005": v0005_what_was_said.upgrade,
        "0006": v0006_care_that_ends_well.upgrade,
        "0007": v0007_the_till.upgrade,
        "0008": v0008_who_stays.upgrade,
        "0009": v0009_the_whole_client.upgrade,
    }
