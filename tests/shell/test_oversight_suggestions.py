"""The suggestion box (Articles 8.1d and 13): sent, seen, answered once; nothing marked secret gets in."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from giaoviec.documents.models import Attachment, Refusal
from giaoviec.duties import queries as duties
from giaoviec.journal.errors import Refused, Stale
from giaoviec.journal.models import Event
from giaoviec.oversight.actions.suggestions import answer, suggest
from giaoviec.oversight.models import Suggestion
from giaoviec.oversight.queries import support as queries
from giaoviec.rules.duties import DutyKind
from tests.cast import DAY, Cast, make_cast
from tests.shell.story import when

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(set_day: Any) -> Cast:
    set_day(DAY)
    return make_cast()


def sent(cast: Cast, kind: str = "product", username: str = "sxd.vanphong", **changes: Any) -> Suggestion:
    fields = {"content": "Nên có cột cơ quan phối hợp.", **changes}
    return suggest(kind, **fields, **when(cast, username))


def test_a_suggestion_is_told_to_the_offices_desk_and_journaled_without_its_words(cast: Cast) -> None:
    made = sent(cast)
    for username in ("chanhvp", "theodoi"):
        [told] = duties.notices_for(cast.actor(username))
        assert (told.kind, told.subject_id) == ("suggest", made.pk)
    assert duties.notices_for(cast.actor("vanthu")) == []
    event = Event.objects.get()
    assert (event.verb, event.subject, event.subject_id) == ("suggest", "suggestion", made.pk)
    assert "phối hợp" not in event.facts


@pytest.mark.parametrize(
    ("kind", "changes", "field", "sentence"),
    [
        ("", {}, "kind", "Chọn loại góp ý."),
        ("product", {"content": " \n "}, "content", "Ghi nội dung góp ý."),
        (
            "regulation",
            {},
            "letter",
            "Vướng mắc về Quy chế phản ánh bằng văn bản: ghi số, ngày văn bản hoặc gửi kèm tệp.",
        ),
        ("product", {"content": "x" * 10_001}, "content", "Nội dung dài quá; hãy viết gọn lại hoặc gửi kèm tệp."),
    ],
)
def test_what_a_suggestion_lacks_is_said_at_its_field(
    cast: Cast, kind: str, changes: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(Refused) as no:
        sent(cast, kind, **changes)
    assert (no.value.field, no.value.sentence, no.value.status) == (field, sentence, 422)
    assert not Suggestion.objects.exists()


def test_a_difficulty_with_the_regulation_comes_with_its_letter(cast: Cast) -> None:
    made = sent(cast, "regulation", letter=" 12/SXD-VP  ngày 20/11/2026 ")
    assert made.letter == "12/SXD-VP ngày 20/11/2026"


def test_an_auditor_does_not_suggest(cast: Cast) -> None:
    with pytest.raises(Refused) as no:
        sent(cast, username="kiemtoan")
    assert no.value.status == 404


def test_an_agency_sees_its_own_the_office_and_the_administrators_all(cast: Cast) -> None:
    mine, other = sent(cast), sent(cast, username="stc.vanphong")
    assert list(queries.visible(cast.actor("sxd.giamdoc"))) == [mine]
    for username in ("chanhvp", "theodoi", "chutich", "quantri"):
        assert queries.visible(cast.actor(username)).count() == 2
    assert queries.get(cast.actor("sxd.vanphong"), other.pk) is None


def test_the_office_answers_once_and_whoever_asked_is_told(cast: Cast) -> None:
    made = sent(cast)
    answer(made.pk, text="Sẽ bổ sung trong tháng 12.", **when(cast, "theodoi"))
    made.refresh_from_db()
    assert (made.answer, made.answered_on, made.answered_by_text) == (
        "Sẽ bổ sung trong tháng 12.",
        DAY,
        "Trần Quốc Bảo",
    )
    [told] = duties.notices_for(cast.actor("sxd.vanphong"))
    assert (told.kind, told.text) == ("answer_suggestion", "Sẽ bổ sung trong tháng 12.")
    assert duties.notices_for(cast.actor("sxd.giamdoc")) == []
    with pytest.raises(Stale) as late:
        answer(made.pk, text="Không cần.", **when(cast, "chanhvp"))
    assert late.value.sentence == "Trần Quốc Bảo đã trả lời góp ý này; hãy xem lại."
    assert queries.unanswered() == 0


def test_an_agency_does_not_answer(cast: Cast) -> None:
    made = sent(cast)
    with pytest.raises(Refused) as no:
        answer(made.pk, text="Tự trả lời.", **when(cast, "sxd.giamdoc"))
    assert no.value.status == 404


# ---- the page


def test_a_suggestion_is_sent_with_its_letter_as_a_file_and_read_through_it(cast: Cast) -> None:
    client = cast.client("sxd.vanphong")
    letter = SimpleUploadedFile("cong-van-12.txt", "Về việc thực hiện Quy chế.".encode())
    fields = {"kind": "regulation", "content": "Hạn 01 ngày làm việc quá ngắn.", "letter": "", "files": letter}
    response = client.post("/gop-y/", fields, follow=True)
    made = Suggestion.objects.get()
    assert response.redirect_chain == [(f"/gop-y/{made.pk}/", 302)]
    body = response.content.decode()
    assert "Đã gửi góp ý; Văn phòng UBND tỉnh sẽ trả lời tại đây." in body
    attachment = Attachment.objects.get(subject="suggestion", subject_id=made.pk)
    address = f"/gop-y/{made.pk}/tep/{attachment.pk}/"
    assert address in body
    shown: Any = client.get(address)
    assert b"".join(shown.streaming_content) == "Về việc thực hiện Quy chế.".encode()
    assert cast.client("stc.vanphong").get(address).status_code == 404
    assert cast.client("chanhvp").get(address).status_code == 200


def test_what_was_typed_is_still_there_when_it_is_refused(cast: Cast) -> None:
    response = cast.client("sxd.vanphong").post("/gop-y/", {"kind": "regulation", "content": "Hạn quá ngắn."})
    body = response.content.decode()
    assert response.status_code == 422
    assert "Vướng mắc về Quy chế phản ánh bằng văn bản" in body
    assert "Hạn quá ngắn.</textarea>" in body
    assert 'value="regulation" required checked' in body


@pytest.mark.parametrize("field", ["content", "letter"])
def test_marked_text_is_refused_and_leaves_nothing(cast: Cast, field: str) -> None:
    fields = {"kind": "product", "content": "Góp ý.", "letter": "", field: "TỐI MẬT\nKế hoạch phòng thủ khu vực"}
    response = cast.client("sxd.vanphong").post("/gop-y/", fields)
    assert response.status_code == 422
    assert "phòng thủ khu vực" not in response.content.decode()
    assert not Suggestion.objects.exists()
    assert not Event.objects.exists()
    assert Refusal.objects.count() == 1


def test_the_office_owes_an_answer_within_its_days_and_the_answer_meets_it(cast: Cast) -> None:
    made = sent(cast)
    [owed] = [one for one in duties.owed_by(cast.actor("theodoi"), DAY) if one.kind is DutyKind.ANSWER_SUGGESTION]
    assert (owed.subject_id, owed.due_on) == (made.pk, date(2026, 12, 1))
    answer(made.pk, text="Đã thêm cột.", **when(cast, "theodoi"))
    assert not [one for one in duties.owed_by(cast.actor("theodoi"), DAY) if one.kind is DutyKind.ANSWER_SUGGESTION]


def test_a_marked_file_is_refused_and_leaves_nothing(cast: Cast) -> None:
    file = SimpleUploadedFile("van-ban.txt", "ỦY BAN NHÂN DÂN\nMẬT\nSố: 1/KH".encode())
    response = cast.client("sxd.vanphong").post("/gop-y/", {"kind": "product", "content": "Góp ý.", "files": file})
    assert response.status_code == 422
    assert not Suggestion.objects.exists()
    assert not Attachment.objects.exists()
    assert Refusal.objects.count() == 1


def test_the_office_answers_on_the_page(cast: Cast) -> None:
    made = sent(cast)
    office = cast.client("theodoi")
    assert "Gửi trả lời" in office.get(f"/gop-y/{made.pk}/").content.decode()
    empty = office.post(f"/gop-y/{made.pk}/tra-loi/", {"answer": " "})
    assert (empty.status_code, "Ghi nội dung trả lời." in empty.content.decode()) == (422, True)
    done = office.post(f"/gop-y/{made.pk}/tra-loi/", {"answer": "Đã ghi nhận."}, follow=True)
    assert "Đã ghi nhận." in done.content.decode()
    again = office.post(f"/gop-y/{made.pk}/tra-loi/", {"answer": "Lần hai."})
    assert (again.status_code, "Lần hai." in again.content.decode()) == (409, True)
    assert "Trần Quốc Bảo đã trả lời góp ý này; hãy xem lại." in again.content.decode()


def test_the_list_is_narrowed_by_kind_and_state(cast: Cast) -> None:
    first, second = sent(cast, "support", content="Không in được."), sent(cast, content="Thêm cột.")
    answer(first.pk, text="Đã sửa.", **when(cast, "chanhvp"))
    office = cast.client("chanhvp")
    for query, seen, hidden in (
        ("trang-thai=cho", second, first),
        ("trang-thai=da-tra-loi", first, second),
        ("loai=ho-tro", first, second),
    ):
        body = office.get(f"/gop-y/?{query}").content.decode()
        assert f"/gop-y/{seen.pk}/" in body
        assert f"/gop-y/{hidden.pk}/" not in body


def test_strangers_find_nothing(cast: Cast) -> None:
    made = sent(cast)
    stranger = cast.client("stc.vanphong")
    assert stranger.get(f"/gop-y/{made.pk}/").status_code == 404
    assert stranger.post(f"/gop-y/{made.pk}/tra-loi/", {"answer": "x"}).status_code == 404
    assert cast.client("sxd.vanphong").post(f"/gop-y/{made.pk}/tra-loi/", {"answer": "x"}).status_code == 404
    assert cast.client("kiemtoan").post("/gop-y/", {"kind": "product", "content": "x"}).status_code == 404
