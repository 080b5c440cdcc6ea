"""Options that several commands take."""

from __future__ import annotations

from pathlib import Path

import click

home_option = click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="GONGBAO_HOME",
    default=Path("data"),
    show_default=True,
    show_envvar=True,
    help="Folder of snapshots, content, databases and releases.",
)
