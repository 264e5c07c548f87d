"""Who may ask for the pages of checks and corrections. Whose values a person sees, each page
decides; it answers 404 for the others. Who may ask for a correction or decide it, the page says."""

ACCESS_CHECKING = {
    "performance:run_outside": "signed-in",
    "performance:drops": "signed-in",
    "performance:correction_ask": "signed-in",
    "performance:correction": "signed-in",
    "performance:correction_proof": "signed-in",
    "performance:corrections": "signed-in",
}
