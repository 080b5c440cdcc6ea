"""What an issue is called whose row is not published; by itself, for who only counts such issues needs no grammar."""

SET_ASIDE = "row_set_aside"
"""Type of the issue that tells of a row that is not published because a value or key of it cannot be."""
