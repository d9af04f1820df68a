"""An assessment in words: every decision about what is printed, and how it is said.

What comes out is a sheet of finished strings, which everything else only lays out.
"""
