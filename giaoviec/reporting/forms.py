"""What the pages of the reports ask."""

from __future__ import annotations

from django import forms

from giaoviec.regulation.asking import AskingForm


class PeriodForm(AskingForm):
    """Which period is to be opened."""

    period = forms.CharField(label="Kỳ báo cáo", required=False, max_length=60)


class SectionForm(AskingForm):
    """The words of a section; empty is allowed until it is signed."""

    text = forms.CharField(label="Nội dung", required=False)
    version = forms.IntegerField(required=False)


class CommentForm(AskingForm):
    """A remark on a section."""

    comment = forms.CharField(label="Góp ý", required=False)


class AmendForm(AskingForm):
    """Why a frozen report is corrected."""

    reason = forms.CharField(label="Đính chính điều gì, vì sao", required=False)
