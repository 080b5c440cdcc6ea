"""A process of its own for each document, with limits of time and memory, so that a bad file costs itself only.

What is read in it does not live here (`files`).
"""
