"""What the pages of this package ask."""

from __future__ import annotations

from django import forms

from giaoviec.regulation.asking import AskingForm, DayField


class ListForm(AskingForm):
    """A list to be kept: the name, and the address with its filters."""

    name = forms.CharField(
        label="Tên danh sách",
        max_length=80,
        error_messages={"required": "Đặt tên cho danh sách.", "max_length": "Tên dài quá 80 ký tự; hãy đặt ngắn hơn."},
    )
    address = forms.CharField(label="Địa chỉ", max_length=1100)


class NameForm(AskingForm):
    name = ListForm.base_fields["name"]


class JournalForm(forms.Form):
    """Filters of the journal; what cannot be read counts as not asked."""

    nguoi = forms.CharField(label="Người", required=False, max_length=120)
    viec = forms.CharField(label="Thao tác", required=False, max_length=60)
    doi_tuong = forms.CharField(label="Đối tượng", required=False, max_length=40)
    so = forms.IntegerField(label="Số của đối tượng", required=False, min_value=1)
    co_quan = forms.IntegerField(label="Cơ quan", required=False, min_value=1)
    tu = DayField(label="Từ ngày", required=False)
    den = DayField(label="Đến ngày", required=False)
    truoc = forms.IntegerField(required=False, min_value=1)


class AccessForm(forms.Form):
    """Filters of who saw, exported, changed what; what cannot be read counts as not asked."""

    nguoi = forms.CharField(label="Người", required=False, max_length=120)
    loai = forms.CharField(label="Loại", required=False, max_length=20)
    doi_tuong = forms.CharField(label="Đối tượng", required=False, max_length=40)
    so = forms.IntegerField(label="Số của đối tượng", required=False, min_value=1, max_value=2**62)
    co_quan = forms.IntegerField(label="Cơ quan", required=False, min_value=1, max_value=2**62)
    dia_chi = forms.GenericIPAddressField(label="Địa chỉ máy", required=False)
    tu = DayField(label="Từ ngày", required=False)
    den = DayField(label="Đến ngày", required=False)
    truoc = forms.RegexField(r"\d{1,19}-\d{1,19}", required=False)
