"""What a job had to leave is heard by the worker that listens, and by no other."""

from threading import Thread

from himpun.office.services.ticks import Undone, left_undone


def test_it_is_heard_inside_and_nowhere_else() -> None:
    left_undone(what="Tidak ada yang mendengar.")
    with Undone() as heard:
        left_undone(what="Satu.")
        with Undone() as inner:
            left_undone(what="Dua.")
        left_undone(what="Tiga.")
    left_undone(what="Terlambat.")
    assert (heard, inner) == (["Satu.", "Tiga."], ["Dua."])


def test_another_thread_s_failures_are_not_this_one_s() -> None:
    with Undone() as heard:
        other = Thread(target=left_undone, kwargs={"what": "Milik orang lain."})
        other.start()
        other.join()
    assert heard == []
