"""The referee finds every way to break the good plan, with its code and the exact amount."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

import optimizer.checker
from tests.checker.mutations import MUTATIONS, Mutation
from tests.checker.world import World

CHECKER = Path(optimizer.checker.__file__).parent
CODES = CHECKER.parents[1] / "docs" / "codes.md"


def codes_of_the_checker() -> set[str]:
    """Return every code of a violation that the checker's sources mention."""
    return set(re.findall(r'"(V\d{3})"', "".join(f.read_text() for f in CHECKER.glob("*.py"))))


def test_the_good_plan_is_good():
    """The plan that was worked out by hand breaks no rule."""
    assert World().check() == []


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda m: f"{m.code}: {m.name}")
def test_every_broken_rule_is_found_by_its_exact_amount(mutation: Mutation):
    """A plan broken in one way is reported under the right rule, by how much it is broken."""
    world = World()
    mutation.breaks(world)
    found = [violation for violation in world.check() if violation.code == mutation.code]
    amounts = Counter((violation.excess, violation.unit) for violation in found)
    assert amounts == Counter(mutation.expected)
    tens = int(mutation.code[1:3])
    assert {violation.rule for violation in found} == {7 if tens == 10 else min(tens - 10, 13)}
    assert all(violation.where and violation.message for violation in found)


def test_there_are_enough_mutations_and_they_have_names_of_their_own():
    """Every rule is broken, in at least 45 ways altogether."""
    assert len({mutation.name for mutation in MUTATIONS}) == len(MUTATIONS) >= 45
    tens = {int(mutation.code[1:3]) for mutation in MUTATIONS}
    assert {min(ten - 10, 13) for ten in tens if ten > 10} == set(range(1, 14))


def test_every_code_is_hit_and_documented():
    """Every code of the checker is met by a mutation and listed on the page of codes."""
    codes = codes_of_the_checker()
    assert codes == {mutation.code for mutation in MUTATIONS}
    listed = re.findall(r"^\| (V\d{3}) \|", CODES.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(codes) == listed


def test_the_checker_imports_none_of_the_rooms_that_plan():
    """The referee knows the words of the house and numpy, and nothing of the planner."""
    allowed = ("optimizer.checker", "optimizer.domain", "optimizer.units", "optimizer.errors")
    for file in CHECKER.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            ours = [name for name in names if name.split(".")[0] == "optimizer"]
            assert all(name == "optimizer.checker" or name.startswith(allowed) for name in ours)
