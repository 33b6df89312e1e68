"""Tests of the words that everyone shares."""
