"""What they read: an assessment as a sheet for a family, a school or an office.

view.py turns an assessment into finished strings, and html.py, pdf.py and data.py put these
on paper, on a phone or into another program; no decision is left to a template.
"""
