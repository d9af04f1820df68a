"""To whom: conditions over facts, read several ways from one tree.

Catalogs state conditions as data; this room evaluates them for one child in Kleene's
three-valued logic and words them as sentences. It knows nothing of items or documents.
"""
