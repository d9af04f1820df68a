"""Tests; they mirror the package, and their inputs stand in them."""
