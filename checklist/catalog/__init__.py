"""What is owed: layers of service items, read from YAML, merged down to one place, checked.

It knows nothing of children; assessment.py brings the two together.
"""
