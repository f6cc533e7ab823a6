"""Every operation that people call is called by a test of its own feature."""

import ast
import importlib
import pkgutil
from pathlib import Path

import salon
from salon.work import RIGHTS

TESTS = Path(__file__).parent
ELSEWHERE = {
    "content": "catalogue"
}  # a module beside the features: where its tests are


def operations() -> set[tuple[str, str]]:
    """Return the feature and the name of every operation there is."""
    for module in pkgutil.walk_packages(salon.__path__, "salon."):
        if not module.name.startswith("salon.store.migrations"):
            importlib.import_module(module.name)
    return {
        (one.__module__.split(".")[1], one.__name__)
        for one in RIGHTS
        if one.__module__.startswith("salon.") and not one.__name__.startswith("_")
    }


def used_in(folder: Path) -> set[str]:
    """Return the names that tests import from the salon and use."""
    found = set[str]()
    for file in folder.glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        imported = {
            name.asname or name.name: name.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            and (node.module or "").startswith("salon")
            for name in node.names
        }
        loaded = {
            node.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
        }
        found |= {imported[name] for name in loaded & imported.keys()}
    return found


def test_no_operation_is_without_a_test_of_its_feature() -> None:
    untested = {
        f"{feature}: {name}"
        for feature, name in operations()
        if name not in used_in(TESTS / ELSEWHERE.get(feature, feature))
    }

    assert untested == set()
