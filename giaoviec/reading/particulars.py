"""Step 2: the particulars of a document from its letterhead, its opening, its closing and, last, its order."""

import re
from collections.abc import Sequence

from .bodies import bodies_at
from .casing import capitalised, named_unit, recase
from .closing import Closing
from .kinds import type_of_symbol
from .letterhead import Letterhead, letterhead_of
from .lines import Line
from .opening import Opening
from .places import NAMES
from .shapes import Particulars
from .view import squeeze
from .words import fold, passage

# The issuer below its parent begins a line of its own; names go on over line ends with other words.
_SUBORDINATE = re.compile(
    r"(?m)\n(?=(?:văn phòng|thanh tra|ban chỉ đạo|ban chỉ huy|ban quản lý|hội đồng|tổ công tác)$"
    r"|(?:văn phòng|ban chỉ đạo|ban chỉ huy|sở|cục|chi cục|tổng cục|ban quản lý"
    r"|ban dân tộc|ban tổ chức|thanh tra|công an|hội đồng|trung tâm|vụ"
    r"|ban tiếp công dân|phòng|kho bạc|bảo hiểm|tổ công tác|trường|viện|học viện|bệnh viện|đảng ủy|hạt|đội|trạm"
    r"|chi nhánh|liên minh|hội) \S)"
)
# A small l between capitals is an I that a scan misread.
_MISREAD = re.compile(r"(?<=[A-ZĐÀ-Ỹ])l(?=[A-ZĐÀ-Ỹ])")
_PARENT = re.compile(
    r"(?:ubnd|ủy\s+ban\s+\S+|bộ\s+\S+|sở\s+\S+|tổng cục|cục|tỉnh ủy|thành ủy|huyện ủy|công an|văn phòng \S+"
    r"|đảng ủy|chính phủ|quốc hội|hội đồng \S+|đại học|tập đoàn|tổng công ty|thành phố|tỉnh) ?\S*\s[^\n]*\n"
    r"|ubnd[^\n]*\n|bộ [^\n]*\n|sở [^\n]*\n"
)
_UNIT = re.compile(r"\b(tỉnh|thành phố|tp\.?|huyện|thị xã|quận|xã|phường|đặc khu)\s+(.+)$")
_DIRECTED = re.compile(
    r"((?:phó\s+)?(?:chủ tịch|thủ tướng|bộ trưởng|bí thư)(?:\s+thường trực)?(?:\s+(?:ủy ban nhân dân|ubnd"
    r"|chính phủ)(?:\s+(?:tỉnh|thành phố|huyện)(?=\W))?)?)"
)
_SAYS = re.compile(r"(?:đã\s+)?(?:có ý kiến|kết luận|chỉ đạo)\b")
# `thực hiện ý kiến chỉ đạo của Chủ tịch … tại Công văn số …`: the opinion of another paper.
_OF_PAPER = re.compile(r"tại (?:công văn|văn bản|thông báo|công điện|tờ trình|phiếu) ?số")
_CARRIES_OUT = re.compile(r"thực hiện (?:ý kiến |kết luận |sự )?(?:chỉ đạo )?của $")
_PERSON = re.compile(r"(?:\s+[A-ZĐÀ-Ỹ][a-zà-ỹ'’]*){2,5}(?=[\s,:.]|$)")
_ANNOUNCES = re.compile(
    r"(?:^|[.,;:] )(Văn phòng [^,.;:]{3,50}?) (?:xin |trân trọng )?thông báo"
    r"|(?<!của )(?<!tại )\b(Văn phòng [^,.;:]{3,40}?) (?:vừa )?(?:có|ban hành) (?:văn bản|công văn"
    r"|thông báo)[^.;]{0,40} truyền đạt"
)
_OWNER = re.compile(
    r"(?:^|[.;,] )((?:ủy ban nhân dân|ubnd|chủ tịch ủy ban nhân dân|chủ tịch ubnd)\s+(?:tỉnh|thành phố|huyện"
    r"|thị xã|quận|xã|phường)(?:\s+[^,.;:]{2,24}?)?)\s+"
    r"(?:yêu cầu|chỉ thị|xây dựng|ban hành|giao|đề nghị|có ý kiến|quyết định)\b"
)


def particulars_of(opening: Opening, closing: Closing, *, body: str, addressees: Sequence[str]) -> Particulars:
    """All particulars; a field that is not printed is None."""
    head = letterhead_of("\n".join(line.text for line in opening.head))
    kind = _kind(opening, head, addressed=bool(addressees))
    summary = opening.summary or (head.subject if head.subject else None)
    return Particulars(
        issuer=_issuer(head, opening, f"{summary or ''}. {body}"),
        directed_by=_directed_by(kind, _summary(summary, body), body),
        number=head.number,
        symbol=head.symbol,
        type=kind,
        summary=_summary(summary, body),
        issued_on=head.issued_on,
        place=head.place,
        signer=closing.signer,
        signer_title=closing.title,
        signing_authority=closing.authority,
        urgency=head.urgency,
        secrecy=head.secrecy,
        recipients=closing.recipients,
        addressees=tuple(addressees) or None,
    )


def _kind(opening: Opening, head: Letterhead, *, addressed: bool) -> str | None:
    """The type line; else a letter where there is a subject or an address; else what the symbol's code says."""
    if opening.type:
        return opening.type
    if head.subject or addressed:
        return "công văn"
    return type_of_symbol(head.symbol)


def _summary(text: str | None, body: str) -> str | None:
    return recase(text, body) if text else None


def _issuer(head: Letterhead, opening: Opening, body: str) -> str | None:
    issuer = _MISREAD.sub("I", head.issuer or "")
    printed = _named(issuer) if issuer.isupper() else None
    if opening.authority and head.symbol and "/" in head.symbol:
        return capitalised(recase(squeeze(opening.authority), body))
    if printed:
        return capitalised(_arranged(printed, body))
    if opening.authority:
        return capitalised(recase(squeeze(opening.authority), body))
    return None if head.printed else _owner_in(body)


def _named(issuer: str) -> str | None:
    """Letters and marks only; two or three capitals left over from a scan are no name."""
    bare = re.sub(r"[*_|]+", " ", issuer).strip(" -–.,:\n")
    return bare if sum(c.isalpha() for c in bare) > 3 else None


def _arranged(lines: str, body: str) -> str:
    """UBND TỈNH BÌNH THUẬN / VĂN PHÒNG → Văn phòng UBND tỉnh Bình Thuận; the lower line is the issuer."""
    cuts = list(_SUBORDINATE.finditer(fold(lines))) if _PARENT.match(fold(lines)) else []
    if not cuts:
        return named_unit(recase(squeeze(lines), body))
    parent = named_unit(recase(squeeze(lines[: cuts[0].start()]), body))
    own = recase(squeeze(lines[cuts[0].end() :]), body)
    if fold(own).startswith("văn phòng"):
        return f"{own} {parent}"
    unit = _UNIT.search(fold(parent)) if fold(parent).startswith(("ubnd", "ủy ban nhân dân")) else None
    if unit is None or unit.group(2) in fold(own):
        return own
    where = parent[unit.start() :]
    return f"{own} {where[:1].lower()}{where[1:]}"


def _owner_in(body: str) -> str | None:
    """A text that lost its head: the Committee or Chairman that gives the order, with the province the text names."""
    flat = squeeze(body)
    office = _ANNOUNCES.search(flat)
    if office:
        return capitalised(squeeze(office.group(1) or office.group(2)))
    flat = flat[:6000]
    match = _OWNER.search(fold(flat))
    if not match:
        return _demanding(flat)
    raw = flat[match.start(1) : match.end(1)]
    if re.search(r"(?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường)$", fold(raw)):
        province = _province(body, fold(raw).rsplit(" ", 2))
        return capitalised(f"{raw} {province}" if province else raw)
    return capitalised(raw)


def _demanding(flat: str) -> str | None:
    """`Bộ Văn hóa, Thể thao và Du lịch yêu cầu các đơn vị …`: who asks in its own name."""
    for piece in re.split(r"(?<=[.;:]) ", flat):
        said = passage(piece[:160])
        named = bodies_at(said, 0)
        if named and len(named.members) == 1 and said.word(named.after) in ("yêu", "đề", "thông") and said.capital(0):
            return named.text if said.word(named.after + 1) in ("cầu", "nghị", "báo") else None
    return None


def _province(body: str, words: Sequence[str]) -> str | None:
    """The province most often named after the word for its kind (tỉnh Bình Thuận)."""
    kind = "thành phố" if words[-1] == "phố" else words[-1]
    low = fold(body)
    counts = {name: len(re.findall(rf"{kind} {re.escape(fold(name))}\b", low)) for name in NAMES if fold(name) in low}
    best = max(counts, key=lambda name: counts[name], default=None)
    return best if best and counts[best] else None


def _directed_by(kind: str | None, summary: str | None, body: str) -> str | None:
    """Whose opinion the paper carries: `... Phó Chủ tịch UBND tỉnh Y có ý kiến như sau`."""
    for text, needs_verb in ((summary or "", False), (squeeze(body[:5000]), True)):
        for match in _DIRECTED.finditer(fold(text)):
            name = _PERSON.match(text[match.end() :])
            stop = match.end() + (name.end() if name else 0)
            said = fold(text[stop : stop + 60]).strip(" :,")
            by_order = fold(text[: match.start()]).endswith(
                ("thừa lệnh ", "ý kiến của ", "ý kiến chỉ đạo của ", "kết luận của ")
            )
            told = fold(text[: match.start()])
            if needs_verb and (told.endswith("giao ") or (_OF_PAPER.match(said) and _CARRIES_OUT.search(told))):
                continue
            if by_order or (needs_verb and _SAYS.match(said)):
                return capitalised(squeeze(text[match.start() : stop]))
    return None


def body_text(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines)
