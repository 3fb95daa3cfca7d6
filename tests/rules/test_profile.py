"""Profiles: a province's numbers, dated, each with what it rests on."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from giaoviec.rules.citation import Cite, Policy, outline
from giaoviec.rules.policies import POLICIES
from giaoviec.rules.profile import Number, ProfileError, compare, dump, load, profile_on
from giaoviec.rules.profiles import BINH_THUAN, CAO_NGUYEN_XANH, PROFILES
from giaoviec.rules.settings import SETTINGS

TEXTS = Path(__file__).parents[2] / "docs" / "regulation"


def test_the_regulation_of_binh_thuan_is_in_force_ten_days_after_signing():
    assert BINH_THUAN.effective_from == date(2015, 7, 4)
    assert not BINH_THUAN.covers(date(2015, 7, 3))
    assert BINH_THUAN.covers(date(2015, 7, 4))
    assert BINH_THUAN.covers(date(2026, 11, 24))


@pytest.mark.parametrize(
    ("key", "value", "ground"),
    [
        ("register_days", 1, Cite("QC 7.1")),
        ("first_update_days", 3, Cite("QC 7.2.b#1")),
        ("cycles", ("quarter", "half_year", "year"), Cite("QC 7.2.b#2")),
        ("report_periods", ("quarter", "half_year", "nine_months", "year"), Cite("QC 9.2")),
        ("paper_report_periods", ("quarter", "half_year", "year"), Cite("QC 6.2")),
        ("backup_days", 7, Cite("QC 8.1.đ")),
        ("at_once_days", 0, Policy("at_once")),
        ("explanation_days", 3, Policy("explanation_days")),
        ("default_cycle", "quarter", Policy("default_cycle")),
        ("extension_decider_starred", "chairman", Policy("extension_decider")),
        ("reminders", (7, 3, 1), Policy("reminders")),
    ],
)
def test_each_number_of_the_law_cites_its_clause_and_each_other_its_policy(key, value, ground):
    assert BINH_THUAN[key] == value
    assert BINH_THUAN.ground(key) == ground


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.code)
def test_a_shipped_profile_has_every_number_each_acceptable_and_grounded_in_its_text(profile):
    assert set(profile.numbers) == set(SETTINGS)
    assert [error for key, setting in SETTINGS.items() if (error := setting.error(profile[key]))] == []
    places = {clause.code for clause in outline((TEXTS / profile.text_file).read_text("utf-8"))}
    for key, number in profile.numbers.items():
        known = places if isinstance(number.ground, Cite) else POLICIES
        assert (number.ground.code if isinstance(number.ground, Cite) else number.ground.name) in known, key


def test_a_number_that_is_not_there_is_a_key_error():
    with pytest.raises(KeyError):
        BINH_THUAN["no_such_number"]


def test_the_profile_of_a_day_is_the_one_in_force_and_older_days_follow_the_first():
    later = replace(BINH_THUAN, code="later", effective_from=date(2027, 1, 1))
    first = replace(BINH_THUAN, effective_to=date(2026, 12, 31))
    for day, code in (
        (date(2010, 1, 1), "binh-thuan-2015"),
        (date(2015, 7, 4), "binh-thuan-2015"),
        (date(2026, 12, 31), "binh-thuan-2015"),
        (date(2027, 1, 1), "later"),
    ):
        assert profile_on(day, [later, first]).code == code


def test_a_later_profile_wins_where_both_are_in_force_and_the_last_one_goes_on_where_none_is():
    later = replace(BINH_THUAN, code="later", effective_from=date(2027, 1, 1), effective_to=date(2027, 6, 30))
    assert profile_on(date(2027, 2, 1), [BINH_THUAN, later]).code == "later"
    assert profile_on(date(2027, 7, 1), [BINH_THUAN, later]).code == "binh-thuan-2015"
    ended = replace(BINH_THUAN, effective_to=date(2026, 12, 31))
    assert profile_on(date(2027, 7, 1), [ended]).code == "binh-thuan-2015"


def test_a_fictional_profile_never_stands_beside_a_real_one():
    assert profile_on(date(2026, 11, 24), PROFILES) is BINH_THUAN
    assert profile_on(date(2026, 11, 24), [CAO_NGUYEN_XANH]) is CAO_NGUYEN_XANH


def test_without_a_profile_there_is_none_to_follow():
    with pytest.raises(ValueError, match="Chưa có hồ sơ quy chế nào"):
        profile_on(date(2026, 11, 24), [])


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.code)
def test_a_profile_comes_back_from_its_file_the_same(profile):
    assert load(json.loads(json.dumps(dump(profile), ensure_ascii=False))) == profile


def changed(**changes):
    """Bình Thuận's profile as a file, with some parts changed; a part set to None is left out."""
    data = dump(BINH_THUAN) | changes
    return {key: value for key, value in data.items() if value is not None}


def with_number(key, **changes):
    """The same with one number changed."""
    return changed(numbers={**dump(BINH_THUAN)["numbers"], key: {**dump(BINH_THUAN)["numbers"][key], **changes}})


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (changed(code=None), "Thiếu mã hồ sơ (code)."),
        (changed(name="  "), "Thiếu tên hồ sơ (name)."),
        (
            changed(effective_from="4/7/2015"),
            "Ngày effective_from phải ghi theo dạng 2026-03-01, không phải “4/7/2015”.",
        ),
        (changed(effective_from=None), "Ngày effective_from phải ghi theo dạng 2026-03-01, không phải “None”."),
        (
            changed(effective_to="2015-07-03"),
            "Ngày hết hiệu lực (effective_to) không được trước ngày bắt đầu hiệu lực (effective_from).",
        ),
        (changed(fictional="có"), "Dấu hư cấu (fictional) phải là true hoặc false."),
        (changed(tinh="x"), "Mục “tinh” không có trong hồ sơ quy chế; hãy bỏ hoặc sửa tên."),
        (changed(numbers=None), "Thiếu bảng các con số (numbers)."),
        (
            with_number("register_days", value=0),
            "Văn phòng cập nhật, chuyển văn bản (ngày làm việc): phải là số nguyên từ 1 đến 30.",
        ),
        (
            with_number("register_days", value=True),
            "Văn phòng cập nhật, chuyển văn bản (ngày làm việc): phải là số nguyên từ 1 đến 30.",
        ),
        (
            with_number("default_cycle", value="tuần"),
            "Kỳ cập nhật mặc định: phải là một trong month, quarter, half_year, year.",
        ),
        (with_number("reminders", value=[7, 0]), "Nhắc trước hạn (ngày): mỗi số phải là số nguyên từ 1 đến 60."),
        (with_number("reminders", value=7), "Nhắc trước hạn (ngày): phải là một danh sách."),
        (
            with_number("starred_second_person", value="có"),
            "Nhiệm vụ gắn sao cần hai người xác nhận: phải là có hoặc không (true, false).",
        ),
        (
            with_number("report_periods", value=["quarter", "week"]),
            "Kỳ báo cáo định kỳ: chỉ được gồm month, quarter, half_year, nine_months, year.",
        ),
        (
            with_number("register_days", ground="Điều 7"),
            "Văn phòng cập nhật, chuyển văn bản (ngày làm việc): "
            "căn cứ (ground) phải là điều khoản như “QC 7.1” hoặc chính sách đã có.",
        ),
        (
            with_number("at_once_days", ground="policy:khong_co"),
            "Cập nhật nhiệm vụ “thực hiện ngay” (ngày làm việc): "
            "căn cứ (ground) phải là điều khoản như “QC 7.1” hoặc chính sách đã có.",
        ),
        (
            changed(numbers={**dump(BINH_THUAN)["numbers"], "la": {"value": 1}}),
            "Con số “la” không có trong danh mục; hãy bỏ hoặc sửa tên.",
        ),
        (changed(periods=[]), "Bảng kỳ báo cáo thiếu kỳ quý."),
        (changed(periods=[{"kind": "quarter"}]), "Bảng kỳ báo cáo (periods) phải gồm các dòng có kind, shift, day."),
        (
            changed(periods=[*dump(BINH_THUAN)["periods"], {"kind": "week", "shift": -1, "day": 30}]),
            "Ngày bắt đầu kỳ phải từ 1 đến 28, không phải 30.",
        ),
    ],
)
def test_what_is_wrong_in_a_file_is_said_in_a_sentence(data, sentence):
    with pytest.raises(ProfileError) as refused:
        load(data)
    assert sentence in refused.value.errors


def test_all_that_is_wrong_is_said_at_once():
    with pytest.raises(ProfileError) as refused:
        load({"code": "x", "numbers": {"register_days": {"value": "một"}}})
    errors = refused.value.errors
    assert "Thiếu tên tỉnh (province)." in errors
    assert "Văn phòng cập nhật, chuyển văn bản (ngày làm việc): phải là số nguyên từ 1 đến 30." in errors
    assert "Thiếu con số “backup_days” (Sao lưu dữ liệu ít nhất (ngày một lần))." in errors


def test_two_profiles_are_compared_number_by_number():
    slower = replace(
        BINH_THUAN,
        numbers={**BINH_THUAN.numbers, "register_days": Number(2, Cite("QC 7.1"), "Văn phòng cập nhật")},
    )
    assert compare(BINH_THUAN, slower) == (("register_days", "Văn phòng cập nhật", 1, 2),)
    assert compare(BINH_THUAN, BINH_THUAN) == ()


def test_a_change_of_the_table_of_periods_is_a_difference_too():
    found = {key: (old, new) for key, _, old, new in compare(BINH_THUAN, CAO_NGUYEN_XANH)}
    assert found["first_update_days"] == (3, 5)
    assert found["periods"][0][1] == "quarter:-1:15"
    assert found["periods"][1][1] == "quarter:0:1"


def test_the_fictional_profile_says_that_it_is():
    assert CAO_NGUYEN_XANH.fictional
    assert "hư cấu" in CAO_NGUYEN_XANH.name
    assert "hư cấu" in CAO_NGUYEN_XANH.province
    assert "hư cấu" in CAO_NGUYEN_XANH.regulation
