"""Print runs: every distinct block typeset once, pages pasted up from them.

From a sheet taken apart (pieces, stack) over what WeasyPrint drew of it (galley) to whole files.
"""
