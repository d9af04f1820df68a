"""What holds for every test: hypothesis without a clock, so that a busy machine fails nothing.

A hundred examples each, as many as hypothesis gives by itself; tests that walk whole calendars
ask for fewer where they stand. CI draws the same examples every time, so that it fails for a
change and not by chance; at a desk they are new in every run, and find what is still to be found.

Programs the tests start hear Ctrl-C, also where whoever started the tests turned it off, as shells
do for what they run in the background.
"""

import os
import signal

from hypothesis import settings

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile(
    "checklist", deadline=None, max_examples=100, derandomize=bool(os.environ.get("CI"))
)
settings.load_profile("checklist")
