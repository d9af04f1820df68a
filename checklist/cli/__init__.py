"""The command line: one file a command; the only room with typer and rich.

It reads the clock, the environment and the arguments, and hands values down; results go to
stdout, everything said along the way to stderr.
"""
