"""Work that nobody waits for: which jobs there are, who runs them, and whether they are well."""
