"""The catalogue as a static site: what a person sees of the releases, in Chinese with English beside it.

`build` reads nothing but the releases under `dist/` and writes pages beside them; `serve` shows the folder on
localhost. What a release holds and how it is made does not live here, nor does the metadata that harvesters read.

Every page works without JavaScript and loads nothing from another host. Text from documents is foreign text: all of
it goes through Jinja's autoescape or `markupsafe.escape`, addresses only when they are http or https.
"""

from __future__ import annotations

from catalog.site.pages import SiteResult, build
from catalog.site.releases import SiteError
from catalog.site.server import make_server, serve

__all__ = ["SiteError", "SiteResult", "build", "make_server", "serve"]
