"""What assets are given: the settings of a run, the database with its one writer, and the workers.

Storage and processes only; no asset's logic lives here.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, get_context
from pathlib import Path
from typing import Any, TypeVar

import dagster as dg
import duckdb
from pydantic import Field

from pipelines.home import PROJECT, Home
from pipelines.lock import hold
from pipelines.places import allowed_outside
from pipelines.releasing import finish
from pipelines.sources import Source
from pipelines.spreading import spread
from pipelines.work import begin_worker

T = TypeVar("T")
R = TypeVar("R")

RETRIES_FAILED_STEPS = "dagster/is_resume_retry"
"""Dagster's tag of a run that does only what failed in its parent."""


class Settings(dg.ConfigurableResource):  # type: ignore[type-arg]
    """Where a run reads and writes, and how much of it is done anew.

    What a run is given them for holds the home (`pipelines.lock`); a sensor, which only looks, does not.
    """

    home: str = Field(default="data", description="Folder of snapshots, content, databases and releases.")
    registers: list[str] = Field(default=[], description="Source registers (CSV); empty: the one in the seeds.")
    seeds: str = Field(default=str(PROJECT / "seeds"), description="Folder of the reference registers and schemas.")
    sources: list[str] = Field(
        default=[], description="Only these sources are picked up and read; the others stay as last read."
    )
    collections: list[str] = Field(
        default=[],
        description="Only the sources of these collections are picked up and read; the others stay as last read.",
    )
    force: bool = Field(default=False, description="Do everything anew, also where nothing changed.")

    dry_run: bool = Field(default=False, description="Everything but the release: what would be released is told.")
    allow_outside: bool = Field(
        default=False, description="Let registers name files outside of their own folders. Devices and pipes never."
    )
    fresh_days: int = Field(
        default=7, description="Days without one source of a collection had and read, after which its check warns."
    )
    allow_hosts: list[str] = Field(default=[], description="Hosts in a private network that may be fetched from.")
    accept: list[str] = Field(default=[], description="Tables that may lose more rows than their definition expects.")
    base_url: str = Field(default="", description="Where dist/ will stand on the web; empty: anywhere.")
    contact: str = Field(
        default="", description="Whom readers write to: an address of mail or of a page; empty: nobody is named."
    )
    sql: str = Field(default="", description="Folder of DuckDB-WASM, for SQL on the site; empty: no such page.")
    signing_key: str = Field(
        default="",
        description="Secret key of minisign that signs new releases; empty: none. Its password: GONGBAO_SIGNING_PASSWORD.",
    )

    @classmethod
    def at_launch(cls) -> Any:
        """Give settings that the launch of a run completes, for it and for the resources that hold them.

        Defaults are GONGBAO_HOME, GONGBAO_REGISTER (several joined by the path separator), GONGBAO_BASE_URL,
        GONGBAO_CONTACT, GONGBAO_SQL, GONGBAO_SIGNING_KEY and GONGBAO_ALLOW_OUTSIDE. A password is no setting, for settings are stored and shown.
        """
        registers = os.environ.get("GONGBAO_REGISTER", "")
        return cls.configure_at_launch(
            home=os.environ.get("GONGBAO_HOME") or "data",
            registers=[part for part in registers.split(os.pathsep) if part],
            base_url=os.environ.get("GONGBAO_BASE_URL", ""),
            contact=os.environ.get("GONGBAO_CONTACT", ""),
            sql=os.environ.get("GONGBAO_SQL", ""),
            signing_key=os.environ.get("GONGBAO_SIGNING_KEY", ""),
            allow_outside=allowed_outside(),
        )

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["Settings"]:
        """Hold the home while a run, or a step in a process of its own, has these settings."""
        run, instance = context.run, context.instance
        if run is None or instance is None:
            yield self
            return

        def owner() -> str | None:
            ended = {dg.DagsterEventType.STEP_SUCCESS, dg.DagsterEventType.STEP_FAILURE}
            if instance.get_records_for_run(run.run_id, of_type=ended, limit=1).records:
                return run.run_id
            # One asset alone, or a run's first step, goes on from whatever the last run left.
            return run.parent_run_id if run.tags.get(RETRIES_FAILED_STEPS) == "true" else None

        tell = context.log.info if context.log else print
        with hold(self.folders, run.run_id, started_by(run.tags), tell=tell, owner=owner):
            finish(self.folders)
            yield self

    @property
    def folders(self) -> Home:
        """The folders below the home, which is made where it is missing."""
        root = Path(self.home).resolve()
        root.mkdir(parents=True, exist_ok=True)
        return Home(root)

    @property
    def seeds_folder(self) -> Path:
        """The seeds."""
        return Path(self.seeds).resolve()

    @property
    def register_files(self) -> list[Path]:
        """The registers of this run."""
        return [Path(name).resolve() for name in self.registers] or [self.seeds_folder / "sources.csv"]

    @property
    def corrections_folders(self) -> list[Path]:
        """The folders of the corrections, each once: the seeds' own, and those beside the registers; some may be missing."""
        beside = [self.seeds_folder, *(register.parent for register in self.register_files)]
        return [folder / "corrections" for folder in dict.fromkeys(beside)]

    def asks_for(self, source: Source) -> bool:
        """Say whether this run takes and reads a source: named itself or with its collection, or nothing is named."""
        named = bool(self.sources or self.collections)
        return not named or source.source_id in self.sources or source.collection in self.collections

    @property
    def register_schema(self) -> Path:
        """The Table Schema of a register."""
        return self.seeds_folder / "schemas" / "sources.schema.json"


def started_by(tags: Mapping[str, str]) -> str:
    """Give in words what started a run, of its tags."""
    for tag, words in (
        ("gongbao/started_by", ""),
        ("dagster/sensor_name", "sensor "),
        ("dagster/schedule_name", "schedule "),
    ):
        if tag in tags:
            return words + tags[tag]
    return "Dagster"


@contextmanager
def _ending_on_interrupt() -> Iterator[None]:
    """Give an interrupt (Ctrl-C, SIGTERM, the UI's Terminate) back its meaning: DuckDB makes an error of the query of it.

    As such it would cost one step only, and the run would go on to the next.
    """
    try:
        yield
    except (duckdb.InterruptException, RuntimeError) as error:
        if "Query interrupted" in str(error):
            raise dg.DagsterExecutionInterruptedError from error
        raise


class Warehouse(dg.ConfigurableResource):  # type: ignore[type-arg]
    """The DuckDB files of a home: one writer, one transaction, many readers. The writer is the run that holds the home.

    What is built goes into a staging file; what passed its checks takes the warehouse's place by one rename, so a
    reader sees the database before or after, and a killed run leaves the last good one.
    """

    settings: dg.ResourceDependency[Settings]

    @contextmanager
    def write_staging(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give an empty staging database in a transaction, committed on leaving and dropped on an error.

        What was committed is brought into the one file before it is closed: a database that is closed on a full disk
        says nothing, and leaves a log beside it without which it is empty.
        """
        home = self.settings.folders
        remove_database(home.staging)
        try:
            with duckdb.connect(str(home.staging)) as con:
                con.begin()
                with _ending_on_interrupt():
                    yield con
                con.commit()
                con.execute("CHECKPOINT")
        except BaseException:
            remove_database(home.staging)
            raise

    @contextmanager
    def read_staging(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give the staging database, read-only."""
        with _ending_on_interrupt(), duckdb.connect(str(self.settings.folders.staging), read_only=True) as con:
            yield con

    @contextmanager
    def read(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give the promoted database, read-only."""
        with _ending_on_interrupt(), duckdb.connect(str(self.settings.folders.warehouse), read_only=True) as con:
            yield con

    def promote(self) -> str:
        """Put the staging database into the warehouse's place, once it opens and gives all its rows; give its SHA-256.

        Raises
        ------
        dg.Failure
            The staging database is not whole; the warehouse is left as it was.
        """
        home = self.settings.folders
        if fault := fault_of(home.staging):
            remove_database(home.staging)
            raise dg.Failure(
                f"{home.staging} is not whole ({fault}) and was removed; the last warehouse stands. "
                "See that the disk has room, and run again.",
                allow_retries=False,
            )
        with home.staging.open("rb") as file:
            os.fsync(file.fileno())
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        # A log that an older database left would be played into this one.
        remove_database(home.warehouse, but_itself=True)
        home.staging.replace(home.warehouse)
        return sha256


def remove_database(path: Path, *, but_itself: bool = False) -> None:
    """Take away a DuckDB file with all that stands beside it under its name: logs, and the folder of what spilled."""
    for leftover in path.parent.glob(f"{path.name}*"):
        if leftover.is_dir():
            shutil.rmtree(leftover)
        elif leftover != path or not but_itself:
            leftover.unlink(missing_ok=True)


def fault_of(path: Path) -> str | None:
    """Say what is wrong with a closed DuckDB file: a log is left, or a table cannot be read; None where all is well."""
    if logs := sorted(log.name for log in path.parent.glob(f"{path.name}.*") if log.is_file()):
        return f"{logs[0]} was left beside it"
    try:
        with duckdb.connect(str(path), read_only=True) as con:
            tables = con.execute("SELECT table_name FROM duckdb_tables() ORDER BY ALL").fetchall()
            for (table,) in tables:
                # To count all columns is to read all their blocks, each of which has a checksum.
                con.execute(f'SELECT count(COLUMNS(*)) FROM "{table}"').fetchall()
    except (duckdb.Error, OSError) as error:
        return str(error)
    return None if tables else "it holds no tables"


ON_A_CLUSTER = 4096
"""Tasks that lie with a cluster at a time: a few for each of a thousand workers, and no memory to speak of."""


class Workers(dg.ConfigurableResource):  # type: ignore[type-arg]
    """Where documents are worked on: this machine, or a Dask cluster that shares the home.

    Any `concurrent.futures.Executor` will do; `dask` is the address of a scheduler (extra `dask`).
    """

    dask: str = Field(default="", description="Address of a Dask scheduler, as tcp://host:8786; empty: this machine.")
    count: int = Field(default=0, description="Workers on this machine; 0: one a processor.")

    @classmethod
    def from_environment(cls) -> "Workers":
        """Take GONGBAO_DASK where it is set."""
        return cls(dask=os.environ.get("GONGBAO_DASK", ""))

    def spread(
        self, function: Callable[[T], R], tasks: Sequence[T], lost: Callable[[T], R], *, guarded: bool
    ) -> Iterator[tuple[T, R]]:
        """Give (task, result) as they are done; what a worker dies of costs its task, whose result is then `lost`."""
        # A cluster has workers that nobody here has counted; at home few are under suspicion when one dies.
        at_a_time = ON_A_CLUSTER if self.dask else 2 * (self.count or os.cpu_count() or 1)
        return spread(lambda: self.open(guarded=guarded), function, tasks, at_a_time=at_a_time, lost=lost)

    @contextmanager
    def open(self, *, guarded: bool) -> Iterator[Executor]:
        """Give an executor; threads where the work starts a process of its own (`guarded`), processes elsewhere."""
        count = self.count or os.cpu_count() or 1
        if self.dask:
            from distributed import Client

            with Client(self.dask) as client, client.get_executor() as executor:
                yield executor
        elif guarded:
            with ThreadPoolExecutor(count) as executor:
                yield executor
        else:
            # Spawned, not forked: Dagster's process has threads of its own.
            with ProcessPoolExecutor(count, get_context("spawn"), initializer=begin_worker) as executor:
                try:
                    yield executor
                except BaseException:
                    # Interrupted, or failed: nobody waits for the documents that are being worked on.
                    for worker in active_children():
                        worker.terminate()
                    raise
