"""Who may ask for which page. What a person sees there is scoped to the agencies they see."""

ACCESS = {
    "sops:register": "signed-in",
    "sops:publish_check": "administrator",
    "sops:publish": "administrator",
    "sops:sop": "signed-in",
    "sops:version": "signed-in",
    "sops:withdraw": "administrator",
    "sops:download": "signed-in",
}
