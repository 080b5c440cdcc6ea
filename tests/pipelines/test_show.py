"""`gongbao show`: a document's facts over its text, for a file of no register and for what was published."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipelines.show import command, kinds_of_facts

PLAN = """云川市夜间消费促进方案

云商发〔2031〕8号

云川市商务局
2031年4月2日

一、培育夜间街区
到2033年,建成夜间消费街区12个。由市商务局牵头,市文化和旅游局配合。
"""
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\x1b[2J\u202e\"'&"


def show(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(part) for part in arguments], env={"COLUMNS": "200", "GONGBAO_HOME": None})


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_a_file_of_no_register_is_shown_with_facts_and_rules(plan: Path, tmp_path: Path) -> None:
    said = show(plan, "--home", tmp_path / "home")
    assert said.exit_code == 0, said.output
    assert "document_id yunshangfa-2031-8" in said.output
    assert re.search(r"target targets\.level\.\w+ +metric 夜间消费街区 .*value 12 +unit 个 +deadline 2033", said.output)
    assert re.search(r"responsibility responsibility\S* +printed_name 市商务局 +role lead", said.output)
    assert re.search(r"numbers .*2033年 date roles\.time · 12个 target targets\.level\.\w+", said.output)
    assert not (tmp_path / "home").exists()


def test_only_some_kinds(plan: Path) -> None:
    said = show(plan, "--kind", "responsibility")
    assert "printed_name 市文化和旅游局" in said.output
    assert "targets.level" not in said.output


def test_a_kind_that_there_is_not_is_told_with_those_that_there_are(plan: Path) -> None:
    said = show(plan, "--kind", "promise")
    assert said.exit_code == 2
    assert "there is no promise; there are measure, responsibility, incentive, citation, target" in said.output


@pytest.mark.parametrize(
    ("kind", "table", "key", "says"),
    [
        ("measure", "measures", "measure_id", "number title path is_safeguard"),
        ("responsibility", "responsibilities", None, "printed_name role is_group is_ocr certainty"),
        ("target", "targets", "target_id", "metric kind comparator value value_max unit deadline per area is_ocr certainty"),
        ("incentive", "incentives", "incentive_id",
         "instrument rate_pct rate_is_cap cap cap_unit per years_max is_ocr certainty threshold threshold_unit"),
        ("number", "quantities", "quantity_id", "text role candidate reason certainty value unit"),
    ],
)  # fmt: skip
def test_what_is_told_of_a_fact_is_what_its_definition_says(kind: str, table: str, key: str | None, says: str) -> None:
    assert kinds_of_facts()[kind] == (table, key, tuple(says.split()))


def test_the_page_loads_nothing_and_runs_nothing(plan: Path, tmp_path: Path) -> None:
    plan.write_text(PLAN.replace("夜间消费街区", f"夜间{HOSTILE}街区"), encoding="utf-8")
    out = tmp_path / "made" / "plan.html"
    said = show(plan, "--html", out)
    assert said.exit_code == 0, said.output
    page = out.read_text(encoding="utf-8")
    seen = Seen()
    seen.feed(page)
    assert not {"script", "img", "link", "iframe", "object"} & seen.tags
    assert not {name for name in seen.attributes if name.startswith("on") or name in ("src", "href", "style")}
    assert "<script>alert(1)</script>" in seen.text
    assert not {"\x1b", "\u202e"} & set(page)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    style = re.search(r"<style>(.*?)</style>", page, re.S)
    assert policy and style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy[1].startswith(f"default-src 'none'; style-src 'sha256-{digest}'")


def test_a_hostile_text_does_not_move_the_terminal(plan: Path) -> None:
    plan.write_text(PLAN + HOSTILE, encoding="utf-8")
    assert not {"\x1b", "\u202e"} & set(show(plan).output)


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    said = show(tmp_path / "empty.pdf")
    assert said.exit_code == 1
    assert "empty.pdf is empty" in said.output


def test_a_home_where_nothing_was_published(tmp_path: Path) -> None:
    said = show("yunshangfa-2031-8", "--home", tmp_path / "home")
    assert said.exit_code == 1
    assert "no file, and nothing has been published" in said.output


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home as far as documents are read and parsed, by what the assets do, without Dagster."""
    from dataclasses import asdict

    from extract.snapshot import hash_of
    from pipelines.home import PROJECT, Home
    from pipelines.sources import Source
    from pipelines.work import ParseTask, ReadTask, parse_source, read_source

    home = Home(tmp_path_factory.mktemp("home"))
    path = home.root / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    source = Source("night-plan", "yunchuan", area="云川市")
    reading = ReadTask.of(home.content, hash_of(path), str(path), {}, {})
    record = read_source(reading)
    parsing = ParseTask.of(
        home.facts,
        record["hash"],
        f"{reading.out}.parquet",
        source.info_fields(),
        [PROJECT / "seeds" / "reference"],
    )
    assert parse_source(parsing)["status"] == "read"
    home.remember("source_register", [asdict(source)])
    home.remember("content", [record | {"source_id": "night-plan", "path": f"{reading.out}.parquet"}])
    home.remember("facts", [{"source_id": "night-plan", "path": f"{parsing.out}.parquet"}])
    return home.root


@pytest.mark.parametrize("name", ["night-plan", "yunshangfa-2031-8"])
@pytest.mark.parametrize("anew", [(), ("--anew",)])
def test_a_published_document_by_either_name(published: Path, name: str, anew: tuple[str, ...]) -> None:
    said = show(name, "--home", published, *anew)
    assert said.exit_code == 0, said.output
    assert "metric 夜间消费街区" in said.output
    assert "area 云川市" in said.output


def test_a_name_that_is_close_is_offered(published: Path) -> None:
    said = show("yunshangfa-2031-9", "--home", published)
    assert said.exit_code == 1
    assert "Did you mean yunshangfa-2031-8" in said.output


class Seen(HTMLParser):
    """What a browser would make of a page: tags, attributes, text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data
