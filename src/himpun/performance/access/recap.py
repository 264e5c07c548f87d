"""Who may ask for recaps: everybody, for the runs that they see; and for the page over several
agencies, whoever sees one."""

ACCESS_RECAP = {
    "performance:recap": "signed-in",
    "performance:recap_live": "signed-in",
    "performance:recap_frozen": "signed-in",
    "performance:recap_difference": "signed-in",
    "performance:recap_freeze": "signed-in",
    "performance:recap_analysis": "signed-in",
    "performance:region_start": "member",
    "performance:region": "member",
}
