"""What is told and how, and when a mail is tried again."""
