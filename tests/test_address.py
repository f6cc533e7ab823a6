"""A folder or a server: `--data` is read in one place, and no password is shown."""

import platform
from pathlib import Path

import pytest

from salon.address import BadAddress, desk_name, is_server, server_url, shown


@pytest.mark.parametrize(
    "said",
    [
        "postgresql://mei:secret@desk/salon",
        "postgres://mei:secret@desk/salon",
        "postgresql+psycopg://mei:secret@desk/salon",
    ],
)
def test_every_usual_way_to_name_a_database_is_understood(said: str) -> None:
    assert is_server(said)
    assert server_url(said) == "postgresql+psycopg://mei:secret@desk/salon"


@pytest.mark.parametrize("said", ["salon", "/home/mei/salon", "C:\\Salon", "D:/Salon"])
def test_a_folder_is_no_server(said: str) -> None:
    assert not is_server(said)
    assert shown(said) == said


@pytest.mark.parametrize(
    "said",
    [
        "mysql://desk/salon",
        "https://desk/salon",
        "postgresql://mei:secret@desk",
        "postgresql://mei:secret@desk/",
        "postgresql://mei:secret@desk:port/salon",
        "postgresql+asyncpg://desk/salon",
    ],
)
def test_what_names_no_database_is_refused_without_its_password(said: str) -> None:
    with pytest.raises(BadAddress) as told:
        server_url(said)
    assert "postgresql://name@computer/salon" in str(told.value)
    assert "secret" not in str(told.value)


def test_a_password_is_shown_nowhere() -> None:
    said = "postgres://mei:s@cr:et@desk:5432/salon?password=secret"
    assert shown(said) == "postgres://mei@desk:5432/salon"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    def kept(*_names: object, **_more: object) -> Path:
        return tmp_path / "settings"

    monkeypatch.setattr("salon.address.user_config_path", kept)
    return tmp_path / "settings"


def test_two_computers_of_one_name_are_two_desks(
    settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform, "node", lambda: "RECEPTION")
    one = desk_name()
    assert desk_name() == one  # also tomorrow

    settings.rename(tmp_path / "of another computer")
    other = desk_name()

    assert one.startswith("RECEPTION ")
    assert other.startswith("RECEPTION ")
    assert one != other


def test_a_desk_that_can_keep_nothing_is_called_by_its_network_card(
    settings: Path,
) -> None:
    settings.write_text("a file where the folder should be")

    assert desk_name() == desk_name()
    assert desk_name().split()[-1].isalnum()
