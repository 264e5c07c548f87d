"""Settings, root addresses, page frame, step kinds, background work and the `himpun` command."""
