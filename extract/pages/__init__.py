"""A page as geometry: its characters become lines and paragraphs by where they stand.

Here live places (`shapes`), what is drawn, lines, columns and bands, and the words of pictures. Cells do not live here (`tables`), nor
how a file format says where a character lies (`files`).
"""
