"""
Every way in which the tests break the good plan.

A mutation changes a `World` in place and names the code that must be found, and by how much:
one amount with its unit for every violation of that code.
"""

from tests.checker.mutations import carriage, figures, stops, vehicles
from tests.checker.mutations.registry import MUTATIONS, Mutation

__all__ = ["MUTATIONS", "Mutation", "carriage", "figures", "stops", "vehicles"]
