"""Sections of the settings worth a picture."""

from collections.abc import Sequence

from ui.places import Place, SettingsPage

MORE = ("team", "rooms", "prices", "aftercare", "forms", "desk", "backups", "about")


def places() -> Sequence[Place]:
    """Return the sections after the first, which is where one arrives."""
    return [SettingsPage(one) for one in MORE]
