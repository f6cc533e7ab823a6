"""Days as whole numbers: so a million of them are read and reckoned with at once."""

from typing import Any

from sqlalchemy import Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class ordinal(FunctionElement[int]):  # noqa: N801  # reads as a function in a statement
    """The day of a column or of an instant (in UTC), as `date.toordinal` counts."""

    type = Integer()
    inherit_cache = True


@compiles(ordinal, "sqlite")
def _on_sqlite(element: ordinal, compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST(julianday({_inner(element, compiler, **kw)}) - 1721424.5 AS INTEGER)"


@compiles(ordinal)
def _on_server(element: ordinal, compiler: SQLCompiler, **kw: Any) -> str:
    inner = _inner(element, compiler, **kw)
    return f"(CAST({inner} AS DATE) - DATE '0001-01-01' + 1)"


def _inner(element: ordinal, compiler: SQLCompiler, **kw: Any) -> str:
    return compiler.process(element.clauses, **kw)
