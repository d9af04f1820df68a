"""Workbooks written for people: roster templates, rosters with their problems marked, ledgers.

The room of openpyxl and xlsxwriter. Whatever is written into a cell is text, a number or a
date, and never becomes a formula.
"""
