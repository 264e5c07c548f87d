"""Whoever keeps the agency's papers changes its templates; the pages ask that themselves."""

ACCESS_TEMPLATES = {
    "letters:templates": "member",
    "letters:template": "member",
    "letters:template_trial": "member",
    "letters:template_publish": "member",
    "letters:template_withdraw": "member",
}
