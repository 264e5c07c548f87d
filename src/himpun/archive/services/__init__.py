"""What may be asked of the archive: each function is one wish, whole or not at all."""

from himpun.archive.services.bringing import bring_package
from himpun.archive.services.disposal import (
    cancel_disposal,
    carry_out_disposal,
    decide_disposal,
    propose_disposal,
)
from himpun.archive.services.files import forget_content, store_file, store_made
from himpun.archive.services.holds import lift_hold, place_hold
from himpun.archive.services.integrity import begin_store_check, check_store_part
from himpun.archive.services.packages import (
    Interrupted,
    ask_check,
    check_next_package,
    order_package,
    seal_next_package,
)
from himpun.archive.services.records import (
    Description,
    Place,
    change_place,
    file_record,
    set_srikandi_number,
)
from himpun.archive.services.sample import load_sample_schedule
from himpun.archive.services.schedule import (
    Comparison,
    compare_schedule,
    load_offered_schedule,
    load_schedule,
    set_classification,
)
from himpun.archive.services.searching import drop_text, index_text, rebuild_search

__all__ = [
    "Comparison",
    "Description",
    "Interrupted",
    "Place",
    "ask_check",
    "begin_store_check",
    "bring_package",
    "cancel_disposal",
    "carry_out_disposal",
    "change_place",
    "check_next_package",
    "check_store_part",
    "compare_schedule",
    "decide_disposal",
    "drop_text",
    "file_record",
    "forget_content",
    "index_text",
    "lift_hold",
    "load_offered_schedule",
    "load_sample_schedule",
    "load_schedule",
    "order_package",
    "place_hold",
    "propose_disposal",
    "rebuild_search",
    "seal_next_package",
    "set_classification",
    "set_srikandi_number",
    "store_file",
    "store_made",
]
