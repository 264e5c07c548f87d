"""What may be asked of performance data: one function each, atomic, with its journal."""
