"""Bundles what stands in browser/ into the static files: one script per entry, and its style sheet;
beside them the fonts that papers are set in.

The packages must be installed (`make bundles` sees to it). No source maps: the collected static
files are renamed by their content, and a map's name inside a script would point nowhere.
"""

import json
import shutil
import sys
from pathlib import Path

from node import ROOT, TOOLS, node_and_npm, runs

BROWSER = ROOT / "browser"
PACKAGES = BROWSER / "node_modules"
BUILT = ROOT / "src" / "himpun" / "project" / "static" / "built"
# Classic scripts: a module's imports would name files as they were called before they were hashed.
HOW = (
    "--bundle", "--minify", "--format=iife", "--target=es2020", "--charset=utf8",
    "--legal-comments=none", "--log-level=warning",
)  # fmt: skip
# The four faces of Arimo (as wide as Arial, letter by letter), for typst reads no packed web fonts.
FACES = ("400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic")


def copy_fonts(target: Path) -> None:
    target.mkdir()
    for face in FACES:
        name = f"Arimo_{face}.ttf"
        shutil.copyfile(PACKAGES / "@expo-google-fonts" / "arimo" / face / name, target / name)


def licences() -> str:
    """The licence and notice of each package whose code is in a bundle, as they ask to be given."""
    lock = json.loads((BROWSER / "package-lock.json").read_text(encoding="utf-8"))
    bundled = [path for path, entry in lock["packages"].items() if path and not entry.get("dev")]
    parts = []
    for path in sorted(bundled):
        name = path.removeprefix("node_modules/")
        parts.append(f"{name} {lock['packages'][path]['version']}")
        for pattern in ("LICENSE*", "NOTICE*", "licenses/*"):
            texts = sorted((BROWSER / path).glob(pattern))
            parts += [text.read_text(encoding="utf-8").strip() for text in texts]
    return "\n\n".join(parts) + "\n"


def main() -> None:
    entries = sorted(str(path.relative_to(ROOT)) for path in BROWSER.glob("*.js"))
    esbuild = str(PACKAGES / "esbuild" / "bin" / "esbuild")
    fresh = TOOLS / "built"
    shutil.rmtree(fresh, ignore_errors=True)
    node, *_ = node_and_npm() or ("",)
    if not node or not runs(node, esbuild, *entries, *HOW, f"--outdir={fresh}"):
        sys.exit("The browser's libraries could not be bundled: see above.")
    copy_fonts(fresh / "fonts")
    (fresh / "licences.txt").write_text(licences(), encoding="utf-8")
    shutil.rmtree(BUILT, ignore_errors=True)
    shutil.move(fresh, BUILT)


if __name__ == "__main__":
    main()
