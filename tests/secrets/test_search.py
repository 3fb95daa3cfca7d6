"""What is sent marked leaves nothing behind, and the search for it can find what leaks (6.2)."""

from __future__ import annotations

from faults.secrets import searched


def test_marked_words_and_files_sent_by_every_form_leave_nothing_and_a_gate_taken_away_does() -> None:
    told = searched("", 4)
    assert (told["found"], told["refusals"] > 0, "500" in told["answers"]) == ([], True, False)
    assert searched("", 4, None, "--open")["found"] != []
