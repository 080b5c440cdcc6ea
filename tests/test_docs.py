"""What the pages for people name is there: links, files, make targets, commands with their options, variables, limits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalog import remote
from extract import manners, request, snapshot
from extract.files import archive, paged
from extract.guard import process
from extract.pages import ocr
from pipelines import work
from pipelines.cli import main

ROOT = Path(__file__).resolve().parent.parent
NOT_OURS = {"data", "build", "node_modules", "specimens", "golden"}
"""Folders of what runs and tests make, and of documents that are read."""
ROOMS = "extract|transform|catalog|pipelines|seeds|tests|docs|\\.github|\\.ci"
MADE_BY_A_RECIPE = {"tests/extract/test_xlsx.py"}
"""Files that a page tells how to make."""
MB, GB = 1024**2, 1024**3


def is_ours(path: Path) -> bool:
    folders = path.relative_to(ROOT).parts[:-1]
    return not any(part in NOT_OURS or (part.startswith(".") and part != ".github") for part in folders)


PAGES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.md") if is_ours(path))


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def code(page: str) -> Iterator[str]:
    """Give the lines of code blocks, and what stands in back quotes."""
    fenced = False
    for line in text_of(page).splitlines():
        if line.startswith("```"):
            fenced = not fenced
        elif fenced or line.startswith("    "):
            yield line.strip()
        else:
            yield from re.findall(r"`([^`]+)`", line)


def anchors(page: Path) -> set[str]:
    """Give the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ +(.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_pages_that_a_house_has_are_there() -> None:
    expected = {"README.md", "README.zh-CN.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "seeds/README.md"}
    expected |= {
        f"docs/{name}.md" for name in ("README", "architecture", "adding", "consumers", "accuracy", "operations")
    }
    assert expected <= set(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_every_relative_link_resolves(page: str) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`]*`", "", text_of(page))):
        if re.match(r"https?://|mailto:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (ROOT / page).parent / name if name else ROOT / page
        assert target.exists(), f"{page}: {link}"
        assert not anchor or anchor in anchors(target), f"{page}: {link}"


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_is_named_exists(page: str) -> None:
    for words in code(page):
        for name in re.findall(rf"(?<![\w./-])(?:{ROOMS})/[\w./-]*(?![\w*<…])", words):
            assert name in MADE_BY_A_RECIPE or (ROOT / name).exists(), f"{page}: {name}"


@pytest.mark.parametrize("page", PAGES)
def test_every_make_target_exists(page: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    named = {name for words in code(page) for name in re.findall(r"(?:^|[\s$])make ([a-z]+)", words)}
    assert named <= targets


@pytest.mark.parametrize("page", PAGES)
def test_every_command_and_option_exists(page: str) -> None:
    for words in code(page):
        for name, rest in re.findall(r"(?:^|[\s/`])gongbao ([a-z]+)([^#&|→`]*)", words):
            assert name in main.commands, f"{page}: gongbao {name}"
            known = {option for parameter in main.commands[name].params for option in parameter.opts} | {"--help"}
            assert set(re.findall(r"--[a-z][a-z-]*", rest)) <= known, f"{page}: {words}"


@pytest.mark.parametrize("page", PAGES)
def test_every_variable_is_read_somewhere(page: str) -> None:
    sources = [*ROOT.glob("Makefile"), *(p for room in ROOMS.split("|")[:4] for p in (ROOT / room).rglob("*.py"))]
    sources += ROOT.glob("tests/**/*.py")
    read = {name for path in sources for name in re.findall(r"GONGBAO_[A-Z]+(?:_[A-Z]+)*", path.read_text("utf-8"))}
    assert set(re.findall(r"GONGBAO_[A-Z]+(?:_[A-Z]+)*", text_of(page))) <= read


@pytest.mark.parametrize("page", PAGES)
def test_no_page_knows_the_machine_that_it_was_written_on(page: str) -> None:
    assert re.findall(r"(?<![\w.])/(?:work|tmp|root|home|Users)/\S*", text_of(page)) == []


def test_both_languages_show_the_same_commands_and_pages() -> None:
    def shown(page: str) -> tuple[list[str], set[str]]:
        blocks = [line.split("#")[0].strip() for line in text_of(page).splitlines() if line.startswith("    ")]
        return blocks, set(re.findall(r"\]\((?!README)([\w./-]+)\)", text_of(page)))

    assert shown("README.md") == shown("README.zh-CN.md")


LIMITS = {
    "a fetch": f"{snapshot.SECONDS:g} s and {snapshot.LARGEST // MB} MB for all of a fetch",
    "silence": f"{request.SILENCE:g} s without a byte; {request.HEADS // MB} MB for heads; {snapshot.MOST_REDIRECTS} redirects",
    "robots.txt": f"{manners.ROBOTS_SECONDS:g} s, {manners.LARGEST_ROBOTS // 1024} KB",
    "reading": f"{process.SECONDS:g} s of processor time and {process.SECONDS_A_PICTURE:g} s more a picture for OCR ({ocr.MOST} pictures",
    "memory": f"{process.ADDRESS_SPACE // GB} GB of address space beyond the libraries; {process.LARGEST_FILE // MB} MB of file",
    "pages": f"{paged.MOST_PAGES:,} pages",
    "archives": f"{archive.LARGEST // MB} MB, {archive.MOST_PARTS:,} parts, {archive.LARGEST_XML // MB} MB of one XML part",
    "parsing": f"{work.SECONDS_TO_PARSE:g} s of processor time a source, {work.PATIENCE * work.SECONDS_TO_PARSE:g} s by the clock; "
    f"a worker is killed after {work.SECONDS_TO_GIVE_UP:g} s and has {work.MEMORY_TO_PARSE // GB} GB of address space",
    "packages": f"{remote.SECONDS:g} s and {remote.LARGEST // GB} GB |",
}
"""What SECURITY.md must say of each limit, as the code has it."""


@pytest.mark.parametrize("limit", LIMITS)
def test_limits_are_those_of_the_code(limit: str) -> None:
    assert LIMITS[limit] in text_of("SECURITY.md")
