"""Route48 plans both echelons of a county's 48-hour delivery network together."""

__version__ = "0.1.0"
