"""Who asks: one child's facts, read from a profile and held against themselves.

It knows nothing of catalogs' items. What it says of a child never contains the child's data.
"""
