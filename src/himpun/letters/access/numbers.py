"""Who may ask for registers. Who keeps them, each page asks: 403 for those who do not."""

ACCESS_NUMBERS = {
    "letters:registers": "member",
    "letters:register_set": "member",
    "letters:number_codes": "member",
    "letters:number_reserve": "member",
    "letters:number_use": "member",
    "letters:number_cancel": "member",
}
