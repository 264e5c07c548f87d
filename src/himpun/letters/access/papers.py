"""Whoever sees an agency sees its papers; secret ones, their own people. Pages ask that."""

ACCESS_PAPERS = {
    "letters:home": "member",
    "letters:paper_draft": "member",
    "letters:step_marks": "member",
    "letters:papers": "member",
    "letters:paper": "member",
    "letters:paper_submit": "member",
    "letters:paper_marks": "member",
    "letters:paper_return": "member",
    "letters:paper_edit": "member",
    "letters:paper_trial": "member",
    "letters:paper_cancel": "member",
    "letters:paper_file": "member",
    "letters:paper_pdf": "member",
    "letters:paper_docx": "member",
    "letters:paper_word": "member",
    "letters:paper_picture": "member",
    "letters:paper_difference": "member",
}
