"""Whether a name that was found stands within a longer one: of somebody else, perhaps.

"Grace Hope Miller" is not Grace Hope, and in "Anna Müller, Zoë Kravitz" nobody is
called Zoë Müller. What else the one who is sought is called makes no name longer.
"""

import re
from collections.abc import Collection, Iterator
from itertools import takewhile

from salon.clients.matching import fold

_WORD = r"[^\W\d_]+(?:['\u2019\-\u2010\u2011][^\W\d_]+)*"
_GAP = r"[^\S\r\n]+"  # on one line
_OF = rf"(?:(?:van|von|zu|de|den|der|del|della|di|da|dos|du|la|le|al|bin|ter){_GAP})*"
_BEHIND = re.compile(rf"{_GAP}{_OF}({_WORD})")
_BEFORE = re.compile(rf"({_WORD}){_GAP}{_OF}$")
_ADDRESS = re.compile(r"[@\d_]")
_FAR = 60  # characters in which the word before must begin
_LEAST = 2  # letters of a word that is a name
_PLAIN = """
    a an and are as asked asks at been booked books but by call called calls came can
    cancelled card client come comes could customer did does email file for friend from
    had has have if in is it left likes mail met mob mobile moved must needs no not note
    of on or paid pays phone rang ring rings said saw says see seen should tel that the
    this to told took via vip visit wanted wants was were when with without would yes
    also after before during since until today tomorrow yesterday who whose
    mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday
    saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec january february
    july september october november december am pm
    dr frau herr jr madam mme miss mr mrs ms mx prof sir sr mother mum mom sister
    daughter husband wife brow brows facial filler laser lash lashes mask massage nails
    peel serum skin toner wax waxing
"""
_PLAIN_WORDS = frozenset(_PLAIN.split())  # no names, be they written large


def is_within(
    found: re.Match[str], own: Collection[str], others: Collection[str]
) -> bool:
    """Return whether a name that was found goes on, or has begun before.

    Whoever is erased is not to be read any more, so only what is known makes a name
    another's: a word by which people here are called, or, turned around a comma, names
    on both sides. Only what is written like a name is judged: an address is a whole,
    and in small letters nobody can tell.

    Args:
        found: The name, as it stands in a text.
        own: All words by which the one who is sought is called, folded.
        others: All words by which others here are called, folded.
    """
    if not found[0][0].isupper() or _ADDRESS.search(found[0]):
        return False
    follows = next(_names_behind(found.string, found.end()), "")
    said = _BEFORE.search(found.string, max(0, found.start() - _FAR), found.start())
    before = said[1] if said is not None and _is_name(said[1]) else ""
    if fold(before) in own:
        before = ""
    if "," in found[0] and before and follows:
        return True
    behind = (_bare(one) for one in _names_behind(found.string, found.end()))
    other = next((one for one in behind if one not in own), "")
    return other in others or bool(before and _bare(before) in others)


def _names_behind(text: str, at: int) -> Iterator[str]:
    return takewhile(_is_name, _words_behind(text, at))


def _words_behind(text: str, at: int) -> Iterator[str]:
    while said := _BEHIND.match(text, at):
        yield said[1]
        at = said.end()


def _is_name(word: str) -> bool:
    """Return whether a word is written like a name, and is no word of every day."""
    return len(word) >= _LEAST and word[0].isupper() and _bare(word) not in _PLAIN_WORDS


def _bare(word: str) -> str:
    return re.sub("['\u2019]s?$", "", fold(word))
