"""Questions about notices and mails; each is one function, its cost in queries is said there."""
