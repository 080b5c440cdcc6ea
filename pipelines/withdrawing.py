"""The command `gongbao withdraw`: takes a release that should not have been made out of what is published."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import click

from pipelines.home import Home
from pipelines.options import home_option
from pipelines.today import today


@click.command("withdraw")
@click.argument("package")
@click.argument("version")
@click.option("--why", required=True, help="The reason, in words; it is published.")
@home_option
def command(package: str, version: str, why: str, home: Path) -> None:
    """Take the files of release VERSION of PACKAGE away; what stands in their place says when and why.

    The number is never given again, `latest` becomes the newest release that is left. Run `gongbao publish` after it: that
    makes a release anew where none is left, and catalogue and site.
    """
    from catalog.package import packages
    from catalog.standing import ReleaseError, withdraw
    from pipelines.lock import HomeIsHeld, hold
    from pipelines.releasing import finish

    place = Home(home.resolve())
    if package not in packages():
        raise click.ClickException(f"there is no package {package}; there are {', '.join(packages())}.")
    try:
        with hold(place, str(uuid4()), "gongbao withdraw"):
            finish(place)
            withdraw(packages()[package], place.dist, version, on=today(), why=why)
    except HomeIsHeld as held:
        raise click.ClickException(f"{held} Wait for it.") from held
    except ReleaseError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{package} {version} is withdrawn. Run `gongbao publish --home {home}` to publish what is left.")
