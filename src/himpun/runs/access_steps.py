"""Who may ask for the pages of steps. Whether somebody sees a run at all, and may do its step, is
asked of the run itself: 404 for others."""

ACCESS_STEPS = {
    "runs:step": "signed-in",
    "runs:step_draft": "signed-in",
    "runs:step_reassign": "signed-in",
    "runs:step_file": "signed-in",
    "runs:step_file_withdraw": "signed-in",
}
