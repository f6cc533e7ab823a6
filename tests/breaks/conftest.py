"""A small salon with all its content, and one client who will tell something new."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path
from shutil import copytree

import pytest

from salon.app import Salon
from salon.appointments.model import AppointmentId
from salon.appointments.operations import Booking, book
from salon.breaks.model import Broken
from salon.breaks.queries import broken
from salon.catalogue.queries import resolve_service
from salon.clients.model import BirthdayLine, ClientDraft, ClientId
from salon.clients.operations import add_client
from salon.start import open_salon
from tests.ui.pages.daily import NOW, TODAY, found_day


@dataclass(frozen=True)
class Hers:
    """One client and her salon."""

    salon: Salon
    key: ClientId

    def booked(
        self, ref: str, days: int, hour: int = 14, override: str | None = None
    ) -> AppointmentId:
        """Return a visit in so many days."""
        service = self.salon.ask(resolve_service, ref).id
        day = TODAY + timedelta(days=days)
        wish = Booking(self.key, service, day, time(hour), override=override)
        return self.salon.do(book, wish)

    def broken(self) -> list[Broken]:
        """Return what does not fit any more."""
        return self.salon.ask(broken, self.key)

    def titles(self) -> dict[str, str]:
        """Return the verdict on each thing that does not fit, by its name."""
        return {one.title: one.verdict.value for one in self.broken()}


@pytest.fixture(scope="session")
def full_folder(key: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a salon with content and team; to be copied."""
    place = tmp_path_factory.mktemp("full") / "salon"
    found_day(str(place), is_full=False)
    return place


@pytest.fixture
def full_salon(full_folder: Path, tmp_path: Path) -> Iterator[Salon]:
    """Return a salon with content and team, and nobody in its files."""
    with closing(open_salon(str(copytree(full_folder, tmp_path / "s")), NOW)) as salon:
        yield salon


@pytest.fixture
def hers(full_salon: Salon) -> Hers:
    """Return 何静, born in 1991, of whom nothing is known."""
    draft = ClientDraft(name="何静", birthday=BirthdayLine(1991, 4, 2))
    return Hers(full_salon, full_salon.do(add_client, draft))
