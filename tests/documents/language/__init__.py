"""Tests of the room of languages."""
