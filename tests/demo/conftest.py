"""Sample salons, built once for the tests that only look."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from salon.app import Salon
from salon.demo import found_demo
from salon.settings.model import REGIONS as ZONES
from salon.start import open_salon
from tests.house import KEY

NOW = datetime.fromisoformat("2026-11-23T10:42")  # on the salon's wall clock
REGIONS = {"en": "uk", "zh_CN": "cn", "zh_TW": "tw"}


@pytest.fixture(scope="session", autouse=True)
def demo_key() -> Iterator[None]:
    """Let every sample salon have the same key, and none ask the computer."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SALON_KEY", KEY)
        yield


@pytest.fixture(scope="session")
def demo_in(
    demo_key: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Salon]]:
    """Return a call that gives the sample salon in a language."""
    known: dict[str, Salon] = {}
    with ExitStack() as opened:

        def give(language: str) -> Salon:
            if language not in known:
                where = str(tmp_path_factory.mktemp("demo") / "salon")
                region = REGIONS[language]
                found_demo(where, now=NOW, language=language, region=region)
                zone = ZoneInfo(ZONES[region][2])
                known[language] = open_salon(where, NOW.replace(tzinfo=zone))
                opened.callback(known[language].close)
            return known[language]

        yield give


@pytest.fixture(scope="session")
def demo(demo_in: Callable[[str], Salon]) -> Salon:
    """Return the sample salon in English; nobody may change it."""
    return demo_in("en")


def rows(salon: Salon, sql: str) -> list[Any]:
    """Return what a question to the store gives."""
    return salon.ask(lambda reading: list(reading.session.execute(text(sql))))


def dump(where: Path) -> dict[str, list[Any]]:
    """Return every table of a store but the history, which is salted."""
    salon = open_salon(str(where), NOW)
    names = [
        name
        for (name,) in rows(
            salon,
            "SELECT name FROM sqlite_master WHERE type = 'table'"
            " AND sql NOT LIKE '%VIRTUAL%' ORDER BY name",
        )
        if name not in ("action", "change")
    ]
    found = {
        name: [tuple(r) for r in rows(salon, f"SELECT * FROM {name}")] for name in names
    }
    salon.close()
    return found
