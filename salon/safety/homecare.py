"""What she may not use at home, and what does not go together in one routine.

The same facts that speak against a treatment speak against a product; two products, or
a product and a medicine on the skin, are held against `ingredient_conflicts.csv`.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from salon.catalogue.model import ProductLine
from salon.safety.model import Given, Objection, Verdict
from salon.text import N_, Names, _

_RETINOIDS = frozenset(("retinol", "retinal", "retinyl_palm", "adapalene", "tretinoin"))
_ACIDS = frozenset(("glycolic", "lactic", "mandelic", "citric", "malic", "salicylic"))
_STRONG = _RETINOIDS | _ACIDS | {"lha", "papain", "bpo"}
_OILS = frozenset(("lavender", "tea_tree", "citrus_oil", "rosemary"))

# Ingredients that a state of health speaks against, and why. Practice convention unless
# the ingredient's own limits say so (ingredients.csv); the product's caution agrees.
_AGAINST: Mapping[str, tuple[frozenset[str], str]] = {
    "allergy_salicylate": (
        frozenset(("salicylic", "lha")),
        N_("{product}: holds a salicylate; {fact}"),
    ),
    "allergy_fragrance": (_OILS, N_("{product}: holds a fragrant oil; {fact}")),
    "allergy_plant": (
        frozenset(("chamomile", "bisabolol")),
        N_("{product}: holds a plant of the daisy family; {fact}"),
    ),
    "allergy_nut": (frozenset(("shea",)), N_("{product}: holds shea, a nut; {fact}")),
    "allergy_acrylate": (
        frozenset(("hema", "cyanoacrylate")),
        N_("{product}: holds an acrylate; {fact}"),
    ),
    "allergy_adhesive": (
        frozenset(("cyanoacrylate",)),
        N_("{product}: holds a lash glue; {fact}"),
    ),
    "allergy_tint": (frozenset(("ppd",)), N_("{product}: holds a dye; {fact}")),
    "isotretinoin": (_STRONG, N_("{product}: too strong for dry, thin skin; {fact}")),
    "trying_conceive": (_RETINOIDS, N_("{product}: no vitamin A on the skin; {fact}")),
    "retinoid_topical": (
        _RETINOIDS,
        N_("{product}: one vitamin A on the skin is enough; {fact}"),
    ),
    "barrier_impaired": (
        _STRONG,
        N_("{product}: the barrier is repaired first; {fact}"),
    ),
    "eczema_active": (_STRONG, N_("{product}: the skin is inflamed; {fact}")),
    "sunburn": (_STRONG, N_("{product}: the skin is burnt; {fact}")),
}
_PREGNANT = ("pregnancy", "pregnancy_t1", "breastfeeding")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two ingredients that do not go together, or only so."""

    one: str
    other: str
    level: str  # avoid, alternate, caution, fine
    rule: Names


@dataclass(frozen=True, slots=True)
class Step:
    """One product of a routine, and when."""

    product: ProductLine
    when: str  # am, pm, weekly
    phase: str = ""


def against_product(
    product: ProductLine,
    given: Mapping[str, Given],
    avoids: Collection[str] = (),
    uses: Mapping[str, str] | None = None,
    conflicts: Iterable[Conflict] = (),
) -> list[Objection]:
    """Return what speaks against a product at home, the strongest first.

    Args:
        product: What she is to use.
        given: What is known of her, by condition.
        avoids: Ingredients that she told an allergy to, by reference id.
        uses: Ingredients of medicines on her skin, with the word she used.
        conflicts: What does not go together.
    """
    parts = set(product.ingredients.split())
    found: list[Objection] = []

    def add(condition: str, verdict: Verdict, text: str, known: str = "") -> None:
        found.append(
            Objection(f"home {condition}", condition, verdict, text, None, known)
        )

    pregnant = next((given[one] for one in _PREGNANT if one in given), None)
    if pregnant is not None and product.pregnancy == "avoid":
        why = _("{product}: not in pregnancy or while breastfeeding")
        said = why.format(product=product.name)
        add(pregnant.condition, Verdict.BLOCK, said, pregnant.known_from)
    elif pregnant is not None and product.pregnancy == "ask":
        why = _("{product}: the doctor is asked first; {fact}")
        said = why.format(product=product.name, fact=pregnant.name)
        add(pregnant.condition, Verdict.ADAPT, said, pregnant.known_from)
    for condition, (bad, why) in _AGAINST.items():
        fact = given.get(condition)
        if fact is not None and parts & bad:
            said = _(why).format(product=product.name, fact=fact.name)
            add(condition, Verdict.BLOCK, said, fact.known_from)
    if parts & set(avoids) and not found:
        said = _("{product}: allergic to something in it")
        add("allergy", Verdict.BLOCK, said.format(product=product.name))
    for ingredient, word in (uses or {}).items():
        for conflict in conflicts:
            if conflict.level == "fine" or not _meet(conflict, {ingredient}, parts):
                continue
            is_out = conflict.level == "avoid"
            said = _("{product} beside “{word}”: {rule}").format(
                product=product.name, word=word, rule=conflict.rule
            )
            verdict = Verdict.BLOCK if is_out else Verdict.ADAPT
            add(f"beside {ingredient}", verdict, said)
    found.sort(key=lambda one: -one.verdict.strength)
    return found


def allergens(given: Iterable[str]) -> set[str]:
    """Return the ingredients that the allergies among *given* conditions mean."""
    return {
        part
        for one in given
        if one.startswith("allergy_") and one in _AGAINST
        for part in _AGAINST[one][0]
    }


def meeting(
    product: ProductLine, other: ProductLine, conflicts: Iterable[Conflict]
) -> list[Conflict]:
    """Return what does not simply go together of two products used in one routine."""
    times = {_daily(product.use_time), _daily(other.use_time)}
    if times == {"am", "pm"}:
        return []
    mine, theirs = set(product.ingredients.split()), set(other.ingredients.split())
    known = (one for one in conflicts if one.level in ("avoid", "alternate"))
    return [one for one in known if _meet(one, mine, theirs)]


def _daily(use_time: str) -> str:
    return "pm" if use_time == "weekly" else use_time


def together(
    steps: Iterable[Step], conflicts: Iterable[Conflict]
) -> list[tuple[Step, Step, Conflict]]:
    """Return pairs of one phase and one time of day that do not simply go together.

    What is used once a week meets what is used every evening.
    """
    every = list(steps)
    known = [one for one in conflicts if one.level != "fine"]
    found = []
    for place, later in enumerate(every):
        parts = set(later.product.ingredients.split())
        for earlier in every[:place]:
            if earlier.phase != later.phase or not _same_time(earlier, later):
                continue
            theirs = set(earlier.product.ingredients.split())
            met = (one for one in known if _meet(one, theirs, parts))
            found += [(earlier, later, one) for one in met]
    return found


def named_in(text: str, ingredients: Mapping[str, Collection[str]]) -> set[str]:
    """Return the ingredients, by reference id, whose name stands in a text as a word.

    Args:
        text: As somebody typed it.
        ingredients: What each is called, in whatever language.
    """
    plain = text.casefold()
    return {
        ref
        for ref, names in ingredients.items()
        if any(_stands_in(name.casefold(), plain) for name in names if len(name) > 1)
    }


def _stands_in(name: str, text: str) -> bool:
    if not name.isascii():
        return name in text
    return re.search(rf"(?<![a-z]){re.escape(name)}(?![a-z])", text) is not None


def _same_time(one: Step, other: Step) -> bool:
    times = {one.when, other.when}
    return len(times) == 1 or times == {"pm", "weekly"}


def _meet(conflict: Conflict, mine: Collection[str], theirs: Collection[str]) -> bool:
    return (conflict.one in mine and conflict.other in theirs) or (
        conflict.other in mine and conflict.one in theirs
    )
