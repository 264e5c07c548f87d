"""What the pages' scripts ask for, in JSON."""
