"""A source's blocks become its documents: issues taken apart, titles and dates, the outline, measures, who is charged.

What the numbers in a document say does not live here (`grammar`).
"""
