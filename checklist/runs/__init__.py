"""Many at a time: the situations that test a catalog, and later print runs.

It works out results and never prints; cli/ shows them.
"""
