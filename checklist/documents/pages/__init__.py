"""Pages of finished PDFs: put side by side, pasted up, read back. The room of pikepdf.

Each file does one thing to pages, so that whoever needs it loads no more.
"""
