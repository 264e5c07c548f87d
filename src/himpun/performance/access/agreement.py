"""Who may ask for agreements and settings. Who keeps or approves them, each page asks (403)."""

ACCESS_AGREEMENT = {
    "performance:agreements": "member",
    "performance:agreement": "member",
    "performance:agreement_draft": "member",
    "performance:agreement_fill": "member",
    "performance:agreement_approve": "member",
    "performance:agreement_cancel": "member",
    "performance:settings": "member",
    "performance:settings_change": "member",
    "performance:closing_set": "member",
    "performance:cross_rule_add": "member",
    "performance:cross_rule_close": "member",
}
