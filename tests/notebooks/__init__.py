"""Tests of the stories in `notebooks`."""
