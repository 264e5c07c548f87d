"""What may be asked of papers: each function is one wish, whole or not at all, and journalled."""

from himpun.letters.services.beside import (
    draft_beside,
    drop_beside,
    return_beside,
    submit_beside,
)
from himpun.letters.services.by_hand import accept_scan, ready_papers
from himpun.letters.services.cancelling import cancel_paper
from himpun.letters.services.drafting import draft_paper
from himpun.letters.services.editing import edit_paper
from himpun.letters.services.filing import file_paper
from himpun.letters.services.letterhead import set_letterhead
from himpun.letters.services.marking import initial_papers, sign_papers
from himpun.letters.services.sample import load_sample_letterhead
from himpun.letters.services.templates import (
    publish_template,
    save_template,
    withdraw_template,
)
from himpun.letters.services.word import accept_docx

__all__ = [
    "accept_docx",
    "accept_scan",
    "cancel_paper",
    "draft_beside",
    "draft_paper",
    "drop_beside",
    "edit_paper",
    "file_paper",
    "initial_papers",
    "load_sample_letterhead",
    "publish_template",
    "ready_papers",
    "return_beside",
    "save_template",
    "set_letterhead",
    "sign_papers",
    "submit_beside",
    "withdraw_template",
]
