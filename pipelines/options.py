"""Options that several commands take, and what stands for those that are not given."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from pipelines.home import PROJECT
from pipelines.places import ALLOW_OUTSIDE

home_option = click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="GONGBAO_HOME",
    default=Path("data"),
    show_default=True,
    show_envvar=True,
    help="Folder of snapshots, content, databases and releases.",
)


outside_option = click.option(
    "--allow-outside",
    is_flag=True,
    envvar=ALLOW_OUTSIDE,
    help="Let registers name files outside of their own folders, also by links. Only where you trust who wrote them.",
)


def registers_of(given: Sequence[Path]) -> list[Path]:
    """Give the registers that are meant: those given, else GONGBAO_REGISTER, else the one in the seeds."""
    named = os.environ.get("GONGBAO_REGISTER", "")
    found = list(given) or [Path(part) for part in named.split(os.pathsep) if part] or [PROJECT / "seeds/sources.csv"]
    return [path.resolve() for path in found]
