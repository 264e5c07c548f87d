"""Who may ask for forms and values. Whose a form is to see, each page asks of its agency (404 for
others); whose it is to fill in, the step of its run says."""

ACCESS_COLLECTING = {
    "performance:run_forms": "signed-in",
    "performance:form": "signed-in",
    "performance:save": "signed-in",
    "performance:form_complete": "signed-in",
    "performance:form_reopen": "signed-in",
    "performance:form_print": "signed-in",
    "performance:indicator": "signed-in",
    "performance:value": "signed-in",
    "performance:evidence_add": "signed-in",
    "performance:evidence_file": "signed-in",
    "performance:evidence_withdraw": "signed-in",
    "performance:comment_add": "signed-in",
    "performance:query_open": "signed-in",
    "performance:query_act": "signed-in",
}
