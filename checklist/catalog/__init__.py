"""What is owed: layers of service items, read from YAML, merged down to one place, checked.

It knows nothing of children; the assessment room brings the two together.
"""
