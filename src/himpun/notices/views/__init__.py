"""The pages of notices and mails."""
