"""Keys of the scene's people."""

from tests.runs.scene import Scene

from himpun.letters.models import SigningKey
from himpun.letters.services.keys import ensure_signing_key


def key_of(scene: Scene, code: str = "sekretaris") -> SigningKey:
    """The key of a person of the scene, made when there is none."""
    return ensure_signing_key(person=scene.person(code), now=scene.now)
