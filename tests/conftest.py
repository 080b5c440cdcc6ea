"""Where things are, for all rooms' tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Page

PROJECT = Path(__file__).parents[1]

# The same cases in every run, and no clock that a busy machine can make fail. HYPOTHESIS_PROFILE=search looks further.
settings.register_profile("ci", max_examples=60, derandomize=True, deadline=None, database=None)
settings.register_profile("search", max_examples=5000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session")
def project() -> Path:
    return PROJECT


@pytest.fixture(scope="session")
def seeds() -> Path:
    return PROJECT / "seeds"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the checkout with real documents, their labels and the scorer."""
    folder = PROJECT.parent / "shared"
    if not (folder / "corpus").is_dir():
        pytest.skip("there is no ../shared/corpus beside this checkout")
    return folder


@pytest.fixture(scope="session")
def corpus(shared: Path) -> Path:
    return shared / "corpus"


@pytest.fixture(scope="session")
def golden_is_recorded() -> bool:
    """Whether golden files are written anew before they are compared: GONGBAO_GOLDEN=1, as `make golden` sets it."""
    return bool(os.environ.get("GONGBAO_GOLDEN"))


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium, as GONGBAO_CHROMIUM or the PATH has it."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("GONGBAO_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.skip("there is no Chromium on this machine")
    return found


@pytest.fixture(scope="module")
def new_page(chromium: str) -> Iterator[Callable[..., Page]]:
    """Open pages in a headless Chromium of this module."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser.new_page
        browser.close()
