"""Conditions as sentences: every one can be said, in both languages, held or not.

The real catalog's conditions are all tried, and random ones over every kind of fact.
"""

import re
from collections.abc import Callable
from itertools import chain

import pytest
from hypothesis import given

from checklist.catalog.checking import conditions_of
from checklist.rules.condition import Condition, Not
from checklist.rules.facts import LANGUAGES
from checklist.rules.wording import Speaker, Wording
from tests.rules.strategies import HERE, conditions
from tests.support import TODAY, areas, catalog, condition, facts

