"""Texts that are no document: read without a fault, without an invention, in time that grows with their length."""

import random

import pytest

from giaoviec.reading import explain, habits_from, read

ODD = {
    "empty": "",
    "blank": " \n\t \f\u00a0 ",
    "zero bytes": "\x00\x01" * 500,
    "one letter": "x" * 50_000,
    "brackets": "(" * 50_000,
    "dots": ". " * 25_000,
    "quotes": '"Giao ' * 8_000,
    "list of bodies": "Sở Tài chính, " * 3_600,
    "orders without end": "giao Sở Tài chính rà soát; " * 1_900,
    "collaborators without end": "phối hợp với Sở Y tế, " * 2_300,
    "numbers": "Số: 12/UBND-NC " * 3_300,
    "dates": "ngày 12 tháng 5 năm 2026 " * 2_000,
    "headings": "1. nội dung sau:\n" * 3_000,
    "lone surrogates": "\ud800" * 200,
    "table without rows": "TT\nNội dung\nCơ quan chủ trì\nThời gian\n1\n" + "abc\n" * 2_000,
}


@pytest.mark.parametrize("name", ODD)
def test_odd_texts_are_read_and_invent_nothing(name):
    reading = read(ODD[name])
    document = reading.document
    if name not in ("numbers", "dates"):
        assert (document.number, document.symbol, document.issued_on) == (None, None, None)
    assert all(0 <= task.start < task.end <= len(ODD[name]) for task in reading.tasks)


def test_random_characters_are_no_document():
    chance = random.Random(4)
    reading = read("".join(chr(chance.randrange(1, 0x2FFF)) for _ in range(20_000)))
    assert (reading.tasks, reading.document.number) == ((), None)


def test_a_whole_document_on_one_line_still_shows_its_orders():
    line = "UBND tỉnh yêu cầu Sở Y tế báo cáo trước ngày 05/6/2026. " + "Tình hình còn phức tạp. " * 2_000
    (task,) = read(line).tasks
    assert (task.leads, str(task.due.on)) == (("Sở Y tế",), "2026-06-05")


def test_the_command_shows_what_each_step_saw():
    reading = read("KẾ HOẠCH\nVề việc trồng rừng\n1. Giao Sở Nội vụ báo cáo trước ngày 30/6/2026.\n")
    shown = explain(reading)
    assert [step.title[:2] for step in reading.steps] == ["1.", "2.", "3.", "4.", "5.", "6."]
    assert "order [Sở Nội vụ]" in shown and "có lời giao hoặc yêu cầu nêu rõ cơ quan" in shown


def test_a_province_adds_its_words_as_data():
    text = (
        "UBND tỉnh yêu cầu:\n1. Sở Y tế nắm tình hình, báo cáo trong kỳ giao ban tới.\n"
        "2. Giao Sở Nội vụ biết để theo dõi chung.\n"
    )
    habits = habits_from(
        {
            "aliases": {"Sở Y tế": "Sở Y tế tỉnh Lâm Đồng"},
            "not_tasks": ["biết để theo dõi chung"],
            "terms": {"trong kỳ giao ban tới": "trước ngày 05 hằng tháng"},
        }
    )
    assert [(task.leads, task.due) for task in read(text).tasks] == [(("Sở Y tế",), None), (("Sở Nội vụ",), None)]
    (task,) = read(text, habits=habits).tasks
    assert (task.leads, task.due.rule) == (("Sở Y tế tỉnh Lâm Đồng",), "hằng tháng, trước ngày 05")


@pytest.mark.parametrize("data", [{"aliases": ["a"]}, {"tasks": "giao"}, {"terms": {"a": 1}}])
def test_habits_of_the_wrong_shape_are_refused_by_name(data):
    (key,) = data
    with pytest.raises(ValueError, match=key):
        habits_from(data)
