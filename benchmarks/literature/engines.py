"""Engines by name, loaded when they are asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final, cast

from optimizer.engines.limits import Engine

ENGINES: Final = {
    "strings": ("optimizer.engines.strings", "StringsEngine"),
    "ruin": ("optimizer.engines.ruin", "RuinEngine"),
    "ortools": ("optimizer.engines.ortools", "OrtoolsEngine"),
    "pyvrp": ("optimizer.engines.pyvrp", "PyvrpEngine"),
    "portfolio": ("optimizer.engines.portfolio", "PortfolioEngine"),
}


def engine_called(name: str) -> Engine:
    """
    Return an engine by its name.

    Raises
    ------
    LookupError
        Where there is none, or this version does not have it.

    Examples
    --------
    >>> engine_called("ruin").name
    'ruin'
    """
    if name not in ENGINES:
        raise LookupError(f"no engine is called {name!r}; there are {', '.join(ENGINES)}")
    module, attribute = ENGINES[name]
    try:
        found: Any = getattr(import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise LookupError(f"this version has no engine {name!r}: {error}") from error
    return cast("Engine", found())
