"""The guide's Markdown: what each part becomes, and that nothing of HTML passes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoviec.site import markdown


def html(text: str) -> str:
    return str(markdown.render(text, root="/huong-dan/"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Một câu.\nRồi nữa.", "<p>Một câu. Rồi nữa.</p>"),
        ("Một.\n\nHai.", "<p>Một.</p>\n<p>Hai.</p>"),
        ("## Hạn ghi bằng chữ", '<h2 id="han-ghi-bang-chu">Hạn ghi bằng chữ</h2>'),
        ("**đậm** và *nghiêng* và `Ctrl`", "<p><strong>đậm</strong> và <em>nghiêng</em> và <code>Ctrl</code></p>"),
        ("- một\n- hai", "<ul><li>một</li><li>hai</li></ul>"),
        ("1. một\n2. hai\n   tiếp", "<ol><li>một</li><li>hai tiếp</li></ol>"),
        ("1. một\n   - a\n   - b\n2. hai", "<ol><li>một<ul><li>a</li><li>b</li></ul></li><li>hai</li></ol>"),
        ("- một\n\n- hai\n\nSau.", "<ul><li>một</li><li>hai</li></ul>\n<p>Sau.</p>"),
        ("> Chú ý.", "<blockquote><p>Chú ý.</p></blockquote>"),
        ("---", "<hr>"),
        ("```\n<a>\n```", "<pre><code>&lt;a&gt;</code></pre>"),
        ("[tìm](tim-kiem.md#dau)", '<p><a href="/huong-dan/tim-kiem/#dau">tìm</a></p>'),
        ("[đầu](index.md)", '<p><a href="/huong-dan/">đầu</a></p>'),
        ("[việc](/viec/)", '<p><a href="/viec/">việc</a></p>'),
        ("[ngoài](https://example.com)", "<p>ngoài</p>"),
        ("[xấu](javascript:alert(1))", "<p>xấu)</p>"),
        ("[xấu](//example.com)", "<p>xấu</p>"),
        (
            "![Bàn việc](anh/ban-viec.png)",
            '<figure><img src="/huong-dan/anh/ban-viec.png" alt="Bàn việc" loading="lazy">'
            "<figcaption>Bàn việc</figcaption></figure>",
        ),
        ("![x](../x.png)", "<figure>x<figcaption>x</figcaption></figure>"),
        (
            "| Phím | Làm |\n| --- | --- |\n| `J` | dòng sau |",
            '<div class="scroll"><table class="table"><thead><tr><th scope="col">Phím</th><th scope="col">Làm</th></tr>'
            "</thead><tbody><tr><td><code>J</code></td><td>dòng sau</td></tr></tbody></table></div>",
        ),
    ],
)
def test_each_part_becomes_its_html(text: str, expected: str) -> None:
    assert html(text) == expected


def test_title_headings_and_links_are_told() -> None:
    text = "# Văn *thư*\n\n## Vào sổ\n\n[a](b.md) ![c](anh/d.png)\n\n```\n# không\n```\n"
    assert markdown.title(text) == "Văn thư"
    assert [(one.level, one.anchor) for one in markdown.headings(text)] == [(1, "van-thu"), (2, "vao-so")]
    assert markdown.links(text) == ["b.md", "anh/d.png"]


KNOWN = re.compile(
    r"</?(?:p|h[1-4]|ul|ol|li|strong|em|code|pre|blockquote|table|thead|tbody|tr|th|td|div|figure|figcaption|a|img|hr)\b"
)


@given(st.text(alphabet="<>&\"'`*[]()!|-#> \n1.aế/:", max_size=120))
def test_nothing_of_html_passes_and_every_text_ends(text: str) -> None:
    drawn = html(text)
    assert all(KNOWN.match(tag) for tag in re.findall(r"<[^>]*", drawn))
    for href in re.findall(r'href="([^"]*)"', drawn):
        assert href.startswith(("#", "/")) and not href.startswith("//")
