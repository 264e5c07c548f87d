"""What may be asked of papers: each function is one wish, whole or not at all, and journalled."""
