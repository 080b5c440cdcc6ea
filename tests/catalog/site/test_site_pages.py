"""What the pages are: well linked, closed to other hosts, safe with foreign text, the same on every build."""

from __future__ import annotations

import copy
import csv
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from catalog.package import facts
from catalog.site import build, documents, pages
from catalog.site.releases import SiteError
from catalog.site.units import LARGEST

from .conftest import NEWS, PAPER, PLAN, example

EXTERNAL_LINKS = {"gazette.example", "creativecommons.org"}
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;{{7*7}}</title></textarea>"


def parsed(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text("utf-8"), "lxml")


def document_page(dist: Path, document_id: str) -> BeautifulSoup:
    return parsed(dist / "documents" / document_id / "index.html")


def hashes(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def broken_links(dist: Path) -> Iterator[str]:
    pages = {page: parsed(page) for page in sorted(dist.rglob("*.html"))}
    ids = {page: {tag["id"] for tag in soup.select("[id]")} for page, soup in pages.items()}
    for page, soup in pages.items():
        base = dist if page.name == "404.html" else page.parent
        for tag in soup.select("[href], [src], [action]"):
            address = next(str(tag[name]) for name in ("href", "src", "action") if tag.has_attr(name))
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            target = (base / unquote(parts.path).lstrip("/")).resolve() if parts.path else page
            wanted = unquote(parts.fragment) if target.suffix == ".html" else ""
            if not target.is_file() or (wanted and wanted not in ids[target]):
                yield f"{page.relative_to(dist)} → {address}"


def test_every_local_link_leads_to_a_file_and_an_id(built: Path) -> None:
    assert list(broken_links(built)) == []


def test_ids_are_unique_and_pages_are_titled_in_a_language(built: Path) -> None:
    for page in built.rglob("*.html"):
        soup = parsed(page)
        ids = [tag["id"] for tag in soup.select("[id]")]
        assert len(ids) == len(set(ids)), page
        assert soup.html["lang"] == "zh-CN"
        assert soup.title.string.endswith("公报 Gongbao")
        assert len(soup.select("h1")) == 1, page
        for tag in soup.select("[aria-labelledby]"):
            assert tag["aria-labelledby"] in ids


def test_no_page_runs_inline_code_or_loads_from_another_host(built: Path) -> None:
    for page in built.rglob("*.html"):
        soup = parsed(page)
        policy = soup.select_one("meta[http-equiv='Content-Security-Policy']")["content"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        inline = [tag for tag in soup.select("script") if not tag.get("src")]
        # What describes data is no code: it is not run, and the policy does not ask about it.
        assert {tag["type"] for tag in inline} <= {"application/ld+json"}
        assert not any("<" in tag.get_text() for tag in inline)
        assert soup.select("style, [style], iframe, object, embed, base") == []
        assert [a for tag in soup.select("*") for a in tag.attrs if a.lower().startswith("on")] == []
        for tag in soup.select("link, script, img, form, source"):
            address = str(tag.get("href") or tag.get("src") or tag.get("action") or "")
            assert not urlsplit(address).netloc, address
        for tag in soup.select("a[href]"):
            parts = urlsplit(str(tag["href"]))
            assert parts.scheme in ("", "https")
            assert not parts.netloc or parts.netloc in EXTERNAL_LINKS
    for asset in (path for path in (built / "assets").rglob("*") if path.suffix in (".css", ".js", ".json", ".svg")):
        assert not re.search(
            r"url\(|@import|//[a-z0-9-]+\.[a-z]", asset.read_text("utf-8").replace("//www.w3.org/", "")
        )


def test_every_fact_leads_to_its_words_in_the_text_and_back(dist: Path) -> None:
    result = build(dist)
    soup = document_page(dist, PLAN)
    rows = [*soup.select("tr[id]"), *soup.select(".bodies li[id]"), *soup.select(".citations li[id]")]
    assert len(rows) == 3 + 1 + 4 + 1
    for row in rows:
        link = row.select_one("a[href^='#q-']")
        assert link is not None, row["id"]
        mark = soup.find(id=str(link["href"])[1:])
        assert isinstance(mark, Tag)
        assert mark.name == "mark"
        assert mark.find_parent(class_="body") is not None
    target = soup.find(id="t-00000002")
    assert soup.find(id="q-t-00000002").get_text() == target.q.get_text() == "网上零售额突破1.2万亿元"
    assert soup.select_one("a.back[href='#t-00000002']") is not None
    # The paper's citation has no place given, and only that.
    assert result.unplaced == 1


def test_a_fact_from_a_table_leads_to_its_cell(built: Path) -> None:
    soup = document_page(built, PAPER)
    link = soup.select_one("#o-00000001 .quote a")
    assert soup.find(id=str(link["href"])[1:]).get_text() == "9"
    assert len(soup.select(".grid [id]")) == 1


def test_the_full_text_stands_on_the_page_once(built: Path) -> None:
    body = document_page(built, PLAN).select_one(".body")
    for sign in body.select(".back"):
        sign.decompose()
    printed = re.sub(r"\s", "", body.get_text())
    expected = "".join(s["text"] for s in example()["policies"]["sections"] if s["document_id"] == PLAN)
    assert printed == re.sub(r"\s", "", expected).translate(str.maketrans("()", "（）"))
    assert [h.get_text() for h in body.select("h3")] == ["一、总体目标", "二、重点任务"]


def test_a_news_page_gives_headings_quoted_sentences_and_where_the_text_stands(built: Path) -> None:
    page = document_page(built, NEWS)
    assert page.select_one("h2#text").get_text(" ", strip=True) == "摘录 Excerpts"
    notice = page.select_one(".text .notice-box")
    assert notice.get_text().startswith("新闻页面不转载全文：以下是标题和事实所引的句子，略去处为“……”。全文见来源")
    assert {a["href"] for a in notice.select("a")} == {"https://gazette.example/2031-07.pdf"}
    assert [line.get_text() for line in page.select(".body h3, .body p")] == [
        "街区新貌",
        "……到2033年建成数字街区12个……",
    ]
    assert "全文" not in page.select_one("nav.contents").get_text()


def test_merged_cells_are_printed_once_with_their_spans(built: Path) -> None:
    table = document_page(built, PAPER).select_one("table.grid")
    cells = [
        [(c.name, c.get("rowspan"), c.get("colspan"), c.get_text()) for c in r.select("th, td")]
        for r in table.select("tr")
    ]
    assert cells == [
        [("th", "2", None, "区"), ("th", None, "2", "街区")],
        [("th", None, None, "数量"), ("th", None, None, "面积")],
        [("td", None, None, "东湖区"), ("td", None, None, "9"), ("td", None, None, "3.5")],
    ]


def test_what_was_read_from_a_picture_says_so(built: Path) -> None:
    assert "图像识别" in document_page(built, PAPER).select_one("figure figcaption").get_text()
    assert "图像识别" not in document_page(built, PLAN).get_text()


def test_every_word_that_a_fact_says_stands_with_it(make_dist: Callable[[Any], Path]) -> None:
    rows = example()
    said: dict[str, str] = {}
    for kind, (package, table) in facts().items():
        if table.is_quoted:
            row = rows[package.name][table.name][0]
            words = {f.name: f"〔{kind}之{f.name}〕" for f in table.says if f.is_free_text}
            row |= words
            said |= dict.fromkeys(words.values(), row["document_id"])
    dist = make_dist(rows)
    build(dist)
    printed = {document_id: document_page(dist, document_id).get_text() for document_id in said.values()}
    assert len(said) > 10
    assert [word for word, document_id in said.items() if word not in printed[document_id]] == []


def test_how_sure_a_fact_is_stands_with_it(make_dist: Callable[[Any], Path]) -> None:
    rows = example()
    sure: dict[str, str] = {}
    for package, table in (found for found in facts().values() if found[1].is_quoted):
        certainty = f"0.{91 + len(sure)}"
        rows[package.name][table.name][0]["certainty"] = certainty
        sure[certainty] = rows[package.name][table.name][0]["document_id"]
    dist = make_dist(rows)
    build(dist)
    printed = {name: document_page(dist, name).get_text(" ") for name in sure.values()}
    assert len(sure) == 5
    for certainty, name in sure.items():
        assert re.search(rf"确信度 *Certainty *{re.escape(certainty)}", " ".join(printed[name].split())), certainty


def test_a_table_of_facts_without_a_layout_is_printed_field_by_field(
    dist: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "LAID_OUT", ("targets", "observations", "responsibilities", "citations"))
    build(dist)
    section = document_page(dist, PLAN).select("section[aria-labelledby=incentives]")[-1]
    assert [tag.get_text() for tag in section.select("thead th .zh")] == [
        "方式", "比例", "比例是否为上限", "最高额（原文）", "最高额单位", "门槛（元）", "计量对象", "最长年限",
        "确信度", "对象", "条件", "是否为总盘子", "引文",
    ]  # fmt: skip
    cells = [" ".join(tag.get_text().split()) for tag in section.select("tbody tr")[0].select("td")]
    assert cells[:5] == ["奖励", "", "", "300", "万元"]
    assert cells[-1] == "对通过验收的街区给予最高300万元奖励 第 3 页"


def test_a_target_shows_value_deadline_bodies_and_progress(built: Path) -> None:
    rows = parsed(built / "tracker" / "index.html").select("#list tbody tr")
    shown = [" ".join(row.get_text(" ").split()) for row in rows]
    assert len(rows) == 3
    assert re.search(r"数字街区.*12 个.*2033.*进展正常.*2032 · 9 个.*同一指标与单位", shown[0])
    assert "1 200 000 000 000 元" in shown[1]
    assert re.search(r"每个区.*2–3 个.*市商务局、市财政局", shown[2])
    assert len(parsed(built / "tracker" / "2033" / "index.html").select("#list tbody tr")) == 2


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({"status": "missed", "status_period": "2033", "status_value": "9"}, "未达到 Missed 2033 · 9 个"),
        ({"status": "met_late", "status_period": "2034", "status_value": "14"}, "逾期达到 Met late 2034 · 14 个"),
        ({"status": "not_comparable", "status_period": "2033"}, "不可比 Not comparable 2033"),
        ({"status": "pending"}, "未到期 Pending"),
        ({"status": "no_evidence"}, "到期无数据 Due, no evidence"),
        (None, "暂无对照 Nothing to compare with"),
    ],
)
def test_the_tracker_shows_what_the_commitment_says_and_reckons_nothing(
    make_dist: Callable[[Any], Path], said: dict[str, str] | None, shown: str
) -> None:
    """A later observation that would meet the aim stands in `observations` and `progress`, and changes no status."""
    rows = copy.deepcopy(example())
    [observation] = rows["targets"]["observations"]
    [commitment] = rows["targets"]["commitments"]
    later = {"observation_id": f"{PAPER}.o-00000002", "period": "2035", "value": "99", "value_base": "99"}
    rows["targets"]["observations"].append(observation | later)
    rows["targets"]["progress"] = [
        {"target_id": commitment["target_id"], "commitment_id": commitment["commitment_id"], "status": "met_late"}
        | {"observation_id": later["observation_id"], "period": "2035", "ratio": "8.25", "basis": "同一指标与单位"}
    ]
    bare = {name: value for name, value in commitment.items() if not name.startswith("status")}
    rows["targets"]["commitments"] = [bare | said] if said else []
    dist = make_dist(rows)
    build(dist)
    for page in ("tracker/index.html", f"documents/{PLAN}/index.html"):
        cell = parsed(dist / page).select_one("tbody tr td.progress-cell")
        assert " ".join(cell.get_text(" ").split()).startswith(shown), page


def test_a_table_page_is_its_dictionary_from_the_descriptor(built: Path) -> None:
    soup = parsed(built / "policies" / "responsibilities" / "index.html")
    fields = {row.code.string: row.get_text(" ", strip=True) for row in soup.select(".dictionary tbody tr")}
    assert "任务标识 Measure id" in fields["measure_id"]
    assert "→ measures" in fields["measure_id"]
    assert "lead" in fields["role"]
    assert soup.select_one("a[download]")["href"] == "../../policies/1.0.0/data/responsibilities.csv"


def test_text_that_a_spreadsheet_would_run_is_shown_as_it_was_read(make_dist: Callable[[Any], Path]) -> None:
    rows = example()
    rows["policies"]["sections"][0]["text"] = "=1+1" + rows["policies"]["sections"][0]["text"][4:]
    dist = make_dist(rows)
    assert "'=1+1" in (dist / "policies/1.0.0/data/sections.csv").read_text("utf-8")
    build(dist)
    assert document_page(dist, PLAN).select_one(".body p").get_text().startswith("=1+1")
    assert document_page(dist, PLAN).find(id="q-t-00000001").get_text() == "到2033年，建成数字街区12个"


def hostile() -> Any:
    """The example with markup in every free text, and addresses that would run."""
    rows = copy.deepcopy(example())
    counted = {"position", "level", "page", "char_start", "char_end", "row", "column", "ratio"}

    def is_free(name: str) -> bool:
        return not name.endswith(("_id", "_start", "_end", "_span", "_rows", "_columns")) and name not in counted

    for tables in rows.values():
        for table in tables.values():
            for row in table:
                row.update({name: value + HOSTILE for name, value in row.items() if is_free(name)})
    rows["policies"]["sources"][0]["url"] = "javascript:alert(1)//https://x.example/"
    return rows


def test_markup_in_any_text_stays_text(make_dist: Callable[[Any], Path]) -> None:
    dist = make_dist(hostile())
    build(dist)
    for page in dist.rglob("*.html"):
        soup = parsed(page)
        assert {str(tag.get("src")).rpartition("/")[2].partition("?")[0] for tag in soup.select("script[src]")} <= {
            "site.js",
            "search.js",
        }
        assert soup.select("img, textarea") == [], page
        assert [a for tag in soup.select("*") for a in tag.attrs if a.lower().startswith("on")] == []
        assert [t for t in soup.select("[href]") if not re.match(r"(https://|[./#\w])", str(t["href"]))] == []
        assert "javascript:" not in {urlsplit(str(t["href"])).scheme + ":" for t in soup.select("[href]")}
    page = document_page(dist, PLAN)
    assert page.h1.get_text() == "云川市数字街区建设行动计划" + HOSTILE
    assert list(broken_links(dist)) == []


def test_two_builds_give_the_same_bytes_and_leave_releases_alone(dist: Path, tmp_path: Path) -> None:
    before = hashes(dist)
    first = build(dist)
    after = hashes(dist)
    assert {path: after[path] for path in before} == before
    second = build(dist)
    assert hashes(dist) == after
    assert first.changed > 0
    assert (second.changed, second.removed, second.pages) == (0, 0, first.pages)
    assert not list(dist.glob(".site-*"))


def test_pages_of_documents_that_are_gone_are_removed(dist: Path) -> None:
    build(dist)
    stray = dist / "documents" / "hand-made.html"
    stray.write_text("kept", "utf-8")
    stood = {path for path in dist.rglob("*") if path.is_file()}
    listed = dist / "policies" / "1.0.0" / "data" / "documents.csv"
    lines = listed.read_text("utf-8").splitlines(keepends=True)
    listed.write_text("".join(line for line in lines if not line.startswith(NEWS)), "utf-8")
    removed = build(dist).removed
    gone = sorted(path.relative_to(dist).as_posix() for path in stood if not path.exists())
    # The one news item had a page, an address and a file of the index of search by itself.
    assert gone[:2] == [f"documents/{NEWS}/index.html", f"id/{NEWS}/index.html"]
    assert [re.sub(r"\d+", "", name) for name in gone[2:]] == ["search/entries-.json"]
    assert removed == len(gone)
    assert not (dist / "documents" / NEWS).exists()
    assert (dist / "documents" / PLAN / "index.html").is_file()
    assert stray.is_file()


def test_long_lists_are_paged(make_dist: Callable[[Any], Path]) -> None:
    rows = example()
    issue = rows["policies"]["issues"][0]
    rows["policies"]["issues"] = [issue | {"issue_id": f"i-{n:04}"} for n in range(351)]
    dist = make_dist(rows)
    build(dist)
    sizes = [len(parsed(page).select("#list tbody tr")) for page in (dist / "issues").iterdir()]
    assert sum(sizes) == 351
    assert max(sizes) <= LARGEST
    assert len(sizes) >= 5
    assert list(broken_links(dist)) == []


def test_the_newest_version_is_shown_and_the_older_listed(dist: Path) -> None:
    index = dist / "policies" / "index.json"
    (dist / "policies" / "1.0.0").rename(dist / "policies" / "1.1.0")
    index.write_text(
        '{"versions": [{"version": "1.1.0", "date": "2033-08-01", "reasons": ["12 rows more"]},'
        ' {"version": "1.0.0", "date": "2033-07-01"}]}',
        "utf-8",
    )
    build(dist)
    soup = parsed(dist / "policies" / "index.html")
    assert soup.select_one(".meta dd").string == "1.1.0"
    assert "12 rows more" in soup.select_one("#versions").find_parent("section").get_text()


def test_a_base_address_makes_canonical_addresses_and_a_sitemap_line(dist: Path) -> None:
    build(dist, base_url="https://data.example/gongbao/")
    canonical = document_page(dist, PLAN).select_one("link[rel=canonical]")["href"]
    assert canonical == f"https://data.example/gongbao/documents/{PLAN}/"
    assert "Sitemap: https://data.example/gongbao/sitemap.xml" in (dist / "robots.txt").read_text("utf-8")
    assert parsed(dist / "404.html").select_one(".wordmark")["href"] == "/gongbao/index.html"


@pytest.mark.parametrize("document_id", ["../../outside", "a/b", ".hidden", "..", "A B"])
def test_an_id_that_could_leave_the_folder_is_refused(make_dist: Callable[[Any], Path], document_id: str) -> None:
    rows = example()
    rows["policies"]["documents"][0]["document_id"] = document_id
    dist = make_dist(rows)
    before = hashes(dist)
    with pytest.raises(SiteError, match="folder"):
        build(dist)
    assert hashes(dist) == before


def test_a_file_that_is_not_the_sites_own_is_not_overwritten(dist: Path) -> None:
    (dist / "index.html").write_text("somebody's", "utf-8")
    with pytest.raises(SiteError, match=r"index\.html"):
        build(dist)
    assert (dist / "index.html").read_text("utf-8") == "somebody's"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("policies/index.json", "{", "policies/index.json"),
        ("policies/index.json", '{"versions": []}', "no version"),
        ("policies/index.json", '{"versions": [{"version": "../x"}]}', "not a version"),
        ("policies/1.0.0/datapackage.json", '{"resources": [{"name": "x", "path": "../../x"}]}', "inside the release"),
    ],
)
def test_a_broken_release_is_named(dist: Path, name: str, content: str, message: str) -> None:
    (dist / name).write_text(content, "utf-8")
    with pytest.raises(SiteError, match=message):
        build(dist)
    assert not list(dist.glob(".site-*"))


@pytest.mark.parametrize("content", ["", "[]", "{", '{"files": 5}', "[" * 100_000])
def test_a_damaged_list_of_the_sites_files_is_written_anew(dist: Path, content: str) -> None:
    build(dist)
    written = {path: path.read_bytes() for path in dist.rglob("*") if path.is_file()}
    (dist / "site.json").write_text(content, "utf-8")
    (dist / "index.html").write_text("altered", "utf-8")
    build(dist)
    assert {path: path.read_bytes() for path in dist.rglob("*") if path.is_file()} == written
    (dist / "site.json").write_text(content, "utf-8")
    (dist / ".site.json").write_text(content, "utf-8")
    with pytest.raises(SiteError, match="damaged"):
        build(dist)


def test_an_empty_dist_still_makes_a_site(tmp_path: Path) -> None:
    assert build(tmp_path).pages >= 5
    assert list(broken_links(tmp_path)) == []


@pytest.mark.parametrize("page", ["policies", "policies/documents"])
def test_data_describe_themselves_to_machines(built: Path, page: str) -> None:
    soup = parsed(built / page / "index.html")
    about, crumbs = (json.loads(tag.string) for tag in soup.select("script[type='application/ld+json']"))
    assert (about["@type"], about["name"]) == ("Dataset", soup.h1.get_text())
    assert about["license"].startswith("https://creativecommons.org/")
    files = [file["contentUrl"] for file in about["distribution"]]
    assert files
    assert all((built / page / file).resolve().is_file() for file in files)
    assert [item["position"] for item in crumbs["itemListElement"]] == list(range(1, 3 + page.count("/")))


def test_the_method_page_tells_the_first_runs_of_the_documentation(project: Path) -> None:
    told = (project / "docs" / "accuracy.md").read_text("utf-8")
    with pages.FIRST_RUNS.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) > 10
    for row in rows:
        figures = (f"{row['precision']} / {row['recall']}", f"precision {row['precision']}, recall {row['recall']}")
        # What has no commit is told in words: 7 of 13 pairs, all right.
        assert any(figure in told for figure in figures) or not row["commit"], row


@pytest.mark.parametrize("contact", ["", "data@yunchuan.example"])
def test_who_keeps_the_site_is_linked_where_it_is_known(dist: Path, contact: str) -> None:
    build(dist, contact=contact)
    page = BeautifulSoup((dist / "method" / "index.html").read_text("utf-8"), "lxml")
    links = [link["href"] for link in page.select("#wrong ~ p a.contact")]
    assert links == (["mailto:data@yunchuan.example"] * 2 if contact else [])
