"""Who may ask for keys: certificates are no secret. Who may withdraw one, each page asks."""

ACCESS_KEYS = {
    "letters:keys": "member",
    "letters:authority": "member",
    "letters:key_revoke": "member",
    "letters:key_renew": "member",
}
