"""Who may ask for which page; which agency's, each page decides."""

ACCESS: dict[str, str] = {
    "monitoring:times_home": "member",
    "monitoring:times": "member",
    "monitoring:held": "member",
    "monitoring:start": "member",
    "monitoring:agency": "member",
    "monitoring:agency_history": "member",
    "monitoring:region_start": "member",
    "monitoring:region": "member",
    "monitoring:region_history": "member",
    "monitoring:assess_start": "member",
    "monitoring:assess": "member",
    "monitoring:assess_row": "member",
    "monitoring:evaluate_start": "member",
    "monitoring:evaluate": "member",
    "monitoring:evaluate_one": "member",
    "monitoring:event_log_xes": "member",
    "monitoring:event_log_ocel": "member",
    "monitoring:evidence": "member",
    "monitoring:evidence_file": "member",
}
