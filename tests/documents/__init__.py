"""Tests of what families, schools and offices read."""
