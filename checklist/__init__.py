"""Service-entitlement checklists for migrant children: what a place owes, held against one child.

The rooms and their direction are drawn in README.md; nothing is imported here, so that
``import checklist`` costs nothing.
"""

__version__ = "0.1.0"
