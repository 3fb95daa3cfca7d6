"""The macros and pictures that pages are made of."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from jinja2 import Environment, FileSystemLoader, UndefinedError
from lxml import html

import giaoviec.site
from giaoviec.site import pictures
from giaoviec.site.controls import control
from giaoviec.site.jinja import environment

TEMPLATES = Path(giaoviec.site.__file__).parent / "templates"


@pytest.fixture(scope="module")
def env() -> Environment:
    made = environment(loader=FileSystemLoader(TEMPLATES))
    made.globals["static"] = "/static/{}".format  # No collected files are needed here.
    return made


def _draw(env: Environment, source: str, **context: Any) -> html.HtmlElement:
    text = env.from_string('{% import "site/ui.html" as ui %}' + source).render(**context)
    return html.fragment_fromstring(text, create_parent="div")


def _spans(*rows: tuple[str, int]) -> list[SimpleNamespace]:
    return [SimpleNamespace(holder=holder, days=days) for holder, days in rows]


# Pages


def test_a_page_is_drawn_where_nothing_is_known_of_the_reader(env: Environment) -> None:
    page = html.fromstring(env.get_template("site/errors/404.html").render())
    assert page.findtext(".//h1") == "Không tìm thấy trang này"
    assert not page.xpath("//nav | //form")


def test_an_error_page_names_the_clause_that_refuses(env: Environment) -> None:
    ground = SimpleNamespace(vi="điểm c khoản 2 Điều 7", anchor="dieu-7-khoan-2-diem-c")
    text = env.get_template("site/errors/403.html").render(sentence="Chỉ cơ quan chủ trì chuyển lại.", ground=ground)
    assert "Chỉ cơ quan chủ trì chuyển lại." in text
    assert 'href="/quy-che/#dieu-7-khoan-2-diem-c">điểm c khoản 2 Điều 7</a>' in text


def test_a_page_without_an_aside_takes_the_whole_width(env: Environment) -> None:
    extends = '{% extends "site/base.html" %}{% block content %}<p>một</p>{% endblock %}'
    alone = env.from_string(extends).render()
    beside = env.from_string(extends + "{% block aside %}<p>hai</p>{% endblock %}").render()
    assert 'class="cols' not in alone and alone.count("<p>một</p>") == 1
    assert 'class="cols' in beside and beside.count("<p>một</p>") == 1


def test_a_name_that_no_view_gave_is_an_error(env: Environment) -> None:
    with pytest.raises(UndefinedError):
        env.from_string("{{ missing }}").render()


def test_what_people_write_is_text_in_every_macro(env: Environment) -> None:
    evil = "<script>x</script>"
    drawn = _draw(
        env,
        '{{ ui.state("late", e) }}{{ ui.duty_row("late", e, e, "/", note=e, action=(e, "/")) }}'
        '{{ ui.notice("info", e) }}'
        '{{ ui.field("a", label=e, value=e, error=e, hint=e) }}{{ ui.textarea("a", value=e) }}'
        "{{ ui.ribbon(s, e, ticks=[(0, e)]) }}{{ ui.bars([(e, 1)], e) }}{{ ui.heat([(e, [1])], [e], e) }}",
        e=evil,
        s=_spans(("agency", 1)),
    )
    assert not drawn.xpath(".//script")


# Fields


class _Form(forms.Form):
    number = forms.CharField(label="Số, ký hiệu", help_text="Ghi như trên văn bản.")
    on = forms.DateField(label="Ngày", required=False)
    agency = forms.ChoiceField(label="Cơ quan", choices=[("Các sở", [("1", "Sở Xây dựng"), ("2", "Sở Tài chính")])])


def test_an_error_stands_at_its_field_and_what_was_typed_comes_back(env: Environment) -> None:
    form = _Form({"number": "", "on": "31/11/2026", "agency": "2"})
    form.is_valid()
    drawn = _draw(env, '{{ ui.field(f["number"]) }}{{ ui.field(f["on"]) }}{{ ui.agency_picker(f["agency"]) }}', f=form)
    number, on = drawn.xpath(".//input")
    assert number.get("aria-invalid") == "true"
    assert number.get("aria-describedby") == "id_number-hint id_number-err"
    assert drawn.get_element_by_id("id_number-err").text_content() == form.errors["number"][0]
    assert on.get("value") == "31/11/2026"
    assert [one.get("value") for one in drawn.xpath(".//option[@selected]")] == ["2"]
    assert drawn.xpath(".//optgroup/@label") == ["Các sở"]


def test_a_field_that_may_stay_empty_says_so(env: Environment) -> None:
    drawn = _draw(env, '{{ ui.field(f["number"]) }}{{ ui.field(f["on"]) }}', f=_Form())
    assert [label.text_content() for label in drawn.xpath(".//label")] == ["Số, ký hiệu", "Ngày (không bắt buộc)"]


def test_a_password_never_comes_back(env: Environment) -> None:
    drawn = _draw(env, '{{ ui.field("p", type="password", value="bi-mat") }}')
    assert "bi-mat" not in html.tostring(drawn, encoding="unicode")


def test_a_date_is_shown_as_it_is_typed() -> None:
    assert control("on", value=date(2026, 11, 4)).value == "04/11/2026"


def test_several_are_chosen_by_their_values() -> None:
    several = control("a", value=["1", 3], options=[(1, "một"), (2, "hai"), ("3", "ba")])
    assert [option.label for option in several.options if option.chosen] == ["một", "ba"]


# Pictures


def test_a_ribbon_gives_each_holder_its_share(env: Environment) -> None:
    drawn = _draw(env, "{{ ui.ribbon(s, 'Sở 15 ngày, Văn phòng 5') }}", s=_spans(("agency", 15), ("office", 5)))
    assert [(one.get("class"), one.get("x"), one.get("width")) for one in drawn.xpath(".//rect")] == [
        ("agency", "0.00%", "75.00%"),
        ("office", "75.00%", "25.00%"),
    ]
    assert drawn.find("svg").get("aria-label") == "Sở 15 ngày, Văn phòng 5"


def test_a_single_day_among_hundreds_is_still_seen() -> None:
    drawn = html.fragment_fromstring(pictures.ribbon_small(_spans(("agency", 400), ("office", 1)), ""))
    widths = [float(one.get("width")) for one in drawn.xpath(".//rect")]
    assert widths[1] > 2.8 and sum(widths) == pytest.approx(96, abs=0.02)


def test_an_unknown_holder_is_an_error() -> None:
    with pytest.raises(KeyError):
        pictures.ribbon(_spans(("nobody", 1)), "")


def test_words_that_would_meet_go_to_a_second_line() -> None:
    drawn = html.fragment_fromstring(
        pictures.ribbon(_spans(("agency", 100)), "", ticks=[(0, "giao 05/11/2026"), (2, "cập nhật"), (100, "hạn")])
    )
    assert [(one.get("y"), one.get("text-anchor")) for one in drawn.xpath(".//text")] == [
        ("28", "start"),
        ("43", "start"),
        ("28", "end"),
    ]


def test_nothing_at_all_draws_an_empty_bar() -> None:
    assert not html.fragment_fromstring(pictures.meter([("yes", 0)], "chưa có đoạn nào")).xpath(".//rect")
    assert not html.fragment_fromstring(pictures.stacked_bar([], "không có", scale=0)).xpath(".//rect")


def test_heat_has_five_steps() -> None:
    assert [pictures.heat_step(value, 12) for value in (0, 1, 3, 4, 6, 9, 10, 12)] == [0, 1, 1, 2, 2, 3, 4, 4]


def test_a_reckoning_is_laid_on_whole_weeks() -> None:
    steps = [SimpleNamespace(on=date(2026, 11, day)) for day in range(4, 10)]
    rows = pictures.weeks(steps)
    assert [(row[0][0].day, row[-1][0].day) for row in rows] == [(2, 8), (9, 15)]
    assert [step is not None for _, step in rows[0]] == [False, False, True, True, True, True, True]


def test_parts_are_printed_with_their_sum(env: Environment) -> None:
    cells = [
        {"kind": "done", "word": "Đúng hạn", "number": 1200, "share": 0.75, "url": "/a"},
        {"kind": "late", "word": "Quá hạn", "number": 400, "share": 0.25, "url": "/b"},
    ]
    drawn = _draw(env, "{{ ui.cells4(cells, 1600, '/c') }}", cells=cells)
    assert "1.200 + 400 = 1.600 công việc" in " ".join(drawn.text_content().split())
