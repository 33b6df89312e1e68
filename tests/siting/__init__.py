"""Tests of the room `siting`."""
