"""The file store: what people hand in, kept once by content and never changed."""
