"""The history goes on holding when the tables change, and undo knows its limits."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from salon.store import migrations, shapes
from salon.store.schema import latest
from tests.store.stages import REVISIONS

HOME = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "revisions",
    [list(REVISIONS), ["9001", "9004", "9007"], ["9001", "9007"]],
    ids=["one by one", "in leaps", "at once"],
)
def test_a_salon_carried_through_changed_tables_stays_sound_and_watched(
    fresh_folder: Callable[[], Path], revisions: Sequence[str]
) -> None:
    folder = str(fresh_folder())

    words = [sys.executable, "-m", "tests.store.stages", folder, *revisions]
    done = subprocess.run(words, cwd=HOME, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]


def test_the_columns_of_the_newest_revision_are_written_down() -> None:
    assert (
        list(shapes.known()) == migrations.REVISIONS == list(migrations.upgrades())
    )  # else: python3 dev.py shapes
    assert shapes.known()[latest()] == shapes.present()
