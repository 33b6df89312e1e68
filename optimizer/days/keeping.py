"""A folder of results, one file for each recipe, from which an interrupted run goes on."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from optimizer.domain import Issue
from optimizer.errors import InputError, StoreError


class Recipe(Protocol):
    """What is to be done: a frozen value; ``key`` is all that its result depends on."""

    @property
    def variant(self) -> str:
        """What people call it."""

    @property
    def day(self) -> date:
        """The day that it is about."""

    @property
    def seed(self) -> int:
        """Seed of what is drawn, or of the solver."""

    @property
    def key(self) -> str:
        """SHA-256 of all that the result depends on."""


class Result(Protocol):
    """What a recipe came to; ``key`` is that of the recipe."""

    @property
    def key(self) -> str:
        """The key of the recipe."""

    def document(self) -> dict[str, Any]:
        """Return it as plain values."""


R = TypeVar("R", bound=Recipe)
D = TypeVar("D", bound=Result)


def result_of(
    make: Callable[..., D],
    document: Mapping[str, Any],
    schema: str,
    **readers: Callable[[Any], Any],
) -> D:
    """
    Return the result that a document says; ``readers`` by the key of what is no plain value.

    Raises
    ------
    ValueError
        When it is none, or one of another schema.
    """
    values = dict(document)
    try:
        if values.pop("schema") != schema:
            raise ValueError(f"the schema is not {schema}")
        read = {key: reader(values[key]) for key, reader in readers.items()}
        return make(**values | read)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not the result of a day: {error!r}") from error


class ResultFolder(Generic[R, D]):
    """
    Results by the key of their recipe.

    Several processes may write into one folder: a file is there whole or not at all.
    ``read`` makes the result of a recipe from its document; it raises ValueError or
    TypeError where the document is none.

    Raises
    ------
    InputError
        With E424 when nothing can be written there.
    """

    def __init__(self, folder: Path, read: Callable[[Mapping[str, Any], R], D]) -> None:
        self.folder, self.read = folder, read
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            message = f"no result can be kept there: {error.strerror or error}"
            fix = "name a folder that may be written to"
            raise InputError([Issue("E424", folder.name, message, fix=fix)]) from error

    def find(self, run: R) -> D | None:
        """Return what the run came to earlier; None where that is not known, or unreadable."""
        try:
            result = self.read(self.document(run.key), run)
        except (OSError, ValueError, TypeError):
            return None
        return result if result.key == run.key else None

    def has(self, key: str) -> bool:
        """Whether there is a file of a key, be it damaged."""
        return self._file(key).exists()

    def keep(self, result: D) -> None:
        """
        Write a result.

        Raises
        ------
        StoreError
            With E425 when that fails, as on a full disk.
        """
        self.write(result.key, result.document())

    def document(self, key: str) -> Any:
        """Return what was written under a key; raises OSError or ValueError without it."""
        return json.loads(self._file(key).read_text(encoding="utf-8"))

    def write(self, key: str, document: Mapping[str, Any]) -> None:
        """Write plain values under a key; see `keep`."""
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        file = self._file(key)
        scratch = ""
        try:
            handle, scratch = tempfile.mkstemp(dir=self.folder, prefix=".", suffix=".part")
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                out.write(text)
            Path(scratch).replace(file)
        except OSError as error:
            if scratch:
                Path(scratch).unlink(missing_ok=True)
            said = f"E425 the result of a day cannot be kept in {self.folder.name}: {error}"
            raise StoreError(said) from error

    def _file(self, key: str) -> Path:
        return self.folder / f"{key}.json"
