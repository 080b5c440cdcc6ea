"""What a file's name claims against its bytes, as rows of `issues` that name the source and its file."""

from __future__ import annotations

from pathlib import Path

import dagster as dg

from pipelines.models import source_rows
from pipelines.reading import content, snapshots, source_register
from pipelines.resources import Settings, Workers

TEXT = "云川市便民网点方案\n\n到2031年，全市建成便民网点600个。\n"
LOGIN = "<html><head><title>用户登录</title></head><body><form><input type=password></form>请先登录。</body></html>"
FILES = {
    "plan": ("plan.txt", TEXT),
    "named": ("named.pdf", TEXT),
    "login": ("login.pdf", LOGIN),
    "page": ("page.html", LOGIN.replace("用户登录", "页面不存在")),
    # The same bytes under an honest name are another reading.
    "honest": ("honest.txt", TEXT),
}


def test_each_claim_that_is_refuted_is_an_issue_of_its_own_source(tmp_path: Path) -> None:
    for name, text in FILES.values():
        (tmp_path / name).write_text(text, encoding="utf-8")
    register = tmp_path / "sources.csv"
    rows = "".join(f"{source},yunchuan,{name}\n" for source, (name, _) in FILES.items())
    register.write_text("source_id,collection,path\n" + rows, encoding="utf-8")
    settings = Settings(home=str(tmp_path / "data"), registers=[str(register)])
    assets = [source_register, snapshots, content]
    assert dg.materialize(assets, resources={"settings": settings, "workers": Workers(count=1)}).success
    sources, issues = source_rows(settings)
    troubles = [row for row in issues if row["severity"] != "info"]
    found = {(row["source_id"], row["type"], row["severity"]): row["message"] for row in troubles}
    assert {*found} == {
        ("named", "media_type", "warning"),
        ("login", "not_read", "error"),
        ("page", "not_the_document", "warning"),
    }
    assert found["named", "media_type", "warning"].startswith(
        "named.pdf: The bytes are text/plain, though named.pdf says application/pdf;"
    )
    assert found["login", "not_read", "error"].startswith(
        "login.pdf: login.pdf says application/pdf, but the bytes are a page to log in (“用户登录”), which is no document."
    )
    assert {row["source_id"]: row["media_type"] for row in sources} == {
        "plan": "text/plain",
        "named": "text/plain",
        "login": "text/html",
        "page": "text/html",
        "honest": "text/plain",
    }
    read = {row["source_id"]: row["key"] for row in settings.folders.recall("content")}
    assert read["plan"] == read["honest"] != read["named"]
