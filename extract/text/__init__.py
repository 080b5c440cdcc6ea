"""Lines of Chinese official prose: numbering, sentence ends, raised digits, and what is printed around a document.

Nothing here knows of pages as geometry or of a file format.
"""
