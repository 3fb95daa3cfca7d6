"""Hỏi, đôn đốc, biểu dương: who sends, where it arrives, how its answer comes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from giaoviec.duties import queries as duties
from giaoviec.duties.models import Duty
from giaoviec.duties.queries import OPEN
from giaoviec.journal.errors import Refused, Stale
from giaoviec.journal.models import Event
from giaoviec.oversight.actions import leading
from giaoviec.oversight.models import LeaderAct
from giaoviec.oversight.queries import leading as queries
from giaoviec.rules.duties import DutyKind
from tests.cast import DAY, Cast, make_cast
from tests.shell.story import directive, given, when

pytestmark = pytest.mark.django_db
DUE = date(2026, 11, 26)
"""Two working days after the day of the stories: Tuesday is a holiday."""


@pytest.fixture
def cast(set_day: Callable[[date], None]) -> Cast:
    set_day(DAY)
    return make_cast()


def lead(cast: Cast, who: str = "chutich", kind: str = "ask", **what: Any) -> LeaderAct:
    return leading.lead(kind, **{"text": "Vướng ở đâu?", **what}, **when(cast, who))


def refused(do: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as no:
        do()
    return no.value


def owed() -> list[tuple[str, date]]:
    return list(Duty.objects.filter(OPEN, kind=DutyKind.ANSWER_LEADER).values_list("agency__code", "due_on"))


@pytest.mark.parametrize("kind", ["ask", "urge"])
def test_what_is_asked_or_urged_lies_on_the_agencys_desk_with_a_day(cast: Cast, kind: str) -> None:
    row = lead(cast, kind=kind, assignment=given(cast).pk)
    assert owed() == [("sxd", DUE)]
    assert row.due_on == DUE
    for who in ("sxd.giamdoc", "sxd.vanphong"):
        [told] = [one for one in duties.notices_for(cast.actor(who)) if one.kind == f"lead_{kind}"]
        assert told.text == f"Trần Quang Minh {'hỏi' if kind == 'ask' else 'đôn đốc'}: Vướng ở đâu?"
    assert "Vướng" not in Event.objects.filter(verb="lead").get().facts


def test_a_commendation_is_a_note_that_owes_nothing(cast: Cast) -> None:
    row = lead(cast, kind="commend", agency=cast.agency("sxd").pk, text="Hoàn thành sớm.")
    assert (owed(), row.due_on) == ([], None)
    assert [one.kind for one in duties.notices_for(cast.actor("sxd.giamdoc"))] == ["lead_commend"]
    assert queries.of_agency(cast.agency("sxd").pk) == [row]


def test_the_answer_comes_back_to_the_leader_and_is_put_away(cast: Cast) -> None:
    row = lead(cast, assignment=given(cast).pk)
    leading.answer(row.pk, text="Chờ vốn.", **when(cast, "sxd.vanphong"))
    assert owed() == []
    assert [one.answer for one in queries.answered(cast.actor("chutich"))] == ["Chờ vốn."]
    assert [one.kind for one in duties.notices_for(cast.actor("chutich"))] == ["answer_leader"]
    leading.read(row.pk, by=cast.actor("chutich"), at=when(cast, "chutich")["at"])
    assert queries.answered(cast.actor("chutich")) == []
    with pytest.raises(Stale):
        leading.answer(row.pk, text="Lần nữa.", **when(cast, "sxd.giamdoc"))


@pytest.mark.parametrize(
    ("who", "status"), [("stc.vanphong", 404), ("sxd.chuyenvien", 404), ("theodoi", 403), ("pct.kinhte", 404)]
)
def test_nobody_answers_for_another_agency(cast: Cast, who: str, status: int) -> None:
    row = lead(cast, assignment=given(cast).pk)
    assert refused(lambda: leading.answer(row.pk, text="Chờ vốn.", **when(cast, who))).status == status
    assert owed() == [("sxd", DUE)]


@pytest.mark.parametrize(
    ("what", "field", "sentence"),
    [
        ({"text": " \n"}, "text", "Ghi câu hỏi."),
        ({"kind": "criticise"}, "kind", "Chọn hỏi, đôn đốc hoặc biểu dương."),
        ({"kind": ""}, "kind", "Chọn hỏi, đôn đốc hoặc biểu dương."),
        ({"text": "x" * 4001}, "text", "Nội dung dài quá 4000 ký tự; hãy viết gọn lại."),
        ({"text": "MẬT: số 12"}, "text", None),
    ],
)
def test_what_an_act_lacks_is_said_at_its_field(
    cast: Cast, what: dict[str, str], field: str, sentence: str | None
) -> None:
    no = refused(lambda: lead(cast, agency=cast.agency("sxd").pk, **what))
    assert no.field == field
    assert no.sentence == sentence if sentence else "mật" in no.sentence.lower()
    assert not LeaderAct.objects.exists()


def test_a_question_to_nobody(cast: Cast) -> None:
    for agency in (None, 0, cast.agency("chinhphu").pk):
        assert refused(lambda: lead(cast, agency=agency)).sentence == "Chọn cơ quan nhận ý kiến."  # noqa: B023


@pytest.mark.parametrize("who", ["chanhvp", "theodoi", "sxd.giamdoc", "noivu", "quantri"])
def test_only_leaders_lead(cast: Cast, who: str) -> None:
    assert refused(lambda: lead(cast, who, agency=cast.agency("stc").pk)).status == 404


def test_a_vice_chairman_acts_on_his_fields_and_on_what_he_directed(cast: Cast) -> None:
    own, directed, foreign = (
        given(cast, field="kinh tế"),
        given(cast, document=directive(cast, "77/CT-UBND", directed_by_id=cast.person("pct.kinhte").pk)),
        given(cast, field="văn xã"),
    )
    lead(cast, "pct.kinhte", assignment=own.pk)
    lead(cast, "pct.kinhte", assignment=directed.pk)
    no = refused(lambda: lead(cast, "pct.kinhte", assignment=foreign.pk))
    assert no.sentence == "Việc này ngoài lĩnh vực đồng chí phụ trách; đề nghị chuyển Chủ tịch."
    assert lead(cast, assignment=foreign.pk).agency.code == "sxd"


def test_what_the_office_holds_is_asked_of_the_office(cast: Cast) -> None:
    lead(cast, assignment=given(cast).pk, to_office=True)
    assert owed() == [("vp", DUE)]
    assert LeaderAct.objects.get().assignment is not None


def test_the_assistant_prepares_under_the_chairmans_name_and_one_press_sends_it(cast: Cast) -> None:
    row = lead(cast, "troly", assignment=given(cast).pk)
    assert (row.person_text, row.by_text, row.approved_on, owed()) == ("Trần Quang Minh", "Phan Thị Mai", None, [])
    assert queries.get(cast.actor("sxd.giamdoc"), row.pk) is None
    assert queries.prepared(cast.actor("chutich")) == [row]
    assert queries.prepared(cast.actor("pct.kinhte")) == []
    for who in ("troly", "pct.kinhte"):
        assert refused(lambda: leading.approve(row.pk, **when(cast, who))).status in (403, 404)  # noqa: B023
    leading.approve(row.pk, text="Vướng ở khâu nào?", **when(cast, "chutich"))
    assert owed() == [("sxd", DUE)]
    assert LeaderAct.objects.get().text == "Vướng ở khâu nào?"
    with pytest.raises(Stale):
        leading.approve(row.pk, **when(cast, "chutich"))


def test_what_was_prepared_may_be_dropped_until_it_is_sent(cast: Cast) -> None:
    row = lead(cast, "troly", agency=cast.agency("sxd").pk)
    leading.drop(row.pk, **when(cast, "troly"))
    assert queries.prepared(cast.actor("chutich")) == []
    sent = lead(cast, agency=cast.agency("sxd").pk)
    with pytest.raises(Stale):
        leading.drop(sent.pk, **when(cast, "chutich"))


def test_each_sees_what_is_his(cast: Cast) -> None:
    chairmans, deputys = (
        lead(cast, agency=cast.agency("sxd").pk),
        lead(cast, "pct.kinhte", agency=cast.agency("stc").pk),
    )
    seen = {
        "chutich": {chairmans, deputys}, "troly": {chairmans, deputys}, "pct.kinhte": {deputys},
        "chanhvp": {chairmans, deputys}, "sxd.giamdoc": {chairmans}, "stc.vanphong": {deputys},
        "sxd.chuyenvien": set(), "noivu": set(), "kiemtoan": set(), "quantri": set(),
    }  # fmt: skip
    assert {who: set(queries.visible(cast.actor(who))) for who in seen} == seen


def test_who_stands_in_for_the_chairman_acts_in_his_name(cast: Cast) -> None:
    instead = {**when(cast, "chutich"), "by": cast.actor("pct.kinhte", for_="chutich")}
    row = leading.lead("ask", agency=cast.agency("sxd").pk, text="Vướng ở đâu?", **instead)
    assert (row.person_id, row.person_text) == (cast.person("chutich").pk, "Trần Quang Minh")
    assert row.by_text == "Lê Hoàng Nam, thay Trần Quang Minh"
