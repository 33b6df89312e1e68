"""A folder of results, one file for each recipe, from which an interrupted run goes on."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import replace
from pathlib import Path

from optimizer.days.recipe import DayRun
from optimizer.days.result import DayResult
from optimizer.domain import Issue
from optimizer.errors import InputError, StoreError


class ResultFolder:
    """
    Results by the key of their recipe.

    Several processes may write into one folder: a file is there whole or not at all.

    Raises
    ------
    InputError
        With E424 when nothing can be written there.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            message = f"no result can be kept there: {error.strerror or error}"
            fix = "name a folder that may be written to"
            raise InputError([Issue("E424", folder.name, message, fix=fix)]) from error

    def find(self, run: DayRun) -> DayResult | None:
        """Return what the run came to earlier; None where that is not known, or unreadable."""
        try:
            told = json.loads(self._file(run.key).read_text(encoding="utf-8"))
            result = DayResult.of(told)
        except (OSError, ValueError, TypeError):
            return None
        if result.key != run.key:
            return None
        return replace(result, variant=run.variant)

    def keep(self, result: DayResult) -> None:
        """
        Write a result.

        Raises
        ------
        StoreError
            With E425 when that fails, as on a full disk.
        """
        text = json.dumps(result.document(), ensure_ascii=False, separators=(",", ":"))
        file = self._file(result.key)
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
