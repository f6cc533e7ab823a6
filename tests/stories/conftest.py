"""Fixtures of the stories: a salon as it is on a Tuesday morning, in each language."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import datetime
from gc import collect, unfreeze
from pathlib import Path
from shutil import copytree

import pytest

from salon.settings.operations import describe
from salon.start import open_salon
from salon.text import use_language
from tests.stories.hands import Hands
from tests.ui import conftest as window
from tests.ui.pages.daily import NOW, found_day
from ui.parts.speaking import speak

qapp_args = window.qapp_args
light = window.light
LANGUAGES = ("en", "zh_CN", "zh_TW")


@pytest.fixture(scope="session", autouse=True)
def thawed() -> Iterator[None]:
    """Let go at the end of what each opening of a window froze."""
    yield
    unfreeze()
    collect()


@pytest.fixture(params=LANGUAGES)
def tongue(request: pytest.FixtureRequest) -> Iterator[str]:
    """Return the language in which a story is told."""
    use_language(request.param)
    yield request.param
    speak("en")


@pytest.fixture(scope="session")
def days(key: None, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a call that gives the folder of a salon in a language; to be copied."""
    made: dict[str, Path] = {}

    def give(code: str) -> Path:
        if code not in made:
            made[code] = tmp_path_factory.mktemp("day") / "salon"
            found_day(str(made[code]))
            with closing(open_salon(str(made[code]), NOW)) as salon:
                salon.do(describe, language=code)
                salon.backup()
        return made[code]

    return give


@pytest.fixture
def folder(days: Callable[[str], Path], tongue: str, tmp_path: Path) -> Path:
    """Return the folder of a salon with its clients and a day full of visits."""
    return copytree(days(tongue), tmp_path / "salon")


@pytest.fixture
def sit_down(light: None, key: None) -> Iterator[Callable[..., Hands]]:
    """Return a call that lets somebody sit down at a salon."""
    with ExitStack() as evening:

        def sit(folder: Path, language: str = "", now: datetime = NOW) -> Hands:
            hands = Hands(folder, now, language)
            evening.callback(hands.leave)
            return hands

        yield sit


@pytest.fixture
def hands(sit_down: Callable[..., Hands], folder: Path) -> Hands:
    """Return somebody at the window of the salon, in its language."""
    return sit_down(folder)
