"""One reader a kind of file, and what several of them share; each turns bytes into `extract.content.Content`.

Which reader takes which media type is told in `extract.read`, and nowhere else.
"""
