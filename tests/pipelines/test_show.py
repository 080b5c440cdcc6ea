"""`gongbao show`: a document's facts over its text, for a file of no register and for what was published."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from io import StringIO
from itertools import takewhile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result
from rich.console import Console

from pipelines.home import PROJECT
from pipelines.show import command, kinds_of_facts, parts, print_fact
from transform.explain import Fact
from transform.grammar.slots import NOWHERE, Slot

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
    assert re.search(
        r"target decide\.\S+ < targets\.level\.\w+ < quantity\.digits +voice own +metric 夜间消费街区 .*value 12 +unit 个 +deadline 2033",
        said.output,
    )
    assert re.search(r"responsibility responsibility\S* +printed_name 市商务局 +role lead", said.output)
    assert re.search(r"numbers .*2033年 date roles\.time · 12个 target decide\.\S+ < targets\.level\.\w+", said.output)
    assert not (tmp_path / "home").exists()


def told(output: str, fact: str) -> list[str]:
    """The lines of a fact's derivation, right below the line that tells it."""
    lines = [line.strip() for line in output.splitlines()]
    at = next(index for index, line in enumerate(lines) if fact in line)
    below = takewhile(lambda line: re.match(rf"(?:{PARTS}) +\S", line), lines[at + 1 :])
    return [" ".join(line.split()) for line in below]


PARTS = "number|comparator|kind|stat|deadline|period|time|metric|per|area|signs|not"


def test_a_fact_tells_which_words_gave_each_part(plan: Path) -> None:
    plan.write_text(PLAN + "到2034年,新建驿站不少于30座。", encoding="utf-8")
    assert told(show(plan, "--kind", "target").output, "metric 驿站") == [
        "number 30座 quantity.digits",
        "comparator 不少于 quantities.before",
        "kind 新建 words.deed",
        "deadline 到2034年 reading.governing < periods.year",
        "metric 驿站 constituents.before",
        "signs 到 (words.horizon) 新建 (words.deed) 不少于 (words.bound)",
    ]


def test_a_number_that_was_nearly_a_fact_says_what_and_why_not(plan: Path) -> None:
    plan.write_text(PLAN + "到2034年,在南岭、北屏和双溪3个区建成驿站。", encoding="utf-8")
    said = show(plan, "--kind", "candidate").output
    assert re.search(r"candidate gate\.target\.count_of_list < quantity\.digits +text 3个 +role list_count", said)
    assert "candidate target  reason 是对所列各项的计数" in said
    assert re.search(r"number +3个 +quantity\.digits", said)
    assert "metric 夜间消费街区" not in said


def test_a_number_that_no_rule_understood_says_what_stands_around_it(plan: Path) -> None:
    plan.write_text(PLAN + "到2034年,编号不超过4471。", encoding="utf-8")
    said = show(plan, "--kind", "unexplained").output
    assert told(said, "text 4471")[:3] == [
        "number 4471 quantity.digits",
        "comparator 不超过 quantities.before",
        "time 到2034年 reading.governing < periods.year",
    ]


def test_what_the_number_of_a_fact_nearly_was_and_how_sure_it_is() -> None:
    fact = Fact("target", "d.t-1", 0, 5, "decide.aim < targets.level.object", (("certainty", "0.97"),),
                derivation=(Slot("number", "12个", "quantity.digits"), Slot("sign", "力争", "words.aim")),
                instead=(("observation", "没有已经测得的用语"),))  # fmt: skip
    assert parts(fact) == [
        ("number", "12个", "quantity.digits"),
        ("signs", "力争 (words.aim)", ""),
        ("not", "observation", "没有已经测得的用语"),
    ]
    console = Console(width=120, file=StringIO())
    print_fact(console, fact)
    printed = console.file.getvalue()
    assert re.search(r"target decide\.aim < targets\.level\.object +certainty 0\.97", printed)
    assert re.search(r"not +observation +没有已经测得的用语", printed)


SPECIMENS = PROJECT / "seeds" / "specimens"


def test_every_fact_of_a_specimen_tells_its_number_and_every_aim_its_deadline() -> None:
    said = show(SPECIMENS / "yunchuan-news-20240326.md", "--kind", "target", "--kind", "observation")
    assert said.exit_code == 0, said.output
    facts = [line for line in said.output.splitlines() if re.match(r" {4}(?:target|observation) ", line)]
    numbers = [line for line in said.output.splitlines() if re.match(r" {8}number ", line)]
    dated = [line for line in said.output.splitlines() if re.match(r" {8}(?:deadline|period) ", line)]
    assert len(facts) == len(numbers) > 10
    assert len(dated) == sum(" deadline " in line or " period " in line for line in facts)
    assert not any(NOWHERE in line for line in (*numbers, *dated))
    assert told(said.output, "metric 直播电商交易额")[:2] == [
        "number 翻一番 quantity.double",
        "deadline 到2026年 reading.governing < periods.year",
    ]


def test_the_page_of_a_specimen_tells_the_same(tmp_path: Path) -> None:
    out = tmp_path / "plan.html"
    said = show(SPECIMENS / "yunchuan-plan-page.html", "--html", out)
    assert said.exit_code == 0, said.output
    page = out.read_text(encoding="utf-8")
    soup = BeautifulSoup(page, "lxml")
    [aim] = [li for li in soup.find_all("li") if li.mark and "target" in li.mark["class"] and "5G基站总数" in li.text]
    given = {dt.text: dt.find_next_sibling("dd").text.split() for dt in aim.find_all("dt")}
    assert given["number"] == ["1.6万个", "quantity.digits"]
    assert given["deadline"] == ["到2026年", "reading.governing", "<", "periods.year"]
    assert given["metric"] == ["5G基站总数", "constituents.before"]
    assert soup.find("mark", class_="unexplained")


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
        ("target", "targets", "target_id", "voice metric kind comparator value value_max unit deadline per area is_ocr certainty"),
        ("incentive", "incentives", "incentive_id",
         "instrument rate_pct rate_is_cap cap cap_unit per years_max is_ocr certainty recipient condition is_pool threshold threshold_unit"),
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
    assert "empty.pdf: The file is empty" in said.output


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


def test_a_page_is_drawn_with_what_both_readers_saw(tmp_path: Path) -> None:
    from PIL import Image

    from tests.extract import papers

    sheet = papers.Sheet()
    papers.ruled(sheet, 100, [["指标", "甲县"], ["商户", "12"]], [120, 80])
    file, picture = tmp_path / "plan.pdf", tmp_path / "page.png"
    file.write_bytes(papers.pdf([sheet]))
    assert show(file, "--page", "1", "--draw", picture).exit_code == 0
    drawn = Image.open(picture).convert("RGB")
    half = drawn.width // 2
    green = [drawn.crop(box) for box in ((0, 0, half, drawn.height), (half, 0, drawn.width, drawn.height))]
    # The cells of both, in their places.
    assert [any(colour == (20, 150, 60) for _, colour in part.getcolors(1 << 20)) for part in green] == [True, True]
    asked = show(file, "--page", "2", "--draw", picture)
    assert (asked.exit_code, "no page 2" in asked.output) == (1, True)
