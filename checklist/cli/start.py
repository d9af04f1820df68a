"""Where the program starts: straight to the answer where nothing has changed, else to all of it.

Loading the command line costs more than looking at ten thousand files, and most runs of
`regenerate` end with such a look.
"""

import sys


def main() -> None:
    """Run the program and leave with its exit code."""
    if sys.argv[1:2] == ["regenerate"]:
        from checklist.cli import unchanged  # noqa: PLC0415 - only for this command

        if unchanged.told(sys.argv[2:]):
            sys.exit(0)
    from checklist.cli.app import main as whole  # noqa: PLC0415 - the point of this module

    whole()
