"""What stands against selling a product to somebody; the same facts, the same words.

What she uses at home is known above this layer and told here by it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from salon.catalogue.model import ProductLine, Subject
from salon.catalogue.queries import all_names, products
from salon.clients.model import ClientId
from salon.safety.homecare import meeting
from salon.safety.model import Objection, Verdict
from salon.safety.queries import age_of, avoided, conflicts, products_against
from salon.text import N_, _
from salon.work import Reading

AtHome = Callable[[Reading, ClientId], Iterable[str]]
_at_home: list[AtHome] = []


@dataclass(frozen=True, slots=True)
class Guarded:
    """What is to be said of one product before a client takes it home."""

    product_id: int
    objections: tuple[Objection, ...] = ()
    free_of: tuple[str, ...] = ()  # "no salicylic acid": what she must avoid


def tell_at_home(query: AtHome) -> None:
    """Say who knows what a client uses at home: reference ids of products."""
    _at_home[:] = [query]


def guard(
    reading: Reading, client_id: ClientId, product_ids: Iterable[int]
) -> list[Guarded]:
    """Return what is to be said of each product before it is sold to a client.

    Allergies, pregnancy, medicines, age, what she uses at home and the other products
    of the bill. A reason is enough to go on all the same: she may buy it for another.
    """
    every = {int(one.id): one for one in products(reading)}
    wanted = [every[key] for key in dict.fromkeys(product_ids) if key in every]
    if not wanted:
        return []
    found = products_against(reading, client_id, wanted)
    age = age_of(reading, client_id)
    avoids = avoided(reading, client_id)
    home = {ref for query in _at_home for ref in query(reading, client_id)}
    beside = [one for one in every.values() if one.ref in home]
    names = all_names(reading, Subject.INGREDIENT)
    told = []
    for one in wanted:
        said = list(found.get(one.ref, ()))
        if age is not None and age < one.min_age:
            said.append(_too_young(one, age))
        others = {other.id: other for other in (*beside, *wanted)}
        for other in others.values():
            if other.id != one.id:
                said += _beside(reading, one, other)
        said.sort(key=lambda each: -each.verdict.strength)
        parts = set(one.ingredients.split())
        is_free = not avoids & parts
        free = sorted(str(names[ref]) for ref in avoids if is_free and ref in names)
        told.append(
            Guarded(
                int(one.id),
                tuple(said),
                tuple(map(_without, free)),
            )
        )
    return told


def _without(ingredient: str) -> str:
    is_word = ingredient[1:2].islower()  # "LHA" stays as it is
    said = ingredient[:1].lower() + ingredient[1:] if is_word else ingredient
    return _(N_("no {ingredient}")).format(ingredient=said)


def _too_young(product: ProductLine, age: int) -> Objection:
    said = _(N_("{product}: for {least} and older; age {age}"))
    words = said.format(product=product.name, least=product.min_age, age=age)
    return Objection("home age", "age", Verdict.ADAPT, words)


def _beside(
    reading: Reading, product: ProductLine, other: ProductLine
) -> Iterable[Objection]:
    said = _("{product} beside “{word}”: {rule}")
    found: dict[str, Objection] = {}
    for conflict in meeting(product, other, conflicts(reading)):
        words = said.format(product=product.name, word=other.name, rule=conflict.rule)
        verdict = Verdict.ADAPT if conflict.level == "avoid" else Verdict.WARN
        one = Objection(f"beside {other.ref}", "", verdict, words)
        if words not in found or found[words].verdict.strength < verdict.strength:
            found[words] = one  # several pairs of ingredients may say the same
    return found.values()
