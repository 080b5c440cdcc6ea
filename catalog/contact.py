"""Whom readers write to about what is published: an address of mail or of the web, made a link. What is said of it stands elsewhere."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_MAIL = re.compile(r"[^\s@<>\"',;:?&]{1,64}@[^\s@<>\"',;:?&]{1,253}")


class NoContact(ValueError):
    """What was given is neither an address of mail nor one of the web."""


def link(contact: str) -> str:
    """Give the address that a page links to; empty where nothing was given.

    Parameters
    ----------
    contact
        An address of mail (`name@host`, with or without `mailto:`) or of a page (`https://…`, `http://…`).

    Raises
    ------
    NoContact
        It is neither.
    """
    given = contact.strip()
    if not given:
        return ""
    if _MAIL.fullmatch(mail := given.removeprefix("mailto:")):
        return f"mailto:{mail}"
    try:
        parts = urlsplit(given)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme in ("http", "https") and parts.hostname and not re.search(r"\s", given):
        return given
    raise NoContact(f"contact {contact!r} is neither an address of mail nor one of a page (https://…)")
