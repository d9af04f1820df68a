"""Pages of finished PDF files: taken apart, put together, encrypted.

The room of pikepdf. What is drawn on a page comes from WeasyPrint; nothing is drawn here.
"""
