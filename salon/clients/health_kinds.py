"""How the health questions are answered, and what of it fits; plain rules."""

from salon.clients.gestation import read_weeks

YES, NO, UNSURE, SKIP = "yes", "no", "unsure", "skip"
PLAIN = (YES, NO, UNSURE, SKIP, "none")
NUMBER, SCALE = "number", "scale"  # answered by weeks; by 0 to 10
MOST_OF_SCALE = 10
ONLY_AFTER = {"q04": "q03"}  # the weeks are asked of who may be pregnant


def fits(kind: str, said: str) -> bool:
    """Return whether something is an answer to a health question of a kind."""
    if said.lower() in PLAIN:
        return True
    if kind == NUMBER:
        return read_weeks(said) is not None
    if kind == SCALE:
        return said.isdecimal() and int(said) <= MOST_OF_SCALE
    return True
