"""The database of a worker on the PostgreSQL server that is named, always as new."""

from sqlalchemy import create_engine, make_url, text

from tests.house import salon_at


class Databases:
    """Makes the worker's database anew, empty or with a store that has begun.

    A copy of a database costs a tenth of what the migrations cost.

    Args:
        named: The URL that SALON_TEST_POSTGRES names; nothing is written there.
        worker: Of pytest-xdist; each has a database of its own.
    """

    def __init__(self, named: str, worker: str) -> None:
        self._url = make_url(named)
        self._own = f"{self._url.database}_{worker}"
        self._first = f"{self._own}_begun"  # a copy is made of it
        self._has_begun = False
        self._engine = create_engine(named, isolation_level="AUTOCOMMIT")

    def empty(self) -> str:
        """Return the URL of the database with nothing in it."""
        return self._made(self._own, "template1")

    def begun(self) -> str:
        """Return the URL of the database with an empty store, as migrated."""
        if not self._has_begun:
            first = self._made(self._first, "template1")
            salon_at(first, desk="first").close()
            self._has_begun = True
        return self._made(self._own, self._first)

    def close(self) -> None:
        """Leave nothing behind."""
        with self._engine.connect() as connection:
            for name in (self._own, self._first):
                connection.execute(text(_gone(name)))
        self._engine.dispose()

    def _made(self, name: str, template: str) -> str:
        with self._engine.connect() as connection:
            connection.execute(text(_gone(name)))
            connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
        return self._url.set(database=name).render_as_string(hide_password=False)


def _gone(name: str) -> str:
    return f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'
