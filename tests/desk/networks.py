"""What tests of networks share: who saves, edits of one row, and what is refused."""

from __future__ import annotations

import pytest

from optimizer.desk.networks import (
    Edits,
    tables,
)
from optimizer.desk.users import Role, User
from optimizer.errors import InputError
from optimizer.wording import issue_text

PLANNER, DISPATCHER = User("li", Role.PLANNER), User("wang", Role.DISPATCHER)
RULES = "network.toml"


def edited(store, version, file, row, **cells):
    """Return edits of one row of a table; without cells it is removed."""
    rows = [dict(each) for each in tables(store, version.version_id).rows[file]]
    if cells:
        rows[row] |= cells
    else:
        del rows[row]
    return Edits({file: rows})


def codes(error):
    """Return the codes of the issues of an error, and try them in both languages."""
    for issue in error.issues:
        assert all(issue_text(issue, lang) for lang in ("zh", "en"))
    return sorted(issue.code for issue in error.issues)


def refused(function, *arguments, **options):
    """Return the codes of what a function refuses to take."""
    with pytest.raises(InputError) as caught:
        function(*arguments, **options)
    return codes(caught.value)
