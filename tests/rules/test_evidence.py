"""What speaks for and against a claim: number, type, day, issuer, signer, files, text, and what was shown before."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoviec.rules.evidence import (
    Asked,
    Check,
    File,
    Level,
    Shown,
    Twin,
    answered,
    expected_types,
    findings,
    key_phrases,
)
from giaoviec.rules.tasks import Deliverable

ASKED = Asked(
    content="Rà soát các vị trí sạt lở bờ biển, báo cáo Ủy ban nhân dân tỉnh phương án xử lý cấp bách",
    product="",
    deliverable=Deliverable.REPORT,
    since=date(2026, 11, 2),
    agency="Sở Xây dựng",
    marks=frozenset({"SXD", "SOXAYDUNG"}),
)
TEXT = (
    "SỞ XÂY DỰNG. Số: 214/BC-SXD. BÁO CÁO về các vị trí sạt lở bờ biển cần xử lý cấp bách. Toàn tuyến có 9 điểm; "
    "phương án xử lý kèm theo. GIÁM ĐỐC Lê Văn Ba"
)
SHOWN = Shown(
    content="Đã báo cáo các vị trí sạt lở.",
    number="214/BC-SXD",
    dated_on=date(2026, 11, 20),
    signer="Lê Văn Ba",
    claimed_on=date(2026, 11, 23),
    files=(File("214-bc-sxd.pdf", TEXT),),
)


def said(check, asked=ASKED, shown=SHOWN, twins=()):
    return [(f.level.value, f.sentence) for f in findings(asked, shown, twins) if f.check is check]


def test_against_a_good_product_there_is_nothing_to_say():
    assert {f.level for f in findings(ASKED, SHOWN)} == {Level.OK}


@pytest.mark.parametrize(
    ("product", "deliverable", "types"),
    [
        ("", Deliverable.NONE, ""),
        ("", Deliverable.CARRY_OUT, ""),
        ("", Deliverable.REPORT, "BC"),
        ("", Deliverable.SUBMIT, "TTr"),
        ("Tờ trình kèm dự thảo văn bản", Deliverable.NONE, "TTr"),
        ("Dự thảo quyết định", Deliverable.NONE, "QĐ TTr"),
        ("Kế hoạch được ban hành", Deliverable.SUBMIT, "KH TTr"),
        ("Biên bản nghiệm thu, bàn giao", Deliverable.CARRY_OUT, "BB"),
        ("Danh sách, hồ sơ kèm theo", Deliverable.CARRY_OUT, ""),
    ],
)
def test_an_order_says_which_types_of_document_it_asks_for(product, deliverable, types):
    assert expected_types(replace(ASKED, product=product, deliverable=deliverable)) == frozenset(types.split())


@pytest.mark.parametrize(
    ("deliverable", "number", "level", "sentence"),
    [
        (Deliverable.REPORT, "214/BC-SXD", "ok", "Loại văn bản đúng như việc giao: Báo cáo."),
        (Deliverable.SUBMIT, "31/TTr-SXD", "ok", "Loại văn bản đúng như việc giao: Tờ trình."),
        (Deliverable.SUBMIT, "31/GM-SXD", "doubt", "31/GM-SXD là Giấy mời; việc giao yêu cầu Tờ trình."),
        (
            Deliverable.SUBMIT, "31/BC-SXD", "note",
            "31/BC-SXD là Báo cáo; việc giao yêu cầu Tờ trình, xem tệp kèm theo.",
        ),
        (
            Deliverable.REPORT, "900/SXD-HT", "note",
            "900/SXD-HT là Công văn; việc giao yêu cầu Báo cáo, xem tệp kèm theo.",
        ),
    ],
)  # fmt: skip
def test_the_type_in_the_number_is_held_against_what_was_asked(deliverable, number, level, sentence):
    asked, shown = replace(ASKED, deliverable=deliverable), replace(SHOWN, number=number)
    assert said(Check.TYPE, asked, shown) == [(level, sentence)]


def test_a_number_that_cannot_be_read_is_said():
    [(level, sentence)] = said(Check.NUMBER, shown=replace(SHOWN, number="văn bản hai"))
    assert level == "note"
    assert sentence.startswith("Không đọc được số, ký hiệu “văn bản hai”; hãy ghi như")


@pytest.mark.parametrize(
    ("number", "issuer", "level", "sentence"),
    [
        ("900/SXD-HT", "", "ok", "Ký hiệu là của Sở Xây dựng."),
        ("12/BC-SXD", "", "ok", "Ký hiệu là của Sở Xây dựng."),
        (
            "12/BC-STC", "Sở Tài chính", "doubt",
            "12/BC-STC mang ký hiệu của Sở Tài chính, không phải Sở Xây dựng.",
        ),
        (
            "12/BC-BQL", "", "note",
            "Ký hiệu BC-BQL không phải ký hiệu đã biết của Sở Xây dựng; xem cơ quan ban hành trong tệp.",
        ),
    ],
)  # fmt: skip
def test_the_mark_in_the_number_says_who_issued_it(number, issuer, level, sentence):
    assert said(Check.ISSUER, shown=replace(SHOWN, number=number, issuer=issuer)) == [(level, sentence)]


@pytest.mark.parametrize(
    ("day", "level", "sentence"),
    [
        (date(2026, 11, 1), "doubt", "Văn bản kết quả ngày 01/11/2026, trước cả văn bản giao việc (ngày 02/11/2026)."),
        (date(2026, 11, 2), "ok", "Ngày 02/11/2026 nằm giữa ngày giao và ngày báo cáo."),
        (date(2026, 11, 23), "ok", "Ngày 23/11/2026 nằm giữa ngày giao và ngày báo cáo."),
        (date(2026, 11, 24), "doubt", "Văn bản kết quả ngày 24/11/2026, sau ngày báo cáo hoàn thành."),
    ],
)
def test_a_product_is_dated_between_the_order_and_the_claim(day, level, sentence):
    assert said(Check.DAY, shown=replace(SHOWN, dated_on=day)) == [(level, sentence)]


@pytest.mark.parametrize(
    ("signer", "level", "sentence"),
    [
        ("Lê Văn Ba", "ok", "Người ký: Lê Văn Ba, có tên trong tệp kèm theo."),
        ("LÊ VĂN BA", "ok", "Người ký: LÊ VĂN BA, có tên trong tệp kèm theo."),
        ("Phạm Thị Tư", "note", "Không thấy tên người ký Phạm Thị Tư trong tệp kèm theo."),
        ("", "note", "Chưa ghi người ký văn bản kết quả."),
    ],
)
def test_the_signer_is_looked_for_in_the_file(signer, level, sentence):
    assert said(Check.SIGNER, shown=replace(SHOWN, signer=signer)) == [(level, sentence)]


def test_a_file_that_cannot_be_read_or_lacks_the_number_is_said():
    shown = replace(SHOWN, files=(File("anh.png", " "), File("bieu.pdf", "Biểu số liệu sạt lở bờ biển")))
    assert said(Check.FILE, shown=shown) == [
        ("note", "Không đọc được chữ trong tệp anh.png; hãy mở tệp để xem."),
        ("note", "Không thấy số 214/BC-SXD trong tệp kèm theo."),
    ]


@pytest.mark.parametrize(
    ("product", "deliverable", "level", "sentence"),
    [
        (
            "", Deliverable.REPORT, "doubt",
            "Việc giao yêu cầu báo cáo bằng văn bản; báo cáo không ghi số văn bản, không kèm tệp.",
        ),
        (
            "Biên bản bàn giao", Deliverable.CARRY_OUT, "doubt",
            "Việc giao yêu cầu “Biên bản bàn giao”; báo cáo không ghi số văn bản, không kèm tệp.",
        ),
        ("", Deliverable.CARRY_OUT, "note", "Không kèm văn bản, tệp nào; chỉ có phần kết quả thực hiện."),
    ],
)  # fmt: skip
def test_a_claim_that_shows_nothing_is_held_against_what_was_asked(product, deliverable, level, sentence):
    asked = replace(ASKED, product=product, deliverable=deliverable)
    shown = replace(SHOWN, number="", dated_on=None, signer="", files=())
    assert said(Check.PRODUCT, asked, shown) == [(level, sentence)]


def test_the_words_that_carry_an_order_are_told_from_those_that_every_order_has():
    assert key_phrases("Rà soát, báo cáo Ủy ban nhân dân tỉnh") == []
    found = [" ".join(phrase) for phrase in key_phrases(ASKED.content)]
    assert found == ["vị trí sạt lở bờ biển", "phương án xử lý cấp bách"]
    assert answered("Sạt lở bờ biển", "Khắc phục SẠT LỞ bờ biển") == (1.0, ())
    assert answered("Sạt lở và phòng cháy", "Khắc phục sạt lở") == (0.5, ("phòng cháy",))
    assert answered("Rà soát", "gì cũng được") == (1.0, ())


def test_a_product_that_speaks_of_something_else_is_doubted_with_what_it_misses():
    shown = replace(SHOWN, files=(File("kh.pdf", "Kế hoạch đào tạo nghề cho lao động nông thôn"),), content="Xong.")
    assert said(Check.ANSWERS, shown=shown) == [
        (
            "doubt",
            "Văn bản kèm theo dường như nói việc khác; không nhắc tới: “vị trí sạt lở bờ biển”, "
            "“phương án xử lý cấp bách”.",
        )
    ]
    bare = replace(shown, files=())
    assert said(Check.ANSWERS, shown=bare)[0][0] == "note"


@pytest.mark.parametrize(
    ("twin", "level", "sentence"),
    [
        (
            Twin(Check.SAME_FILE, 7, "bc.pdf", "Trồng rừng ven biển"), "doubt",
            "Tệp bc.pdf đã dùng để báo cáo việc khác: Trồng rừng ven biển.",
        ),
        (
            Twin(Check.SAME_FILE, 7, "bc.pdf"), "doubt",
            "Tệp bc.pdf đã dùng để báo cáo việc khác mà đồng chí không xem được.",
        ),
        (
            Twin(Check.SAME_FILE, 7, "bc.pdf", "Trồng rừng", related=True), "note",
            "Tệp bc.pdf đã dùng để báo cáo việc khác: Trồng rừng.",
        ),
        (
            Twin(Check.SAME_FILE, 7, "bc.pdf", "Rà soát", earlier=True, related=True), "doubt",
            "Tệp bc.pdf đã dùng trong lần báo cáo trước của chính việc này, chưa được xác nhận.",
        ),
        (
            Twin(Check.SAME_TEXT, 7, "bc.pdf", "Trồng rừng", share=0.873), "doubt",
            "Chữ trong tệp bc.pdf trùng khoảng 87% với nội dung đã dùng để báo cáo việc khác: Trồng rừng.",
        ),
        (
            Twin(Check.SAME_TEXT, 7, "", "Trồng rừng", share=1), "doubt",
            "Phần kết quả thực hiện trùng khoảng 100% với nội dung đã dùng để báo cáo việc khác: Trồng rừng.",
        ),
        (
            Twin(Check.SAME_NUMBER, 7, "", "Trồng rừng"), "note",
            "Số văn bản này đã dùng để báo cáo việc khác: Trồng rừng.",
        ),
    ],
)  # fmt: skip
def test_what_was_shown_before_is_said_with_where(twin, level, sentence):
    found = [f for f in findings(ASKED, SHOWN, [twin]) if f.about == 7]
    assert [(f.level.value, f.sentence) for f in found] == [(level, sentence)]


anything = st.text(max_size=60)


@given(
    content=anything, product=anything, deliverable=st.sampled_from(Deliverable), number=anything, signer=anything,
    day=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)), text=anything, name=anything,
)  # fmt: skip
def test_advice_is_given_on_anything_and_never_refuses(content, product, deliverable, number, signer, day, text, name):
    asked = replace(ASKED, content=content, product=product, deliverable=deliverable)
    shown = Shown(content, number, day, signer, date(2026, 11, 23), (File(name, text),))
    found = findings(asked, shown)
    assert found
    assert all(f.sentence and f.ground.vi for f in found)
    assert [list(Level).index(f.level) for f in found] == sorted(list(Level).index(f.level) for f in found)
