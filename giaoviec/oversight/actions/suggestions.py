"""The suggestion box: a difficulty with the Regulation (13), an idea or trouble with the product (8.1d); its answer."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime

from giaoviec.agencies.queries import office
from giaoviec.documents.actions import NewFile, attach_all
from giaoviec.documents.gate import guard
from giaoviec.duties.actions import meet, owe, tell
from giaoviec.journal.actions import Salted, act
from giaoviec.journal.errors import Refused, Stale
from giaoviec.oversight.models import Suggestion
from giaoviec.oversight.queries import support as queries
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.rules.access import Actor, may
from giaoviec.rules.calendar import UnknownYear
from giaoviec.rules.citation import Cite, cites, policy
from giaoviec.rules.duties import DutyKind, due
from giaoviec.rules.roles import Role

LONGEST = 10_000
SUBJECT = "suggestion"
GROUNDS = {"regulation": Cite("QC 13"), "product": Cite("QC 8.1.d"), "support": Cite("QC 8.1.d")}


@cites("QC 13", "QC 8.1.d")
@policy("answer_suggestion")
def suggest(
    kind: str,
    *,
    content: str,
    letter: str = "",
    files: Sequence[NewFile] = (),
    by: Actor,
    on: date,
    at: datetime,
) -> Suggestion:
    """Puts a suggestion before the Office, which owes an answer; one on the Regulation comes with its letter (number
    and day, or the file).

    Raises `Refused` at the field that lacks something, `Secret` for what is marked.
    """
    if refusal := may(by, "suggest"):
        raise Refused(refusal.sentence, ground=refusal.ground, status=404)
    guard({"content": content, "letter": letter}, channel="form", person_id=by.person_id, at=at)
    content, letter = _kept(content), " ".join(letter.split())
    if kind not in GROUNDS:
        raise Refused("Chọn loại góp ý.", field="kind", status=422)
    if not content:
        raise Refused("Ghi nội dung góp ý.", field="content", ground=GROUNDS[kind], status=422)
    if len(content) > LONGEST or len(letter) > 200:
        raise Refused("Nội dung dài quá; hãy viết gọn lại hoặc gửi kèm tệp.", field="content", status=422)
    if kind == "regulation" and not (letter or files):
        sentence = "Vướng mắc về Quy chế phản ánh bằng văn bản: ghi số, ngày văn bản hoặc gửi kèm tệp."
        raise Refused(sentence, field="letter", ground=GROUNDS[kind], status=422)
    with act("suggest", by=by, on=on, at=at, subject=SUBJECT, kind=kind, content=Salted(content)) as a:
        made = Suggestion.objects.create(**a.row(agency_id=by.agency_id, kind=kind, content=content, letter=letter))
        a.subject_id = made.pk
        attach_all(a, SUBJECT, made.pk, files)
        text = f"{made.get_kind_display()}: {content[:200]}"
        tell(
            a, agency=office(), kind="suggest", subject=SUBJECT, subject_id=made.pk, text=text, key=f"{a.id}:suggest",
            role=Role.MONITOR,
        )  # fmt: skip
        day = _answer_by(on)
        if day:
            owe(
                a, DutyKind.ANSWER_SUGGESTION, agency=office(), role=Role.MONITOR, due_on=day, subject=SUBJECT,
                subject_id=made.pk, awaited_by=by.agency_id,
            )  # fmt: skip
    return made


def _answer_by(on: date) -> date | None:
    """The Office's day; None while the working calendar lacks the year: nobody is kept from suggesting by that."""
    try:
        return due(DutyKind.ANSWER_SUGGESTION, on, profile=profile_on(on), calendar=calendar())
    except UnknownYear:
        return None


@cites("QC 8.1.d", "QC 13")
def answer(suggestion_id: int, *, text: str, by: Actor, on: date, at: datetime) -> None:
    """The Office's answer, once; whoever made the suggestion is told. Raises `Refused`, `Stale` for a second answer."""
    row = queries.get(by, suggestion_id)
    if row is None or may(by, "answer_suggestion"):
        raise Refused("Không có góp ý này.", status=404)
    text = _kept(text)
    if not text:
        raise Refused("Ghi nội dung trả lời.", field="answer", ground=GROUNDS[row.kind], status=422)
    if len(text) > LONGEST:
        raise Refused("Nội dung dài quá; hãy viết gọn lại.", field="answer", status=422)
    guard({"answer": text}, channel="form", person_id=by.person_id, at=at)
    with act("answer_suggestion", by=by, on=on, at=at, subject=SUBJECT, subject_id=row.pk, answer=Salted(text)) as a:
        taken = Suggestion.objects.filter(pk=row.pk, answered_at=None).update(
            answer=text, answered_on=on, answered_at=at, answered_act=a.id, answered_by_text=by.label
        )
        if not taken:
            row.refresh_from_db()
            raise Stale(f"{row.answered_by_text} đã trả lời góp ý này; hãy xem lại.")
        meet(a, kinds=[DutyKind.ANSWER_SUGGESTION], subject=SUBJECT, subject_id=row.pk, on=on)
        if row.by_id:
            tell(
                a, agency=row.agency_id, kind="answer_suggestion", subject=SUBJECT, subject_id=row.pk, text=text[:200],
                key=f"{a.id}:answer", person=row.by_id,
            )  # fmt: skip


def _kept(text: str) -> str:
    """NFC, without blanks around it and without control characters."""
    whole = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()
    return "".join(c for c in whole if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn"))
