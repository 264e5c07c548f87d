"""The templates that come with the program: one for each kind, as data in `seed/templates`."""

import tomllib
from functools import cache
from pathlib import Path

from himpun.letters.rules.kinds import Kind
from himpun.letters.rules.template import Template, load, mistakes_in

TEMPLATES = Path(__file__).parent.parent / "seed" / "templates"


@cache
def shipped_template(kind: Kind) -> Template:
    """The template of a kind where the agency has none of its own."""
    text = (TEMPLATES / f"{kind.key}.toml").read_text(encoding="utf-8")
    body = tomllib.loads(text)
    mistakes = mistakes_in(body, kind)
    if mistakes:
        raise ValueError(f"{kind.key}: " + " ".join(map(str, mistakes)))
    return load(body)
