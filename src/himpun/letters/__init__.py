"""Papers that a step produces: drafted, numbered, initialled, signed, sent, verified."""
