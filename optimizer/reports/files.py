"""Write a file whole or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def replace_file(file: Path) -> Iterator[BinaryIO]:
    """
    Open a file to be replaced at the end; where writing fails the old one stays.

    The folder is created where it is missing.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        dir=file.parent, prefix=f".{file.name}.", delete=False
    ) as stream:
        draft = Path(stream.name)
        try:
            yield stream  # type: ignore[misc]
        except BaseException:
            draft.unlink()
            raise
    # Temporary files are private to their owner; a report is for whoever may read the folder.
    draft.chmod(0o644)
    draft.replace(file)
