"""Dagster's own home below a home: its `dagster.yaml`, where the history of runs is kept, and programs started over it.

`GONGBAO_POSTGRES` (any address that PostgreSQL's clients take) keeps the history in PostgreSQL instead of SQLite files.
What the history holds is not known here, and no release depends on it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from pipelines.databases import set_aside_damaged
from pipelines.home import PROJECT, Home, write_whole

POSTGRES = "GONGBAO_POSTGRES"
"""The variable that an operator sets."""
ADDRESS = "GONGBAO_POSTGRES_URL"
"""The variable that `dagster.yaml` names: the address with the driver that the extra `postgres` brings."""
OURS = ("# Written by Gongbao at every start", "# Copied into DAGSTER_HOME")
"""How a `dagster.yaml` begins that was written here, now and in earlier versions."""
STORAGE = f"""\
storage:
  postgres:
    postgres_url:
      env: {ADDRESS}
"""


class InstanceError(ValueError):
    """A setting that Dagster's home cannot be made with; the message says which, and what to do."""


def prepare(home: Home) -> Path:
    """Make DAGSTER_HOME of this home, and set it for this process and those that it starts.

    `dagster.yaml` is the project's, with the storage that GONGBAO_POSTGRES asks for; one that does not begin with the
    line that says so is an operator's own, and stays.

    Raises
    ------
    InstanceError
        GONGBAO_POSTGRES is no address, or the extra `postgres` is not installed.
    """
    home.dagster.mkdir(parents=True, exist_ok=True)
    text = (PROJECT / "dagster.yaml").read_text(encoding="utf-8")
    if given := os.environ.get(POSTGRES):
        os.environ[ADDRESS] = with_driver(given)
        text += STORAGE
    file = home.dagster / "dagster.yaml"
    standing = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else OURS[0]
    if standing.startswith(OURS) and standing != text:
        write_whole(file, text)
    set_aside_damaged(home)
    os.environ["DAGSTER_HOME"] = str(home.dagster)
    return home.dagster


def with_driver(address: str) -> str:
    """Give an address of PostgreSQL with the driver that is installed: `postgresql://` alone asks for another.

    Raises
    ------
    InstanceError
        It is no address of PostgreSQL, or the driver is not there.
    """
    from importlib.util import find_spec

    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    if not find_spec("dagster_postgres") or not find_spec("psycopg2"):
        raise InstanceError(f"{POSTGRES} is set, and the extra is not installed: pip install -e '.[postgres]'")
    try:
        url = make_url(address.strip())
    except (ArgumentError, ValueError):
        raise InstanceError(f"{POSTGRES} is no address: write postgresql://user:password@host:5432/database") from None
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg2")
    if not url.drivername.startswith("postgresql+"):
        raise InstanceError(
            f"{POSTGRES} begins with {url.drivername}://: write postgresql://user:password@host/database"
        )
    return url.render_as_string(hide_password=False)


def main(arguments: Sequence[str]) -> None:
    """Prepare the home that the first argument names and become the program that the others are."""
    folder, program, *rest = arguments
    root = Path(folder).resolve()
    root.mkdir(parents=True, exist_ok=True)
    try:
        prepare(Home(root))
    except InstanceError as error:
        sys.exit(f"Error: {error}")
    os.execvp(program, [program, *rest])


if __name__ == "__main__":
    main(sys.argv[1:])
