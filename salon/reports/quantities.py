"""How much of a product, as it is said in the language of a paper."""

import re

from salon.text import _, ngettext, number

_QUANTITY = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\W\d]+)\.?")


def quantity(text: str) -> str:
    """Return "1.5 ml" as the language says it; other words stay as they were typed."""
    found = _QUANTITY.fullmatch(text.strip())
    if found is None:
        return text.strip()
    return so_much(float(found[1].replace(",", ".")), found[2])


def so_much(much: float, unit: str) -> str:
    """Return an amount with its unit, as typed where it is none of ours."""
    shown = number(much)
    count = 1 if much == 1 else 2  # of a plural: 0.5 pieces
    match unit.strip().casefold():
        case "ml":
            said = _("{amount} ml")
        case "g":
            said = _("{amount} g")
        case "pc" | "pcs" | "piece" | "pieces":
            said = ngettext("{amount} piece", "{amount} pieces", count)
        case "pair" | "pairs":
            said = ngettext("{amount} pair", "{amount} pairs", count)
        case "drop" | "drops":
            said = ngettext("{amount} drop", "{amount} drops", count)
        case "pump" | "pumps":
            said = ngettext("{amount} pump", "{amount} pumps", count)
        case _other:
            return f"{shown} {unit}".strip()
    return said.format(amount=shown)
