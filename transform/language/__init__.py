"""The language by itself: folded text, clauses, numbers, times, quantities.

Nothing here knows what a document is, or what a number is taken for.
"""
