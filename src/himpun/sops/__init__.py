"""The SOP register: reading a document in, checking it, publishing a version, printing it."""
