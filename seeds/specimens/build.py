"""Sets the specimens from their masters: `python seeds/specimens/build.py`.

Needs the extra `specimens` (WeasyPrint) and the fonts Noto Serif CJK and Noto Sans CJK; nothing else in the project
does, for the built files are committed. The same tools give the same bytes; `toolchain.json` says which ones were used.
The news page and the work plan are written by hand and need no setting.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
from pathlib import Path

import jinja2
import yaml

HERE = Path(__file__).parent
MASTERS = HERE / "masters"
FAMILIES = {"Cut Serif": "Noto Serif CJK SC", "Cut Sans": "Noto Sans CJK SC"}
WEIGHTS = {"normal": "regular", "bold": "bold"}
PDFS = {"gazette": "yunchuan-gazette-2024-9.pdf", "paper": "yunchuan-white-paper-2025.pdf"}
PAGE = "yunchuan-plan-page.html"


def installed(pattern: str, *properties: str) -> list[str]:
    """Give properties of the font that fontconfig finds for a pattern.

    Raises `RuntimeError` where fontconfig is missing or has to put another family in its place.
    """
    wanted = "|".join(f"%{{{name}}}" for name in ("family[0]", *properties))
    try:
        found = subprocess.run(["fc-match", "--format", wanted, pattern], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise RuntimeError(f"fontconfig cannot be asked for the fonts ({error})") from error
    family, *values = found.stdout.split("|")
    if family != pattern.partition(":")[0]:
        raise RuntimeError(f"the font {pattern} is not installed")
    return values


def toolchain() -> dict[str, str]:
    """Give what the built bytes depend on beside the masters: the versions of the tools and of each font.

    Raises `RuntimeError` where one of them is not installed.
    """
    try:
        import fontTools
        import weasyprint
    except (ImportError, OSError) as error:
        raise RuntimeError(f"WeasyPrint is not installed ({error})") from error
    fonts = {family: installed(family, "fontversion")[0] for family in FAMILIES.values()}
    return {"WeasyPrint": weasyprint.__version__, "fontTools": fontTools.version, **fonts}


def cut_fonts(text: str, folder: Path) -> str:
    """Write the fonts with the glyphs of `text` alone into `folder`; give the style sheet that names them.

    WeasyPrint keeps the numbers of the glyphs, and a font of 60,000 has half a megabyte of empty ones.
    """
    from fontTools import subset
    from fontTools.ttLib import TTFont

    rules = []
    for name, family in FAMILIES.items():
        for weight, style in WEIGHTS.items():
            file, index = installed(f"{family}:{style}", "file", "index")
            # The upper half of the index is the named instance of a variable font.
            font = TTFont(file, fontNumber=int(index) & 0xFFFF, recalcTimestamp=False)
            options = subset.Options(layout_features=[], drop_tables=[*subset.Options().drop_tables, "vmtx", "VORG"])
            cutter = subset.Subsetter(options)
            cutter.populate(text=text)
            cutter.subset(font)
            path = folder / f"{name}-{weight}.otf".replace(" ", "-")
            font.save(path)
            rules.append(f'@font-face {{ font-family: "{name}"; font-weight: {weight}; src: url("{path.as_uri()}"); }}')
    return "\n".join(rules)


def filling() -> dict[str, object]:
    """Give what the masters are filled with: the issue's documents, and the plan's tasks numbered through."""
    groups = yaml.safe_load((MASTERS / "gazette.yaml").read_text(encoding="utf-8"))
    tasks = yaml.safe_load((MASTERS / "parts" / "tasks.yaml").read_text(encoding="utf-8"))
    number = 0
    numbered = []
    for group, rows in tasks:
        taken = []
        for task, *rest in rows:
            number += 1
            taken.append(((number, task), *rest))
        numbered.append((group, taken))
    return {"groups": groups, "tasks": numbered}


def build(out: Path) -> None:
    """Write the PDFs and the policy page into `out`."""
    # Cut fonts carry a date of their own making.
    os.environ["SOURCE_DATE_EPOCH"] = "1704067200"
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    masters = jinja2.Environment(
        loader=jinja2.FileSystemLoader(MASTERS), undefined=jinja2.StrictUndefined, keep_trailing_newline=True
    )
    data = filling()
    with tempfile.TemporaryDirectory() as folder:
        for name, file in PDFS.items():
            text = masters.get_template(f"{name}.html").render(data)
            sheet = (MASTERS / f"{name}.css").read_text(encoding="utf-8")
            fonts = FontConfiguration()
            cut = cut_fonts("".join(sorted({*text, *sheet, *map(chr, range(32, 127))})), Path(folder))
            styles = [weasyprint.CSS(string=cut + sheet, font_config=fonts)]
            page = weasyprint.HTML(string=text, base_url=str(MASTERS))
            page.write_pdf(out / file, stylesheets=styles, font_config=fonts, pdf_identifier=name.encode())
    page = masters.get_template("page.html").render(data)
    (out / PAGE).write_text(page, encoding="utf-8", newline="\n")


def main() -> None:
    """Build into this folder, or into another to compare."""
    parser = argparse.ArgumentParser(description="Set the specimens from their masters.")
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write to")
    out = parser.parse_args().out
    used = json.dumps(toolchain(), ensure_ascii=False, indent=2) + "\n"
    build(out)
    (out / "toolchain.json").write_text(used, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
