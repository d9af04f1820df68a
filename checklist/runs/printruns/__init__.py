"""A roster printed: what is to be made, by whom, what is done already, and the ledger at the end.

A run may be broken off at any moment, so everything it knows stands in its folder.
"""
