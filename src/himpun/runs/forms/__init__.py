"""The forms of steps: what each kind of step asks, and how what was filled in is shown again."""

from himpun.runs.forms.kinds import KINDS, Known
from himpun.runs.forms.shown import SectionRead, content_read, quotes_in
from himpun.runs.forms.step import StepForm, Typed

__all__ = ["KINDS", "Known", "SectionRead", "StepForm", "Typed", "content_read", "quotes_in"]
