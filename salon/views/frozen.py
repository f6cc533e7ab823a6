"""Frozen values as text and back: what a page showed last, for when it opens again."""

import io
import pickle
from base64 import b64decode, b64encode
from collections.abc import Collection
from typing import Any

_TIMES = ("date", "datetime", "time", "timezone", "timedelta")
_PLAIN = ("salon.money", "salon.text")
TROUBLES = (
    *(pickle.UnpicklingError, EOFError, ImportError, ValueError, KeyError),
    *(TypeError, AttributeError, IndexError),
)


def frozen_to_text(value: object) -> str:
    """Return a frozen value of ours as letters and digits."""
    return b64encode(pickle.dumps(value, 5)).decode()


def frozen_from_text(text: str, modules: Collection[str] = ()) -> Any:
    """Return the value; nothing is made of it but our own frozen ones, days and hours.

    Args:
        text: Of `frozen_to_text`.
        modules: Modules besides those of words (`model`) whose classes may be made.

    Raises:
        pickle.UnpicklingError: It holds anything else.
    """
    return _Careful(b64decode(text), modules).load()


class _Careful(pickle.Unpickler):
    """Makes nothing but our own frozen values, and days and hours."""

    def __init__(self, body: bytes, modules: Collection[str]) -> None:
        super().__init__(io.BytesIO(body))
        self._modules = (*_PLAIN, *modules)

    def find_class(self, module: str, name: str) -> Any:
        """Return a class that may be made."""
        is_words = module.startswith("salon.") and module.endswith(".model")
        is_ours = module in self._modules or is_words
        is_time = module == "datetime" and name in _TIMES
        if (is_ours and name[:1].isupper() and "." not in name) or is_time:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")
