"""Sheets kept up to date: jobs, what each file was made from, what a change or a day makes stale.

What is found stale is told with its cause before anything is remade.
"""
