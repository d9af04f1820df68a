"""Situations that test a catalog, and how good they are at it.

Policy staff write what must come out; small mistakes made on purpose must be noticed.
"""
