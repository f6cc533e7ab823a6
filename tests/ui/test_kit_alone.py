"""The kit knows no salon; pages do not know each other."""

import ast
from collections.abc import Iterator
from pathlib import Path

UI = Path(__file__).parents[2] / "ui"
SHARED = {"kit", "parts", "frame", "tour"}  # the last two know all pages
FEATURES = [f.name for f in UI.iterdir() if f.is_dir() and (f / "__init__.py").exists()]


def imported(file: Path) -> Iterator[str]:
    """Return every module that is imported anywhere in a file."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_the_kit_imports_only_qt_pdfium_and_itself() -> None:
    foreign = {"salon", "sqlalchemy", "reportlab", "babel", "platformdirs"}
    for file in (UI / "kit").glob("*.py"):
        for module in imported(file):
            assert module.split(".")[0] not in foreign, (file.name, module)
            if module.startswith("ui"):
                assert module.startswith("ui.kit"), (file.name, module)


def test_no_screen_touches_tables_or_sql() -> None:
    for file in UI.rglob("*.py"):
        for module in imported(file):
            assert module.split(".")[0] not in {"sqlalchemy", "alembic"}, file
            assert not module.startswith("salon.store"), file
            assert not (module.startswith("salon.") and module.endswith(".tables")), (
                file
            )


def test_pages_go_to_one_another_by_address_only() -> None:
    features = set(FEATURES) - SHARED
    for feature in features | {"parts", "kit"}:
        for file in (UI / feature).rglob("*.py"):
            if file.name == "ways.py" and feature == "parts":
                continue  # it leads from each to each
            for module in imported(file):
                parts = module.split(".")
                if parts[0] == "ui" and len(parts) > 1 and parts[1] in features:
                    assert parts[1] == feature, (file, module)
