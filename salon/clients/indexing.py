"""By what a client is found and in which order: worked out from what she is called."""

from salon.clients.matching import sort_key, words_of
from salon.clients.names import pinyin
from salon.clients.tables import Client
from salon.work import Work

_NAMED = ("name", "family", "given", "called", "latin", "card_no")


def index(_work: Work, client: Client) -> None:
    """Work it out anew for a file."""
    client.pinyin = pinyin(client.name, client.family)
    client.sort_key = sort_key(client.name, client.pinyin)
    names = [getattr(client, name) or "" for name in _NAMED]
    client.words, client.parts = words_of(*names)
