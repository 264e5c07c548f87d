"""Are the style sheets and scripts of this version of the program collected?"""

import json
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

MANIFEST = "staticfiles.json"
"""What Django's ManifestStaticFilesStorage writes last, when all is collected."""


def is_collected() -> bool:
    """False where the program has a file that was never collected, or one that is newer than the
    last collecting: after an upgrade its pages could not be shown, or would look as before."""
    manifest = Path(settings.STATIC_ROOT) / MANIFEST
    if not manifest.is_file():
        return False
    known = json.loads(manifest.read_text(encoding="utf-8"))["paths"]
    made = manifest.stat().st_mtime
    return all(
        name in known and Path(storage.path(name)).stat().st_mtime <= made
        for finder in get_finders()
        for name, storage in finder.list([])
    )
