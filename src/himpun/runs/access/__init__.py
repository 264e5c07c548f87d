"""Who may ask for which page. Which runs a person sees, each page decides; it answers 404."""

from himpun.runs.access_steps import ACCESS_STEPS

ACCESS = {
    "runs:inbox": "signed-in",
    "runs:runs": "signed-in",
    "runs:start": "signed-in",
    "runs:start_sop": "signed-in",
    "runs:run": "signed-in",
    "runs:history": "signed-in",
    "runs:course": "signed-in",
    "runs:package": "signed-in",
    "runs:package_file": "signed-in",
    **ACCESS_STEPS,
}
