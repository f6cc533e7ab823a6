"""The forms that are shipped, from `resources/domain/forms.toml`; plain values."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from salon.forms.model import TREATMENT, Form, Part, PartKind
from salon.hongkong import content_in_hong_kong
from salon.shipped import RESOURCES
from salon.text import N_, Names, _, speaking

FILE = RESOURCES / "domain" / "forms.toml"
NAMES = "names"
# The items of consent that are read and signed on the screen; the rest is noted.
FORMS = frozenset(
    (
        *("service_terms", "health_data", "photo_record", "photo_teach"),
        *("photo_public", "contact_service", "contact_promo", "share_family"),
        *("contact_family_dates", "patch_test_consent", "patch_decline"),
        *("guardian_consent", "prepaid_terms", "incident_release", TREATMENT),
    )
)
# What a treatment's form says, in the order of a good talk; what is filled in when it
# is shown stands in braces.
_HEADS = {
    "what": N_("What we do"),
    "expect": N_("What to expect"),
    "wrong": N_("What may go wrong"),
    "tell": N_("Tell us now if"),
    "after": N_("Afterwards"),
    "instead": N_("Instead of this"),
    "price": N_("Price"),
}
_FILLED = {
    "tell": N_("any of this is so: {tell}."),
    "after": N_("{after} {worried}"),
    "price": N_(
        "{price} today. You may stop at any time; what was paid ahead and not given "
        "is paid back as agreed."
    ),
}
_TICKS = (
    N_("I could read this in my language and ask all I wanted."),
    N_("What I said about my health is true today: {health}."),
    N_("I would like this treatment and may stop at any time."),
)
_NAMED = N_("Names of the people you mean")


@cache
def shipped_forms(*, is_hong_kong: bool = False) -> Mapping[str, Form]:
    """Return the shipped forms by their ref: items, and `treatment:…`."""
    said: dict[str, Any] = tomllib.loads(FILE.read_text("utf-8"))
    if is_hong_kong:
        said = content_in_hong_kong(said)
    found = [_form(one) for one in said["form"]]
    found += [_treatment(one) for one in said["treatment"]]
    return {one.ref: one for one in found}


def _form(said: Mapping[str, Any]) -> Form:
    parts = [
        Part(one["id"], PartKind.TEXT, _names(one["head"]), _names(one["text"]))
        for one in said["part"]
    ]
    if said.get("sort") == NAMES:
        parts.append(Part("names", PartKind.WORDS, in_all(_NAMED), is_required=True))
    ticks = tuple(_names(one["text"]) for one in said["tick"])
    title = _names(said["title"])
    return Form(said["id"], said["item"], title, tuple(parts), ticks)


def _treatment(said: Mapping[str, Any]) -> Form:
    parts = []
    for key, head in _HEADS.items():
        text = _names(said[key]) if key in said else in_all(_FILLED[key])
        parts.append(Part(key, PartKind.TEXT, in_all(head), text))
    fits = tuple(said["for"])
    title = Names("{service}", "{service}", "{service}")
    ref = f"treatment:{said['id']}"
    return Form(ref, TREATMENT, title, tuple(parts), tuple(map(in_all, _TICKS)), fits)


def _names(said: Mapping[str, str]) -> Names:
    return Names(said["en"], said["zh_hans"], said["zh_hant"])


def in_all(text: str) -> Names:
    """Return a text of the catalogue in all three languages."""
    said = []
    for code in ("en", "zh_CN", "zh_TW"):
        with speaking(code):
            said.append(_(text))
    return Names(*said)
