"""What holds for every test: hypothesis without a clock, so that a busy machine fails nothing.

A hundred examples each, as many as hypothesis gives by itself; tests that walk whole calendars
ask for fewer where they stand.
"""

from hypothesis import settings

settings.register_profile("checklist", deadline=None, max_examples=100)
settings.load_profile("checklist")
