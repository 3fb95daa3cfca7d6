"""Article 13: difficulties with the Regulation are reported in writing through the Office."""

from __future__ import annotations

from tests.regulation.province import Province


def test_a_difficulty_with_the_regulation_goes_to_the_office_with_its_letter(province: Province) -> None:
    """QC 13: the box, kind "regulation", with the letter; the Office answers."""
    page = province.at("sxd.vanphong", "/gop-y/").fill(
        kind="regulation", content="Ba ngày là quá gấp với xã đảo.", letter="12/SXD-VP ngày 20/11/2026",
        files=("cong-van.txt", "Công văn số 12/SXD-VP".encode()),
    ).press("Gửi góp ý")  # fmt: skip
    assert page.sees("Ba ngày là quá gấp với xã đảo.", "12/SXD-VP ngày 20/11/2026", "cong-van.txt"), page.main
    assert "Trả lời góp ý, hỗ trợ" in province.owed("chanhvp")
    office = province.at("chanhvp", page.here).fill(answer="Sẽ đưa vào đợt sửa đổi.").press("Gửi trả lời")
    assert office.status == 200
    assert province.at("sxd.vanphong", page.here).sees("Sẽ đưa vào đợt sửa đổi.")
    assert "Ba ngày" in province.at("chanhvp", "/gop-y/?loai=quy-che").text


def test_a_difficulty_without_a_letter_is_asked_for_one(province: Province) -> None:
    """QC 13: "phản ánh bằng văn bản"."""
    page = province.at("sxd.vanphong", "/gop-y/").fill(kind="regulation", content="Ba ngày là quá gấp.")
    page.press("Gửi góp ý")
    assert page.status == 422
    assert "bằng văn bản" in page.errors()["letter"]
    assert page.value("content") == "Ba ngày là quá gấp."


def test_an_agencys_difficulty_is_read_by_it_and_the_office_alone(province: Province) -> None:
    """QC 13."""
    page = province.at("sxd.vanphong", "/gop-y/").fill(kind="product", content="Thêm cột.").press("Gửi góp ý")
    province.at("stc.vanphong").open(page.here, status=404)
