"""The health questionnaire as a form that a client answers; plain rules.

It is made of the questions of the catalogue, so that what the salon asks aloud and what
is answered on the screen are the same (client-record 5).
"""

from collections.abc import Iterable, Mapping, Sequence

from salon.catalogue.model import EntryCard
from salon.clients.health_kinds import NUMBER, ONLY_AFTER, SCALE
from salon.forms.model import HEALTH, NO, OWN, YES, Choice, Form, Part, PartKind
from salon.forms.shipped_forms import in_all
from salon.text import N_, Names

WRITES = "health:"
ASKED = ("visit1", "every_visit")  # the rest belongs to a course, and is asked then
NONE, SKIP, UNSURE = "none", "skip", "unsure"
_KINDS = {"text": PartKind.WORDS, NUMBER: PartKind.NUMBER, SCALE: PartKind.NUMBER}
_TITLE = N_("Your health")
_TICKS = (
    N_("I could read this in my language and ask all I wanted."),
    N_("What I have answered is true, as far as I know."),
)
_MORE = {UNSURE: N_("Not sure"), SKIP: N_("Would rather not say")}
_NONE = N_("None of these")


def health_form(
    questions: Iterable[EntryCard], conditions: Mapping[str, Names]
) -> Form:
    """Return the questionnaire.

    Args:
        questions: The health questions of the catalogue, in their order.
        conditions: What states of health are called, by reference id.
    """
    parts = tuple(
        _part(one, conditions) for one in questions if one.body.get("ask_at") in ASKED
    )
    ticks = tuple(in_all(one) for one in _TICKS)
    return Form(HEALTH, OWN, in_all(_TITLE), parts, ticks)


def _part(one: EntryCard, conditions: Mapping[str, Names]) -> Part:
    kind = str(one.body.get("answer_type") or "yes_no")
    offered = str(one.body.get("condition_ids") or "").split()
    known = [ref for ref in offered if ref in conditions]
    made = _KINDS.get(kind, PartKind.CHOICE)
    choices: Sequence[Choice] = ()
    if made is PartKind.CHOICE and len(known) > 1:
        made = PartKind.SEVERAL
        choices = [Choice(ref, conditions[ref]) for ref in known]
        choices = [*choices, Choice(NONE, in_all(_NONE))]
    elif made is PartKind.CHOICE:
        choices = [Choice("yes", YES), Choice("no", NO)]
        choices += [
            Choice(key, in_all(text)) for key, text in _MORE.items() if key in kind
        ]
    return Part(
        one.ref,
        made,
        one.names,
        choices=tuple(choices),
        when=f"{after}=yes" if (after := ONLY_AFTER.get(one.ref)) else "",
        writes=f"{WRITES}{one.ref}",
    )


def kinds_for(asked: str) -> frozenset[PartKind]:
    """Return the kinds of part whose answers fit a health question of a kind."""
    if asked in (NUMBER, SCALE):
        return frozenset((PartKind.NUMBER,))
    words = (PartKind.WORDS,) if asked == "text" else ()
    return frozenset((PartKind.YES_NO, PartKind.CHOICE, PartKind.SEVERAL, *words))


def answer_of(said: str) -> tuple[str, tuple[str, ...]]:
    """Return an answer of the form as the file keeps it, with the states it means."""
    if said in ("yes", "no", UNSURE, SKIP):
        return said, ()
    chosen = [one for one in said.split(",") if one]
    if NONE in chosen:
        return "no", ()
    return "yes", tuple(chosen)
