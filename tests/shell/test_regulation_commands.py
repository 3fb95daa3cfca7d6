"""`giaoviec agencies users calendar profile trace`: administration without a browser."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from giaoviec import cli
from giaoviec.agencies import queries as agencies
from giaoviec.agencies.models import Agency, Person
from giaoviec.regulation import queries
from giaoviec.rules import profile as rules
from giaoviec.rules.calendar import DayKind
from giaoviec.rules.profiles import CAO_NGUYEN_XANH
from tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(queries, "CHECK_SECONDS", 0.0)
    return make_cast()


@pytest.fixture
def run(cast: Cast, capsys: pytest.CaptureFixture[str]):
    def run(line: str, *more: str, refused: bool = False) -> list[str]:
        status = cli.main([*line.split(), *more])
        seen = capsys.readouterr()
        assert (status, bool(seen.err)) == ((1, True) if refused else (0, False)), seen.err
        return (seen.err if refused else seen.out).splitlines()

    return run


# agencies


def test_the_directory_is_listed_in_official_order(run) -> None:
    assert [line.split("\t")[0] for line in run("agencies list --kind department")][:3] == ["stc", "sxd", "snnmt"]
    assert [line.split("\t")[0] for line in run("agencies list --group xa-phuong-dac-khu")] == ["phuquy", "muine"]
    assert run("agencies list --on 2025-06-30") == []


def test_an_agency_is_added_shown_and_known_by_an_alias(run, cast: Cast) -> None:
    run("agencies add syt", "Sở Y tế", "--group", "so-ban-nganh", "--identity-code", "H36.08")
    run("agencies alias syt", "Sở YT")
    assert "cách viết khác\tSở YT" in run("agencies show syt")
    assert run("agencies add syt", "Sở Y tế 2", refused=True) == [
        "giaoviec agencies: Mã “syt” đã dùng cho cơ quan khác."
    ]
    assert run("agencies show khong-co", refused=True) == [
        "giaoviec agencies: Không có cơ quan mã “khong-co”; xem giaoviec agencies list."
    ]


def test_agencies_are_renamed_merged_and_abolished_with_their_basis(run, cast: Cast) -> None:
    run("agencies rename snv --basis NQ1 --short-name SNV2 --name", "Sở Nội vụ và Lao động")
    assert Agency.objects.get(code="snv").name == "Sở Nội vụ và Lao động"
    run("agencies merge skhcn --into stc --basis NQ2")
    assert Agency.objects.get(code="skhcn").dissolved_on is not None
    run("agencies abolish kiemtoan --basis NQ3")
    assert run("agencies split stc --into sxd --basis NQ4", refused=True)[0].startswith("giaoviec agencies: Chia, tách")
    with pytest.raises(SystemExit) as wrong:
        cli.main(["agencies", "merge", "stc"])
    assert wrong.value.code == 2


# users


def test_an_account_is_added_with_its_one_time_password_on_the_last_line(run, cast: Cast) -> None:
    lines = run("users add snv.giamdoc --agency snv --role agency_head --name", "Hà Văn Quý")
    person = Person.objects.get(username="snv.giamdoc")
    assert person.check_password(lines[-1])
    assert person.must_change_password
    assert "snv.giamdoc\tHà Văn Quý\tsnv\tagency_head\t" in run("users list --agency snv")


def test_an_account_is_disabled_enabled_and_reset(run, cast: Cast) -> None:
    run("users disable vanthu --why", "chuyển công tác")
    assert not Person.objects.get(username="vanthu").is_active
    assert cast.person("vanthu") not in agencies.people_of(cast.agency("vp"), on=date(2026, 11, 23))
    run("users enable vanthu")
    password = run("users reset vanthu")[-1]
    assert Person.objects.get(username="vanthu").check_password(password)
    assert run("users reset khong.co", refused=True)[0].startswith("giaoviec users: Không có tài khoản “khong.co”")


# calendar


def test_a_year_is_drafted_changed_and_confirmed(run) -> None:
    assert "2026\tchưa xác nhận" in "\n".join(run("calendar list"))
    assert any(line.startswith("13/02/2029\t") for line in run("calendar draft 2029"))
    assert run("calendar set 2029-03-05 holiday --why bão --name", "nghỉ bão") == [
        "05/03/2029: ngày làm việc → ngày nghỉ lễ, tết"
    ]
    run("calendar confirm 2029 --notice", "Thông báo số 1/TB-VP")
    assert queries.calendar().years[2029].confirmed
    assert queries.calendar().kind(date(2029, 3, 5)) is DayKind.HOLIDAY
    assert run("calendar set 2029-03-05 none --why nhầm") == ["05/03/2029: ngày nghỉ lễ, tết → ngày làm việc"]
    assert run("calendar draft 2029", refused=True)[0].startswith("giaoviec calendar: Lịch năm 2029 đã có")
    assert run("calendar show 2031", refused=True)[0].startswith("giaoviec calendar: Lịch năm 2031 chưa được nhập")


# profile


def test_a_profile_is_checked_and_loaded_from_a_file_and_compared(run, tmp_path: Path) -> None:
    file = tmp_path / "cnx.json"
    file.write_text(json.dumps(rules.dump(CAO_NGUYEN_XANH), ensure_ascii=False), encoding="utf-8")
    assert run(f"profile check {file}")[0].startswith("Tệp hợp lệ: ")
    assert len(run("profile list")) == 2
    run(f"profile load {file} --from 2027-01-01 --why", "QĐ mới")
    assert queries.profile_on(date(2027, 1, 1)).code == CAO_NGUYEN_XANH.code
    shown = run(f"profile show {CAO_NGUYEN_XANH.code} --json")
    assert rules.load(json.loads("\n".join(shown))).effective_from == date(2027, 1, 1)
    assert any("→" in line for line in run(f"profile compare binh-thuan-2015 {CAO_NGUYEN_XANH.code}"))
    file.write_text("{", encoding="utf-8")
    assert "Tệp không đọc được" in run(f"profile load {file} --why x", refused=True)[0]
    assert run("profile show khong-co", refused=True)[0].startswith("giaoviec profile: Không có hồ sơ “khong-co”")


# trace


def test_trace_prints_a_line_for_each_leaf_clause(run) -> None:
    lines = run("trace")
    assert len(lines) == 1 + len(queries.clauses())
    assert [line.split("\t")[0] for line in run("trace --article", "QC 7")][1:] == [
        "QC 7.1",
        "QC 7.2.a",
        "QC 7.2.b#1",
        "QC 7.2.b#2",
        "QC 7.2.c",
    ]
    assert run("trace --article", "điều 7", refused=True)[0].startswith("giaoviec trace: “điều 7” không phải")
