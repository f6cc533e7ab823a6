"""Sections of the settings worth a picture."""

from collections.abc import Sequence

from salon.work import Reading
from ui.places import Place, SettingsPage


def places(reading: Reading) -> Sequence[Place]:
    """Return the sections that show something of this salon."""
    return [SettingsPage("team"), SettingsPage("prices")]
