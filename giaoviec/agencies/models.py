"""Agencies in official order with dates and names, their units, persons, memberships, delegations, succession."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from giaoviec.journal.models import Fact
from giaoviec.rules.roles import Role


class AgencyKind(models.TextChoices):
    """Article 1.2: whom the Regulation applies to. COMMITTEE is the provincial People's Committee itself."""

    COMMITTEE = "committee", "UBND tỉnh"
    OFFICE = "office", "Văn phòng UBND tỉnh"
    DEPARTMENT = "department", "Sở, ban, ngành"
    DISTRICT = "district", "UBND cấp huyện"
    COMMUNE = "commune", "UBND xã, phường, đặc khu"
    OTHER = "other", "Cơ quan, tổ chức khác"
    CENTRAL = "central", "Chính phủ, bộ, ngành trung ương"


class Agency(models.Model):
    """An organisation that can be given tasks. `name` and `short_name` are today's; `AgencyName` keeps all of them."""

    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=12, choices=AgencyKind)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80)
    sort_key = models.CharField(max_length=200, db_index=True)
    position = models.PositiveIntegerField(default=1000)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    identity_code = models.CharField(max_length=35, default="", blank=True)
    former_province = models.CharField(max_length=60, default="", blank=True)
    founded_on = models.DateField()
    dissolved_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["kind", "position"], name="agency_order")]

    def __str__(self) -> str:
        return self.name


class AgencyName(Fact):
    """A name since `on`: screens of a past day print the name of that day."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="names")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80)


class Alias(models.Model):
    """Another way in which documents write an agency: short forms, old names, identity codes, addresses."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=200)
    plain = models.CharField(max_length=200, db_index=True)
    kind = models.CharField(max_length=12, default="name", choices=[("name", "tên gọi khác"), ("code", "mã định danh")])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "text"], name="alias_once")]


class AgencyGroup(models.Model):
    """ "các sở, ban, ngành", "UBND các xã, phường, đặc khu": given as one, frozen on the day of giving."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    position = models.PositiveIntegerField(default=100)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """An agency in a group, half-open in days."""

    group = models.ForeignKey(AgencyGroup, models.CASCADE, related_name="members")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="groups")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)


class Unit(models.Model):
    """A part of an agency (phòng, ban chuyên môn); the Office's units are the monitoring units of 6.1d."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="units")
    name = models.CharField(max_length=200)
    position = models.PositiveIntegerField(default=100)
    fields = models.JSONField(default=list, blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    """Persons are made by `agencies.actions.create_account`; this is what Django's own machinery needs."""

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(username=(username or "").casefold())


class SignsInBy(models.TextChoices):
    """Who says whether a password is somebody's: we, or the province's directory. Rights are ours either way."""

    PASSWORD = "password", "mật khẩu của phần mềm"
    DIRECTORY = "directory", "mật khẩu ở danh bạ của tỉnh"


class Person(AbstractBaseUser):
    """The user model: name, post, office contact, nothing more (Luật 91/2025/QH15)."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=160, db_index=True)
    email = models.EmailField(default="", blank=True)
    phone = models.CharField(max_length=30, default="", blank=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    disabled_why = models.CharField(max_length=200, default="", blank=True)
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    enabled_at = models.DateTimeField(null=True)
    calendar_token = models.CharField(max_length=64, default="", blank=True, db_index=True)
    rights_version = models.PositiveIntegerField(default=1)
    signs_in_by = models.CharField(max_length=10, choices=SignsInBy, default=SignsInBy.PASSWORD)

    objects = PersonManager()
    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's post in an agency, with its role, half-open in days; he acts in one at a time."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(role.value, role.vi) for role in Role])
    title = models.CharField(max_length=120, default="", blank=True)
    fields = models.JSONField(default=list, blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["agency", "role"], name="membership_agency_role")]


class Delegation(models.Model):
    """ "TM., TL.": `to` acts for `membership` between two days; shown as "X, thay Y"."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="delegations")
    to = models.ForeignKey(Person, models.PROTECT, related_name="delegated")
    from_on = models.DateField()
    to_on = models.DateField()
    basis = models.CharField(max_length=300)
    ended_at = models.DateTimeField(null=True)


class Session(AbstractBaseSession):
    """A signed-in browser: seen by its owner, ended with the account. `seen_at` is stamped at most once a minute."""

    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="sessions")
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    address = models.CharField(max_length=45, default="")
    browser = models.CharField(max_length=200, default="")

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """What Django's session machinery asks for."""
        from giaoviec.agencies.sessions import SessionStore

        return SessionStore


class UsedPassword(models.Model):
    """A password that an account has had, as its hash: the last ten are not taken again."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="used_passwords")
    hash = models.CharField(max_length=128)
    at = models.DateTimeField()


class SignInGuard(models.Model):
    """Failed sign-ins under one key: a name typed (known or not) from one address, a name, or an address."""

    key = models.CharField(max_length=160, unique=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True)


class Succession(Fact):
    """Merge, split, rename, abolish, on a day, with its legal basis."""

    kind = models.CharField(
        max_length=10,
        choices=[("merge", "sáp nhập"), ("split", "chia, tách"), ("rename", "đổi tên"), ("abolish", "giải thể")],
    )
    basis = models.CharField(max_length=300)


class SuccessionPart(models.Model):
    """One predecessor and one of its successors in a succession (none where it was abolished)."""

    succession = models.ForeignKey(Succession, models.CASCADE, related_name="parts")
    predecessor = models.ForeignKey(Agency, models.PROTECT, related_name="successions_from")
    successor = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="successions_to")
