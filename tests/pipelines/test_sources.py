"""The register says what is wrong with it: file, row, field, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.resources import Settings
from pipelines.sources import RegisterError, Source, check_register, read_registers

HEADER = "source_id,collection,path,url,title,publisher,published_on,licence,sha256"


@pytest.fixture(scope="module")
def schema(seeds: Path) -> Path:
    return seeds / "schemas" / "sources.schema.json"


def register(folder: Path, *rows: str, header: str = HEADER, name: str = "sources.csv") -> Path:
    path = folder / name
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def test_a_row_becomes_a_source_with_its_path_beside_the_register(tmp_path: Path, schema: Path) -> None:
    path = register(tmp_path, "plan-2031,yunchuan,plan.pdf,https://example.org/p,,云川市商务局,2031-05-20,,")
    assert read_registers([path], schema) == [
        Source(
            source_id="plan-2031",
            collection="yunchuan",
            path=str(tmp_path / "plan.pdf"),
            url="https://example.org/p",
            publisher="云川市商务局",
            published_on="2031-05-20",
            register=str(path),
            line=2,
        )
    ]


def test_collections_fill_what_a_row_leaves_empty(tmp_path: Path, schema: Path) -> None:
    (tmp_path / "collections.yaml").write_text(
        "yunchuan: {publisher: 云川市人民政府, area: 云川市, licence: CC0-1.0, selectors: {body: .article}}\n",
        encoding="utf-8",
    )
    path = register(
        tmp_path, "one,yunchuan,a.pdf,,,,,,", "two,yunchuan,b.pdf,,,云川市统计局,,,", "three,news,c.html,,,,,,"
    )
    one, two, three = read_registers([path], schema)
    assert (one.publisher, one.area, one.licence, one.selectors) == (
        "云川市人民政府",
        "云川市",
        "CC0-1.0",
        {"body": ".article"},
    )
    assert two.publisher == "云川市统计局"
    assert (three.publisher, three.area, three.selectors) == (None, None, {})


def test_corrections_are_those_of_the_seeds_and_those_beside_each_register(seeds: Path, tmp_path: Path) -> None:
    """A folder counts once, however many registers lie beside it."""
    one, two = tmp_path / "sources.csv", tmp_path / "more.csv"
    assert Settings(registers=[str(one), str(two)], seeds=str(seeds)).corrections_folders == [
        seeds / "corrections",
        tmp_path / "corrections",
    ]
    assert Settings(seeds=str(seeds)).corrections_folders == [seeds / "corrections"]


FAULTS = [
    # what is wrong, header, rows → line, field, words of the message, words of the advice
    (
        "unknown column",
        HEADER.replace("publisher", "publsher"),
        ["a,c,a.pdf,,,,,,"],
        1,
        "publsher",
        "unknown",
        "publisher",
    ),
    ("column twice", HEADER.replace("title", "url"), ["a,c,a.pdf,,,,,,"], 1, "url", "twice", "Delete"),
    ("column missing", "source_id,path", ["a,a.pdf"], 1, "collection", "missing", "header"),
    ("neither column", "source_id,collection", ["a,c"], 1, "path", "neither", "Add"),
    ("id empty", HEADER, [",c,a.pdf,,,,,,"], 2, "source_id", "required", "Fill"),
    ("collection empty", HEADER, ["a,,a.pdf,,,,,,"], 2, "collection", "required", "Fill"),
    ("bad slug", HEADER, ["Plan 2031,c,a.pdf,,,,,,"], 2, "source_id", "Plan 2031", "lower-case"),
    ("Chinese slug", HEADER, ["方案,c,a.pdf,,,,,,"], 2, "source_id", "方案", "ASCII"),
    ("neither path nor url", HEADER, ["a,c,,,,,,,"], 2, "path", "neither", "where the document is"),
    ("no web address", HEADER, ["a,c,,ftp//x,,,,,"], 2, "url", "ftp//x", "https://"),
    (
        "no status",
        "source_id,collection,path,status",
        ["b,c,b.pdf,gone"],
        2,
        "status",
        "gone",
        "withdrawn",
    ),
    ("no hash", HEADER, ["a,c,a.pdf,,,,,,abc"], 2, "sha256", "abc", "sha256sum"),
    ("ragged row", HEADER, ["a,c,a.pdf"], 2, None, "3 cells", "comma"),
    ("open quote", HEADER, ['a,c,"a.pdf,,,,,,'], 2, None, "not CSV", "quote"),
]


@pytest.mark.parametrize(
    ("header", "rows", "line", "field", "message", "advice"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS]
)
def test_faults_of_a_register(
    tmp_path: Path,
    schema: Path,
    header: str,
    rows: list[str],
    line: int,
    field: str | None,
    message: str,
    advice: str,
) -> None:
    path = register(tmp_path, *rows, header=header)
    with pytest.raises(RegisterError) as caught:
        read_registers([path], schema)
    [fault] = caught.value.faults
    assert (fault.file, fault.line, fault.field) == (str(path), line, field)
    assert message in fault.message
    assert advice in fault.advice
    assert str(fault).startswith(f"{path}:{line}: ")


@pytest.mark.parametrize("cell", ["2031年5月", "2031-02-30", "2031-13", "soon"])
def test_a_date_that_is_none_costs_only_itself(tmp_path: Path, schema: Path, cell: str) -> None:
    path = register(tmp_path, f"a,c,a.pdf,,云川市驿站方案,,{cell},,", "b,c,b.pdf,,,,2031-05-20,,")
    (tmp_path / "a.pdf").touch()
    (tmp_path / "b.pdf").touch()
    one, two = read_registers([path], schema)
    assert (one.title, one.published_on, two.published_on) == ("云川市驿站方案", None, "2031-05-20")
    assert one.faults == [
        f"line 2 of sources.csv: published_on: “{cell}” is not of the form asked for. "
        "Write 2031-05-20, as coarse as 2031-05 or 2031, or leave it empty"
    ]
    assert two.faults == []
    assert [(f.line, f.field) for f in check_register(path, schema)] == [(2, "published_on")]


def test_a_day_in_collections_is_a_text_like_any_other(tmp_path: Path, schema: Path) -> None:
    (tmp_path / "collections.yaml").write_text("c: {title: 2031-02-30, publisher: 2031-02-03}\n", encoding="utf-8")
    assert read_registers([register(tmp_path, "a,c,a.pdf,,,,,,")], schema)[0].publisher == "2031-02-03"


def test_all_faults_are_told_at_once(tmp_path: Path, schema: Path) -> None:
    first = register(tmp_path, "A,c,a.pdf,,,,,,", "b,c,,,,,soon,,", name="one.csv")
    second = register(tmp_path, "b,c,b.pdf,,,,,,", name="two.csv")
    with pytest.raises(RegisterError) as caught:
        read_registers([first, second, tmp_path / "three.csv"], schema)
    assert [(Path(f.file).name, f.line, f.field) for f in caught.value.faults] == [
        ("one.csv", 2, "source_id"),
        ("one.csv", 3, "published_on"),
        ("one.csv", 3, "path"),
        ("two.csv", 2, "source_id"),
        ("three.csv", None, None),
    ]


@pytest.mark.parametrize(
    ("yaml", "field", "message"),
    [
        ("- yunchuan\n", None, "not a mapping"),
        ("yunchuan: 云川市\n", "yunchuan", "not a mapping"),
        ("yunchuan: {editor: 云川市}\n", "yunchuan.editor", "unknown key"),
        ("yunchuan: {area: 530000}\n", "yunchuan.area", "530000"),
        ("yunchuan: {area: [}\n", None, "not YAML"),
    ],
)
def test_faults_of_collections(tmp_path: Path, schema: Path, yaml: str, field: str | None, message: str) -> None:
    (tmp_path / "collections.yaml").write_text(yaml, encoding="utf-8")
    (tmp_path / "a.pdf").touch()
    [fault] = [f for f in check_register(register(tmp_path, "a,c,a.pdf,,,,,,"), schema) if f.costs != "nothing"]
    assert (Path(fault.file).name, fault.field) == ("collections.yaml", field)
    assert message in fault.message
