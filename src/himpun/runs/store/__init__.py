"""Tables ⇄ kernel values. The one hot path: it speaks SQL, in the same words on both databases."""

from himpun.runs.store.load import Head, events_of, has_event, load, load_whole, lock, read
from himpun.runs.store.save import Deed, save

__all__ = ["Deed", "Head", "events_of", "has_event", "load", "load_whole", "lock", "read", "save"]
