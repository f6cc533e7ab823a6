"""A file that was taken back or erased meanwhile: whoever asks for it is told so."""

from collections.abc import Callable
from typing import Any

import pytest

from salon.clients.model import ClientId
from salon.clients.queries import client_line
from salon.errors import Missing
from salon.views.booking import who_is
from salon.views.breaks import breaks_of
from salon.views.incidents import mishap_of
from salon.views.patches import patches_of
from tests.house import House

NOBODY = ClientId(999_999)


@pytest.mark.parametrize("ask", [client_line, who_is, breaks_of, mishap_of, patches_of])
def test_a_client_who_is_not_there_is_missing(
    house: House, ask: Callable[..., Any]
) -> None:
    with pytest.raises(Missing):
        house.salon.ask(ask, NOBODY)
