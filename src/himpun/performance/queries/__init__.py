"""Questions about performance data; each is one function, its cost in queries is said there."""

# The types that pages and forms name in their signatures; they never import the tables.
from himpun.performance.models import (
    Agreement,
    Indicator,
    IndicatorVersion,
    Objective,
    PerformanceSettings,
)

__all__ = ["Agreement", "Indicator", "IndicatorVersion", "Objective", "PerformanceSettings"]
