"""`giaoviec figures`: the contract of its JSON, its table in Vietnamese, what it refuses."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date

import pytest

from giaoviec import cli
from giaoviec.reporting import queries
from giaoviec.reporting.models import Histogram
from giaoviec.rules.figures import CORE, PERIOD, TIMES
from tests.shell.counted import Counted, fold_all, make_counted_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(set_day: Callable[[date], None]) -> Counted:
    made = make_counted_world()
    set_day(made.day)
    return made


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: str) -> tuple[int, str, str]:
        status = cli.main(["figures", *words])
        return (status, *capsys.readouterr())

    return run


def test_the_json_holds_every_figure_with_numerator_denominator_and_formula(world: Counted, run: Run) -> None:
    status, out, _ = run("--on", "2026-11-28", "--json")
    found = json.loads(out)
    assert status == 0
    assert list(found) == ["as_of", "known_at", "profile", "figures"]
    assert (found["as_of"], found["known_at"], found["profile"]) == ("2026-11-28", None, "binh-thuan-2015")
    assert list(found["figures"]) == [formula.id for formula in (*CORE, *TIMES)]
    assert found["figures"]["under_way_in_time"] == {
        "value": 1, "numerator": 1, "denominator": None, "formula": "số việc đang thực hiện, trong hạn",
    }  # fmt: skip
    assert found["figures"]["rate_national"]["value"] == 0
    assert found["figures"]["rate_national"]["denominator"] == 1
    assert found["figures"]["days_to_finish_median"]["value"] is None


def test_a_period_names_its_first_day_and_has_carried_over_and_new(world: Counted, run: Run) -> None:
    found = json.loads(run("--from", "2026-11-23", "--to", "2026-11-30", "--json")[1])
    assert (found["from"], found["as_of"]) == ("2026-11-23", "2026-11-30")
    assert [found["figures"][formula.id]["value"] for formula in PERIOD] == [0, 4]


def test_the_command_says_what_the_service_says(world: Counted, run: Run) -> None:
    fold_all()
    found = json.loads(run("--agency", "stc", "--json")[1])["figures"]
    table = queries.figures(queries.ALL, world.day, agency=world.cast.agency("stc"), timed=True)
    assert {name: figure["value"] for name, figure in found.items()} == {
        name: figure.value for name, figure in table.figures.items()
    }


def test_the_table_is_aligned_and_in_vietnamese(world: Counted, run: Run) -> None:
    status, out, _ = run("--on", "2026-12-03")
    lines = out.splitlines()
    assert status == 0
    assert lines[0] == "Số liệu toàn tỉnh, đến hết ngày 03/12/2026 (hồ sơ quy chế binh-thuan-2015)"
    assert lines[1].split("  ")[0] == "đã thực hiện đúng hạn"
    [national] = [line for line in lines if line.startswith("tỷ lệ hoàn thành theo cách tính của Trung ương")]
    assert re.search(r" 50,00%  +1/2  ", national)
    [none] = [line for line in lines if line.startswith("tỷ lệ báo cáo hoàn thành chưa được xác nhận")]
    assert re.search(r" 0,00%  +0/1  ", none)
    assert len({line.index("  số việc ") for line in lines if "  số việc " in line}) == 1


def test_known_at_is_said_and_taken_as_the_time_of_ha_noi(world: Counted, run: Run) -> None:
    status, out, _ = run("--on", "2026-11-28", "--known-at", "2026-11-29T17:00")
    assert status == 0
    assert "theo số liệu đã biết lúc 17:00 29/11/2026" in out.splitlines()[0]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--on", "2026-12-04"], "Ngày 04/12/2026 chưa đến; chọn ngày đến hết hôm nay."),
        (["--agency", "xyz"], "Không có cơ quan mang mã xyz; xem giaoviec agencies list."),
        (
            ["--on", "2026-12-01", "--from", "2026-11-01"],
            "Chọn một trong hai: --on DATE, hoặc --from DATE --to DATE.",
        ),
        (["--to", "2026-12-01"], "Có --to thì phải có --from DATE, là ngày đầu kỳ."),
        (
            ["--from", "2026-12-02", "--to", "2026-12-01"],
            "Kỳ bắt đầu 02/12/2026 sau ngày kết thúc 01/12/2026; hãy đổi lại hai ngày.",
        ),
        (
            ["--on", "2026-12-01", "--known-at", "2026-11-29"],
            "Ngày 29/11/2026 chưa thể biết số liệu ngày 01/12/2026; chọn thời điểm muộn hơn.",
        ),
    ],
)
def test_what_cannot_be_answered_is_refused_in_one_line(
    world: Counted, run: Run, words: list[str], sentence: str
) -> None:
    assert run(*words) == (1, "", f"giaoviec figures: {sentence}\n")


def test_a_day_that_is_none_is_wrong_usage(world: Counted, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run("--on", "30/6/2026")
    assert caught.value.code == 2
    assert "'30/6/2026' is not a day like 2026-06-30" in capsys.readouterr().err


def test_figures_that_do_not_add_up_are_not_printed(world: Counted, run: Run) -> None:
    fold_all()
    Histogram.objects.filter(dimension="", kind="day", done_on_time=1).update(done_on_time=7)
    status, out, err = run()
    assert (status, out) == (1, "")
    assert err == ("giaoviec figures: Số liệu không khớp tại “mười ô và tổng số”: cộng các phần được 10, tổng ghi 4.\n")
