"""Every operation that people call is called by a test of its own feature."""

import ast
import importlib
import pkgutil
from functools import cache
from pathlib import Path

import salon
from salon.rights import Right
from salon.work import RIGHTS

TESTS = Path(__file__).parent
ELSEWHERE = {"content": "setup", "house": "shop"}  # `tests.house` is the house itself


NEEDS = {
    "aftercare": Right.CALL,
    "breaks": Right.BOOK,
    "appointments": Right.BOOK,
    "campaigns": Right.MANAGE,
    "catalogue": Right.MANAGE,
    "clients": Right.FILE,
    "complaints": Right.CALL,
    "content": Right.MANAGE,
    "courses": Right.PLAN,
    "dayend": Right.SELL,
    "erasure": Right.MANAGE,
    "exchange": Right.EXCHANGE,
    "feedback": Right.CALL,
    "forms": Right.FILE,
    "history": Right.MANAGE,
    "hosting": Right.CALL,
    "house": Right.CALL,
    "incidents": Right.CALL,
    "leaving": Right.MANAGE,
    "loyalty": Right.CALL,
    "messages": Right.CALL,
    "occasions": Right.CALL,
    "plans": Right.PLAN,
    "prepaid": Right.SELL,
    "rooms": Right.MANAGE,
    "settings": Right.MANAGE,
    "safety": Right.FILE,
    "setup": Right.MANAGE,
    "shelf": Right.TREAT,
    "shifts": Right.CALL,
    "surveys": Right.CALL,
    "skin": Right.TREAT,
    "staff": Right.MANAGE,
    "till": Right.SELL,
    "treatments": Right.TREAT,
}
BUT = dict.fromkeys(  # what is done with the client beside one
    (
        *("arrive", "start_treatment", "complete", "leave", "note_patch_test"),
        *("put_on_patch_test", "read_patch_test", "correct_patch_test"),
        "take_back_patch_test",
    ),
    Right.TREAT,
) | dict.fromkeys(  # for every file; how it ended
    (
        *("teach_word", "forget_word", "close_incident", "reopen_incident"),
        *("set_account", "drop_account"),
        *("edit_protocol", "drop_draft", "switch_protocol", "follow_with"),
        *("add_words", "turn_words", "set_rule"),
        *("release_batch", "confirm_count", "set_article", "set_use"),
    ),
    Right.MANAGE,
)
BUT |= dict.fromkeys(  # what is taken from a course at the desk
    ("redeem_by_hand", "take_back_redemption", "sign_slip", "note_slip_printed"),
    Right.BOOK,
)
BUT |= {"set_commission": Right.MANAGE}
BUT |= dict.fromkeys(  # what changes what is owed, or what all go by
    (
        *("release_expired", "set_rules", "give_membership", "end_membership"),
        *("extend_voucher", "release_voucher", "give_points", "release_points"),
    ),
    Right.MANAGE,
)
BUT |= dict.fromkeys(  # who is asked, and what is promised to all
    (
        *("draw_round", "close_round", "note_changed", "promise_after"),
        *("raise_point", "answer_point"),
    ),
    Right.MANAGE,
)
BUT |= {"reword_form": Right.MANAGE, "switch_form": Right.MANAGE}
BUT |= {"answer_quiz": Right.FILE}
BUT |= {"answer_campaign": Right.CALL, "tick": Right.CALL}
BUT |= {"note_brought_by": Right.FILE, "thank": Right.CALL, "sign_contract": Right.FILE}
BUT |= dict.fromkeys(
    ("set_lists", "note_front", "answer_suggestion", "note_change"), Right.MANAGE
)
BUT |= dict.fromkeys(("note_need", "decline_need", "note_effort"), Right.FILE)
BUT |= {"take_step": Right.TREAT, "untick_step": Right.TREAT}
BUT |= {"use_wait_voucher": Right.SELL}
BUT |= {"set_loyalty_rules": Right.MANAGE, "enter_cost": Right.MANAGE}
BUT |= dict.fromkeys(("pin_class", "unpin_class"), Right.FILE)
BUT |= dict.fromkeys(("note_date", "forget_date", "note_seen_by_doctor"), Right.FILE)


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


@cache
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


def test_each_operation_takes_the_right_of_its_feature() -> None:
    """Whoever adds a feature says here which right its operations take."""
    known = {(feature, name) for feature, name in operations() if feature in NEEDS}
    wrong = {
        one.__name__
        for one, right in RIGHTS.items()
        if (one.__module__.split(".")[1], one.__name__) in known
        and right is not BUT.get(one.__name__, NEEDS[one.__module__.split(".")[1]])
    }

    assert wrong == set()
    assert {feature for feature, _name in operations()} - NEEDS.keys() == set()
