"""Whom a change of the catalog moves: made-up children counted under both lists.

Who loses must be written down in the changelog, so losses are held against it.
"""
