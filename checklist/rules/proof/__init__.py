"""The same tree as formulas: what holds for every child at once is proven, not tried out.

Needs the extra `proof` (Z3); only what asks for a proof imports this room.
"""
