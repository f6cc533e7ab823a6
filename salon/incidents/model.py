"""The words of incidents."""

from typing import NewType

IncidentId = NewType("IncidentId", int)
