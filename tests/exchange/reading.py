"""What the tests of this folder share: a file made, opened and read to its end."""

from datetime import date
from pathlib import Path
from typing import Any

from salon.exchange.model import Asked, Incoming, Sheet
from salon.exchange.reading import open_source

FILES = Path(__file__).parent / "files"
TODAY = date(2026, 11, 23)


def asked(path: Path, region: str = "cn", **more: Any) -> Asked:
    return Asked(path, region, TODAY, **more)


def opened(
    path: Path, region: str = "cn", **more: Any
) -> tuple[Sheet, dict[int, Incoming]]:
    source = open_source(asked(path, region, **more))
    return source.sheet, {one.row: one for one in source.people}


def read(path: Path, region: str = "cn", **more: Any) -> dict[int, Incoming]:
    return opened(path, region, **more)[1]


def numbers(one: Incoming) -> list[str | None]:
    return [phone.number for phone in one.phones]
