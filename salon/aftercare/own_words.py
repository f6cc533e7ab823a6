"""Openers, bodies and closers of the salon's own, and those it does not want to say."""

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from salon.aftercare import events
from salon.aftercare.checking import LONGEST_WORDS, Problem, refuse, texts_of
from salon.aftercare.composing import KINDS, shipped, slots_of
from salon.catalogue.model import NotFound, Subject
from salon.catalogue.queries import terms
from salon.catalogue.tables import Entry
from salon.rights import Right
from salon.text import N_, Names, _
from salon.work import Work, needs

_TOPICS = {"opener": "opening_plain", "closer": "closing"}
MOST = 400  # pieces of one's own


@needs(Right.MANAGE)
def add_words(
    work: Work,
    kind: str,
    names: Names,
    *,
    topic: str = "",
    purpose: str = "relation",
    only: Mapping[str, Sequence[object]] | None = None,
) -> str:
    """Add a piece that contacts are composed of; return its id.

    It is said only where all its fillings are known, as a shipped one is.

    Args:
        work: As ever.
        kind: opener, body or closer.
        names: What is said, in all three languages.
        topic: Of a body, one of the words' topics.
        purpose: Of a body, vocabulary step_purpose.
        only: When it may be said, as aftercare_words.toml has it.

    Raises:
        BadProtocol: A language is empty or too long, a filling unknown, a topic none.
    """
    texts = {"en": names.en, "zh_hans": names.zh_hans, "zh_hant": names.zh_hant}
    wrong = [Problem("", text) for text in texts_of(texts, LONGEST_WORDS)]
    if kind not in KINDS:
        said = _(N_("“{kind}” is no piece: say opener, body or closer."))
        wrong.append(Problem("", said.format(kind=kind)))
    if kind == "body" and topic not in shipped().topics:
        said = _(N_("There is no {what} “{value}”."))
        wrong.append(Problem("", said.format(what=_(N_("topic")), value=topic)))
    if purpose not in terms(work, "step_purpose"):
        said = _(N_("There is no {what} “{value}”."))
        wrong.append(Problem("", said.format(what=_(N_("purpose")), value=purpose)))
    refuse(wrong)
    own = work.session.scalars(
        select(Entry.ref).where(Entry.subject == Subject.CALL_WORDS)
    ).all()
    if len(own) >= MOST:
        said = _(N_("{number} pieces of your own are enough: take one away first."))
        refuse([Problem("", said.format(number=MOST))])
    numbers = [int(ref[4:]) for ref in own if ref.startswith("own_")]
    ref = f"own_{max(numbers, default=0) + 1}"
    body = {
        "kind": kind,
        "topic": topic or _TOPICS.get(kind, ""),
        "purpose": purpose,
        "needs": sorted(slots_of(names)),
        "only": dict(only or {}),
    }
    work.add(
        Entry(
            subject=Subject.CALL_WORDS,
            ref=ref,
            en=names.en.strip(),
            zh_hans=names.zh_hans.strip(),
            zh_hant=names.zh_hant.strip(),
            body=json.dumps(body, ensure_ascii=False),
            sort=0,
            origin="",
        )
    )
    work.record(events.WordsChanged(ref))
    return ref


@needs(Right.MANAGE)
def turn_words(work: Work, ref: str, on: bool) -> None:
    """Let a piece be said again, or not any more; its own ones and those shipped.

    Raises:
        NotFound: There is no such piece.
    """
    asked = select(Entry).where(Entry.subject == Subject.CALL_WORDS, Entry.ref == ref)
    row = work.session.scalars(asked).first()
    if row is None:
        if ref not in shipped().ids:
            raise NotFound(_(N_("piece")), ref)
        row = work.add(
            Entry(
                subject=Subject.CALL_WORDS,
                ref=ref,
                en="",
                zh_hans="",
                zh_hant="",
                body="{}",
                sort=0,
                origin="",
            )
        )
    body = json.loads(row.body)
    body["off"] = not on
    row.body = json.dumps(body, ensure_ascii=False)
    work.record(events.WordsChanged(ref))
