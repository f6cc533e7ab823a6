"""What is begun while a button is pressed, so that a second press can wait for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Ended = Callable[[Callable[[], object]], object]
"""Takes what is to be called once a deed has ended, well or not."""

_waiting: list[Callable[[Ended], object]] = []


@contextmanager
def pressing(wait: Callable[[Ended], object]) -> Iterator[None]:
    """Tell *wait* of what is begun within."""
    _waiting.append(wait)
    try:
        yield
    finally:
        _waiting.pop()


def begun(ended: Ended) -> None:
    """Say that a deed is on its way; whoever is being pressed waits for its end."""
    if _waiting:
        _waiting[-1](ended)
