"""Who may ask for recipients and for what came in; whose papers a person sees, each page decides.
The pages for everybody say nothing without the code of a paper or a recipient's link."""

ACCESS_SENDING = {
    "letters:incoming": "signed-in",
    "letters:incoming_paper": "signed-in",
    "letters:incoming_pdf": "signed-in",
    "letters:recipients": "member",
    "letters:receipts": "member",
    "letters:recipient_add": "member",
    "letters:recipient_add_units": "member",
    "letters:paper_send": "member",
    "letters:recipient_resend": "member",
    "letters:link_revoke": "member",
    "letters:recipient_withdraw": "member",
    "letters:receipt_record": "member",
    "public:check": "public",
    "public:check_paper": "public",
    "public:link": "public",
    "public:link_pdf": "public",
}
