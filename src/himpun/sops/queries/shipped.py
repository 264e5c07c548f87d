"""The definitions that come with the program, for an agency to publish as they are."""

from django.conf import settings


def shipped_sops() -> list[str]:
    """Their ids, in order."""
    return sorted(path.parent.name for path in settings.HIMPUN_SOPS.glob("*/sop.toml"))


def shipped_content(named: str) -> bytes:
    """The file of one of them, by its id."""
    content: bytes = (settings.HIMPUN_SOPS / named / "sop.toml").read_bytes()
    return content
