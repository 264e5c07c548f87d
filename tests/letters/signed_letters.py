"""A letter that was signed with real keys and lies before who distributes it."""

from pathlib import Path

from tests.letters.marking import initial, sign, to_the_letter
from tests.letters.run_papers import ORDER, with_papers
from tests.remembered import remembered
from tests.runs.scene import Scene

KIND = "surat-permintaan-data"


def signed_letter(folder: Path, url: str = "") -> Scene:
    """Pesisir Selatan at row 6; ``url`` is where its code leads to."""

    def made() -> Scene:
        scene = with_papers(folder)
        to_the_letter(scene, ORDER)
        initial(scene, "sekretaris", KIND)
        scene.complete("4")
        sign(scene, "kadis", KIND)
        scene.complete("5")
        return scene

    return remembered(("signed letter", url), made)
