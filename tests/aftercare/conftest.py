"""What went wrong in the house of incidents is rung about here."""

from tests.incidents.conftest import mishap as mishap
