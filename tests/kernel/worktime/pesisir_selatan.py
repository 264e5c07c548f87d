"""The fourteen steps of Dinas Perhubungan Pesisir Selatan: times and windows as printed."""

from himpun.kernel.worktime import PlannedStep, parse_duration, parse_window

START = "triwulan bulan 3, minggu 3, awal"
MIDDLE = "triwulan bulan 3, minggu 3, pertengahan"
END = "triwulan bulan 3, minggu 3, akhir"
FRIDAY = "triwulan bulan 3, minggu 4, jumat"
NEXT = "triwulan berikutnya, minggu 1"

WRITTEN = (
    ("10 menit", START), ("10 menit", START), ("45 menit", START),
    ("10 menit", MIDDLE), ("10 menit", MIDDLE),
    ("20 menit", END), ("30 menit", END),
    ("4 hari", FRIDAY), ("2 hari", FRIDAY), ("2 hari", FRIDAY),
    ("30 menit", NEXT), ("15 menit", NEXT), ("10 menit", NEXT), ("1 hari", NEXT),
)  # fmt: skip

STEPS = tuple(
    PlannedStep(no, parse_duration(time), parse_window(window))
    for no, (time, window) in enumerate(WRITTEN, start=1)
)
