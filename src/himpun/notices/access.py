"""Who may come to which page of notices; whose notices and mails they are, each page decides."""

ACCESS = {
    "notices:mine": "signed-in",
    "notices:open": "signed-in",
    "notices:read": "signed-in",
    "notices:choices": "signed-in",
    "notices:mails": "member",
    "notices:mail_anew": "member",
    "notices:mail_aside": "member",
}
