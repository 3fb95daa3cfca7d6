"""What the pages of the administration and of one's own account ask."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from giaoviec.agencies import queries
from giaoviec.agencies.actions import NewAgency, NewPost
from giaoviec.agencies.actions.succession import KINDS
from giaoviec.agencies.models import Agency, AgencyGroup, AgencyKind, Membership, Person, Unit
from giaoviec.regulation.asking import AskingForm, DayField, words
from giaoviec.rules.roles import Role

ROLES = [(role.value, role.vi) for role in Role]


class SignInForm(AskingForm):
    ungated = frozenset({"username", "password"})
    username = forms.CharField(label="Tên đăng nhập", max_length=200)
    password = forms.CharField(label="Mật khẩu", max_length=500, strip=False)


class SecondForm(AskingForm):
    """A code, or what a passkey answered."""

    ungated = frozenset({"code", "credential"})
    code = forms.CharField(label="Mã xác nhận", max_length=20, required=False)
    credential = forms.CharField(max_length=20_000, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("code") and not cleaned.get("credential") and not self.errors:
            self.add_error("code", "Chưa nhập mã.")
        return cleaned


class AgainForm(AskingForm):
    ungated = frozenset({"password"})
    password = forms.CharField(label="Mật khẩu", max_length=500, strip=False)


class TotpForm(AskingForm):
    ungated = frozenset({"code"})
    code = forms.CharField(label="Mã sáu số đang hiện trong ứng dụng", max_length=20)


class PasskeyForm(AskingForm):
    ungated = frozenset({"credential"})
    name = forms.CharField(label="Tên khóa", max_length=60, help_text="Để nhận ra về sau, ví dụ: máy bàn cơ quan.")
    credential = forms.CharField(max_length=20_000, error_messages={"required": "Chưa nhận được khóa bảo mật."})

    def given(self) -> tuple[str, str]:
        return self.cleaned_data["name"], self.cleaned_data["credential"]


class PasswordForm(AskingForm):
    ungated = frozenset({"old", "new", "again"})
    old = forms.CharField(label="Mật khẩu hiện nay", max_length=500, strip=False)
    new = forms.CharField(
        label="Mật khẩu mới",
        max_length=500,
        strip=False,
        help_text="Ít nhất 14 ký tự, có chữ thường, chữ hoa, chữ số và ký tự khác; không chứa tên mình.",
    )
    again = forms.CharField(label="Nhập lại mật khẩu mới", max_length=500, strip=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("new") != cleaned.get("again"):
            self.add_error("again", "Hai lần nhập mật khẩu mới không giống nhau.")
        return cleaned


class AgencyForm(AskingForm):
    """An agency's particulars; `code`, `kind`, `founded_on` only when it is entered."""

    name = forms.CharField(label="Tên cơ quan", max_length=200)
    short_name = forms.CharField(label="Tên viết tắt", max_length=80, required=False)
    code = forms.CharField(label="Mã", max_length=40, help_text="Dùng trong báo cáo và dòng lệnh, ví dụ: stc.")
    kind = forms.ChoiceField(label="Loại", choices=AgencyKind.choices)
    founded_on = DayField(label="Hoạt động từ ngày")
    position = forms.IntegerField(
        label="Thứ tự", min_value=0, max_value=1_000_000, required=False, help_text="Để trống: xếp cuối danh sách."
    )
    identity_code = forms.CharField(
        label="Mã định danh điện tử", max_length=35, required=False, help_text="Ví dụ: H36.02."
    )
    former_province = forms.CharField(label="Thuộc tỉnh trước sắp xếp", max_length=60, required=False)
    parent = forms.ModelChoiceField(
        label="Cơ quan cấp trên", queryset=Agency.objects.none(), required=False, empty_label=None
    )
    groups = forms.ModelMultipleChoiceField(
        label="Thuộc nhóm", queryset=AgencyGroup.objects.all(), required=False, help_text="Để giao việc cho cả nhóm."
    )

    def __init__(self, *args: Any, on: date, entered: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        parent: Any = self.fields["parent"]
        parent.queryset = queries.directory(on)
        for name in ("code", "kind", "founded_on", "groups") if entered else ():
            del self.fields[name]
        if entered:
            self.fields["position"].required = True

    def new(self) -> NewAgency:
        data = self.cleaned_data
        return NewAgency(
            code=data["code"],
            kind=data["kind"],
            name=data["name"],
            short_name=data["short_name"],
            position=data["position"],
            parent_id=data["parent"].pk if data["parent"] else None,
            identity_code=data["identity_code"],
            former_province=data["former_province"],
            group_ids=tuple(group.pk for group in data["groups"]),
        )


class AliasForm(AskingForm):
    text = forms.CharField(label="Tên gọi khác", max_length=200)
    kind = forms.ChoiceField(label="Loại", choices=[("name", "tên gọi khác"), ("code", "mã định danh")])


class GroupForm(AskingForm):
    group = forms.ModelChoiceField(label="Nhóm", queryset=AgencyGroup.objects.all(), empty_label="Chọn nhóm")


class NewGroupForm(AskingForm):
    code = forms.CharField(label="Mã nhóm", max_length=40)
    name = forms.CharField(label="Tên nhóm", max_length=200)


class UnitForm(AskingForm):
    name = forms.CharField(label="Tên phòng, ban", max_length=200)
    fields_text = forms.CharField(
        label="Lĩnh vực", max_length=500, required=False, help_text="Cách nhau bằng dấu phẩy."
    )
    position = forms.IntegerField(label="Thứ tự", min_value=0, max_value=1_000_000, required=False)

    @property
    def work(self) -> tuple[str, ...]:
        return words(self.cleaned_data["fields_text"])


class SuccessionForm(AskingForm):
    """What became of agencies: which, into which (existing, or one that is founded with it), on which basis."""

    kind = forms.ChoiceField(label="Hình thức", choices=list(KINDS.items()))
    predecessors = forms.ModelMultipleChoiceField(label="Cơ quan được sắp xếp", queryset=Agency.objects.none())
    successors = forms.ModelMultipleChoiceField(
        label="Cơ quan kế thừa đã có trong danh mục", queryset=Agency.objects.none(), required=False
    )
    new_name = forms.CharField(
        label="Tên mới", max_length=200, required=False, help_text="Tên khi đổi tên, hoặc tên cơ quan kế thừa mới lập."
    )
    new_short_name = forms.CharField(label="Tên viết tắt mới", max_length=80, required=False)
    new_code = forms.CharField(label="Mã của cơ quan mới lập", max_length=40, required=False)
    basis = forms.CharField(
        label="Căn cứ pháp lý", max_length=300, help_text="Ví dụ: Nghị quyết số 15/NQ-HĐND ngày 30/6/2025."
    )
    day = DayField(label="Có hiệu lực từ ngày")

    def __init__(self, *args: Any, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("predecessors", "successors"):
            field: Any = self.fields[name]
            field.queryset = queries.directory(on)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("kind") != "rename" and bool(cleaned.get("new_name")) != bool(cleaned.get("new_code")):
            self.add_error("new_code", "Cơ quan kế thừa mới lập cần cả tên và mã; hãy ghi đủ hoặc để trống cả hai.")
        return cleaned

    def old(self) -> list[int]:
        return [agency.pk for agency in self.cleaned_data["predecessors"]]

    def heirs(self) -> list[int | NewAgency]:
        """Those that exist, and the one that is founded with the kind of the first predecessor."""
        data = self.cleaned_data
        chosen: list[int | NewAgency] = [agency.pk for agency in data["successors"]]
        if data["new_code"] and data["kind"] != "rename":
            first = data["predecessors"][0]
            names = {"name": data["new_name"], "short_name": data["new_short_name"]}
            place = {"position": first.position, "parent_id": first.parent_id}
            chosen.append(NewAgency(code=data["new_code"], kind=first.kind, **names, **place))
        return chosen


class AccountForm(AskingForm):
    name = forms.CharField(label="Họ và tên", max_length=120)
    email = forms.CharField(label="Thư điện tử công vụ", max_length=254, required=False)
    phone = forms.CharField(label="Điện thoại cơ quan", max_length=30, required=False)


class PostForm(AskingForm):
    agency = forms.ModelChoiceField(label="Cơ quan", queryset=Agency.objects.none(), empty_label=None)
    role = forms.ChoiceField(label="Vai trò", choices=ROLES)
    unit = forms.ModelChoiceField(
        label="Phòng, ban", queryset=Unit.objects.none(), required=False, empty_label="Không gắn phòng, ban"
    )
    title = forms.CharField(label="Chức vụ", max_length=120, required=False)
    fields_text = forms.CharField(
        label="Lĩnh vực chỉ đạo", max_length=500, required=False, help_text="Của Phó Chủ tịch; cách nhau bằng dấu phẩy."
    )
    from_on = DayField(label="Từ ngày", required=False, help_text="Để trống: từ hôm nay.")

    def __init__(self, *args: Any, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["agency"].queryset = queries.directory(on)
        fields["unit"].queryset = Unit.objects.filter(queries.current(on)).select_related("agency")
        fields["unit"].label_from_instance = lambda unit: f"{unit.name}, {unit.agency.name}"

    def post(self) -> NewPost:
        data = self.cleaned_data
        return NewPost(
            agency_id=data["agency"].pk,
            role=data["role"],
            unit_id=data["unit"].pk if data["unit"] else None,
            title=data["title"],
            fields=words(data["fields_text"]),
            from_on=data["from_on"],
        )


class NewAccountForm(AccountForm, PostForm):
    """An account is made together with its first post."""

    username = forms.CharField(label="Tên đăng nhập", max_length=60, help_text="Ví dụ: stc.vanphong.")
    field_order = ("username", "name", "email", "phone", "agency", "role", "unit", "title", "fields_text", "from_on")


class DisableForm(AskingForm):
    why = forms.CharField(label="Lý do", max_length=200, help_text="Ví dụ: nghỉ hưu từ 01/12/2026.")


class DelegationForm(AskingForm):
    membership = forms.ModelChoiceField(
        label="Vị trí được ủy quyền", queryset=Membership.objects.none(), empty_label="Chọn vị trí"
    )
    to = forms.ModelChoiceField(label="Người thay", queryset=Person.objects.none(), empty_label="Chọn người")
    from_on = DayField(label="Từ ngày")
    to_on = DayField(label="Đến hết ngày")
    basis = forms.CharField(
        label="Căn cứ", max_length=300, help_text="Ví dụ: Giấy ủy quyền số 12/GUQ-VP ngày 20/11/2026."
    )

    def __init__(self, *args: Any, person: Person, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        posts = queries.memberships_on(on).filter(person=person).exclude(role=Role.ADMINISTRATOR)
        colleagues = queries.memberships_on(on).filter(agency__in=posts.values("agency")).exclude(person=person)
        fields: Any = self.fields
        fields["membership"].queryset = posts
        fields["membership"].label_from_instance = lambda post: (
            f"{post.title or Role(post.role).vi}, {post.agency.name}"
        )
        fields["to"].queryset = Person.objects.filter(pk__in=colleagues.values("person")).order_by("sort_key")
