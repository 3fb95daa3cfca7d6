"""The registering form, for the three kinds of document, and the form that corrects what was registered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from giaoviec.agencies.models import Agency
from giaoviec.agencies.queries import directory, monitoring_units, vice_chairmen
from giaoviec.documents.particulars import (
    NOT_SAID,
    ORAL,
    ORAL_TYPE,
    PROGRAMME,
    NewDocument,
    Problem,
    problems,
)
from giaoviec.documents.prefill import AUTHORITIES
from giaoviec.documents.programme import rows_as_text
from giaoviec.regulation.asking import DayField
from giaoviec.rules.documents import DOCUMENT_TYPES, OTHER_TYPES, TYPES_BY_CODE, Issuer, Source, Urgency

FIRST_TYPES = (
    "official_letter",
    "directive",
    "decision",
    "telegram",
    "notice",
    "plan",
    "conclusion",
    "transfer_slip",
    "programme",
)
WRITTEN_FIELDS = frozenset({"symbol_text", "signer", "signer_title", "signing_authority"})
UNASKED = {
    ORAL: WRITTEN_FIELDS | {"type", "issuer", "issuer_text", "received_on", "drafting_agency", "drafting_none", "rows"},
    PROGRAMME: frozenset({"taken_down_by", "received_on", "text", "urgency"}),
}
"""Fields that a kind of document does not have; a written one has all but the rows and who took it down."""


class RegisterForm(forms.Form):
    """6.1a–b as fields. `kind` decides which are asked; `new()` is what was understood of a valid form."""

    issuer = forms.ChoiceField(
        label="Cơ quan ban hành", choices=[(i.value, i.vi) for i in Issuer], initial=Issuer.COMMITTEE
    )
    issuer_text = forms.CharField(label="Tên bộ, ngành", required=False, max_length=200)
    type = forms.ChoiceField(label="Loại văn bản", initial="official_letter")
    symbol_text = forms.CharField(label="Số, ký hiệu", required=False, max_length=90)
    issued_on = DayField(label="Ngày ban hành")
    received_on = DayField(
        label="Ngày nhận", required=False, help_text="Với văn bản của Chính phủ, bộ, ngành: ngày đến tỉnh."
    )
    summary = forms.CharField(label="Trích yếu", required=False, max_length=2000, widget=forms.Textarea)
    signer = forms.CharField(label="Người ký", required=False, max_length=120)
    signer_title = forms.CharField(label="Chức vụ", required=False, max_length=160)
    signing_authority = forms.ChoiceField(
        label="Thẩm quyền ký", required=False, choices=[("", "không ghi"), *((a, a) for a in AUTHORITIES)]
    )
    directed = forms.ChoiceField(label="Người chỉ đạo, giao việc")
    drafting_agency = forms.ModelChoiceField(
        Agency.objects.none(), label="Cơ quan trình ban hành", required=False, empty_label="Chọn cơ quan"
    )
    drafting_none = forms.BooleanField(label="Văn bản không ghi", required=False)
    urgency = forms.ChoiceField(
        label="Độ khẩn", choices=[(u.value, u.vi) for u in Urgency], initial=Urgency.NORMAL, required=False
    )
    field = forms.CharField(label="Lĩnh vực", required=False, max_length=60)
    taken_down_by = forms.CharField(label="Người ghi lại", required=False, max_length=120)
    text = forms.CharField(label="Nội dung văn bản", required=False, widget=forms.Textarea, strip=False)
    rows = forms.CharField(label="Các nhiệm vụ", required=False, widget=forms.Textarea, strip=False)
    similar_ok = forms.BooleanField(label="Đây là văn bản khác, vẫn vào sổ", required=False)

    def __init__(self, *args: Any, kind: str, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind, self.on = kind, on
        if kind == PROGRAMME:
            self.initial.setdefault("type", "programme")
        if kind != ORAL:
            del self.fields["taken_down_by"]
        if kind != PROGRAMME:
            self.fields.pop("rows")
        for name in UNASKED.get(kind, frozenset()) & self.fields.keys():
            del self.fields[name]
        if kind == ORAL:
            self.fields["summary"].label = "Nội dung chỉ đạo"
            self.fields["issued_on"].label = "Ngày chỉ đạo"
            self.fields["text"].label = "Ghi chép đầy đủ"
        self._choose(on)

    def _choose(self, on: date) -> None:
        """What may be chosen depends on the day: agencies, Vice-Chairmen, fields of work."""
        _options(self.fields.get("type"), grouped_types())
        _options(self.fields["directed"], list(directors(on)))
        if "drafting_agency" in self.fields:
            self.fields["drafting_agency"].queryset = directory(on)  # type: ignore[attr-defined]
        self.work_fields = sorted({name for unit in monitoring_units(on) for name in unit.fields})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.kind == PROGRAMME and not cleaned.get("rows", "").strip():
            self.add_error("rows", "Hãy dán hoặc gõ các nhiệm vụ, mỗi dòng một nhiệm vụ.")
        if not self.errors:
            for problem in problems(self.new(), on=self.on):
                self.add_error(*self._place(problem))
        return cleaned

    def _place(self, problem: Problem) -> tuple[str | None, str]:
        name = {"source": "directed", "directed_by": "directed"}.get(problem.field, problem.field)
        return (name if name in self.fields else None), problem.sentence

    def so_far(self) -> NewDocument | None:
        """What is right so far of a form that may have faults, for what follows from it; None while too little is."""
        if not self.is_bound:
            return None
        self.is_valid()
        said = self.cleaned_data
        if "issued_on" not in said or not {"issuer", "type"} & self.fields.keys() <= said.keys():
            return None
        self.cleaned_data = dict.fromkeys(self.fields, "") | {"directed": Source.COMMITTEE} | said
        return self.new()

    def new(self) -> NewDocument:
        """The particulars as they are to be registered."""
        said = self.cleaned_data
        source, person = _director(said["directed"])
        national = source in (Source.GOVERNMENT, Source.PRIME_MINISTER)
        drafting = said.get("drafting_agency")
        nobody = said.get("drafting_none") or self.kind == ORAL
        return NewDocument(
            kind=self.kind,
            source=source,
            directed_by_id=person,
            issuer=Issuer(said["issuer"]) if self.kind != ORAL else Issuer.CHAIRMAN,
            issuer_text=said.get("issuer_text", ""),
            type=said["type"] if self.kind != ORAL else ORAL_TYPE,
            symbol_text=said.get("symbol_text", ""),
            summary=said["summary"],
            issued_on=said["issued_on"],
            received_on=(said.get("received_on") or self.on) if national else said.get("received_on"),
            signer=said.get("signer", ""),
            signer_title=said.get("signer_title", ""),
            signing_authority=said.get("signing_authority", ""),
            drafting_agency_id=drafting.pk if drafting else None,
            drafting_text=NOT_SAID if nobody and not drafting else "",
            urgency=Urgency(said.get("urgency") or Urgency.NORMAL),
            field=said["field"],
            text=rows_as_text(said["rows"]) if self.kind == PROGRAMME else said.get("text", "").replace("\r\n", "\n"),
            taken_down_by=said.get("taken_down_by", ""),
        )


class CorrectForm(RegisterForm):
    """The same particulars after registering, with the reason for each correction."""

    reason = forms.CharField(label="Lý do sửa", max_length=1000, error_messages={"required": "Hãy nêu lý do sửa."})

    def __init__(self, *args: Any, judged: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields.pop("similar_ok")
        self.fields.pop("rows", None)
        if judged or self.kind == PROGRAMME:
            self.fields.pop("text", None)

    def changes(self, old: NewDocument) -> dict[str, Any]:
        """The particulars that differ from what was registered."""
        new = self.new()
        asked = {*self.fields, "source", "directed_by_id", "drafting_agency_id", "drafting_text"}
        names = [name for name in NewDocument.__dataclass_fields__ if name in asked]
        return {name: getattr(new, name) for name in names if getattr(new, name) != getattr(old, name)}


def values_of(old: NewDocument) -> dict[str, Any]:
    """A registered document as the values of the form that corrects it."""
    director = f"{old.source}:{old.directed_by_id}" if old.source is Source.VICE_CHAIRMAN else old.source.value
    same = ("issuer_text", "type", "symbol_text", "issued_on", "received_on", "summary", "signer", "signer_title")
    more = ("signing_authority", "field", "taken_down_by", "text", "urgency", "issuer")
    return {
        **{name: getattr(old, name) for name in (*same, *more)},
        "directed": director,
        "drafting_agency": old.drafting_agency_id,
        "drafting_none": old.drafting_agency_id is None,
    }


def grouped_types() -> list[tuple[str, list[tuple[str, str]]]]:
    """The types of documents: those that give most tasks first, then all in the order of NĐ 30/2020/NĐ-CP."""
    first = [(code, TYPES_BY_CODE[code].name_vi) for code in FIRST_TYPES]
    rest = [k for k in (*DOCUMENT_TYPES, *OTHER_TYPES) if k.code not in (*FIRST_TYPES, ORAL_TYPE)]
    return [("Thường gặp", first), ("Loại khác", [(kind.code, kind.name_vi) for kind in rest])]


def directors(on: date) -> Iterable[tuple[str, str]]:
    """Who may have directed it (1.1, 1.3), each Vice-Chairman by name."""
    yield Source.COMMITTEE.value, Source.COMMITTEE.vi
    yield Source.CHAIRMAN.value, Source.CHAIRMAN.vi
    for post in vice_chairmen(on):
        yield f"{Source.VICE_CHAIRMAN}:{post.person_id}", f"Phó Chủ tịch {post.person.name}"
    yield Source.GOVERNMENT.value, Source.GOVERNMENT.vi
    yield Source.PRIME_MINISTER.value, Source.PRIME_MINISTER.vi


def _director(value: str) -> tuple[Source, int | None]:
    source, _, person = value.partition(":")
    return Source(source), int(person) if person else None


def _options(field: forms.Field | None, choices: list[Any]) -> None:
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
