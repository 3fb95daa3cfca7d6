"""Whoever's rights change hears of it, and so does the head of his agency (Phụ lục VI of NĐ 30/2020/NĐ-CP).

How they are told belongs to the desks, which stand above: `duties` puts its way into `TELL` when it starts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from types import MappingProxyType

from django.db.models import Q, QuerySet

from giaoviec.agencies import queries
from giaoviec.agencies.models import Membership, Person
from giaoviec.journal.actions import Act
from giaoviec.journal.models import Event, Touch
from giaoviec.rules.roles import Role

VERBS = MappingProxyType(
    {
        "create_account": "Tạo tài khoản",
        "disable_account": "Ngừng tài khoản",
        "enable_account": "Mở lại tài khoản",
        "reset_password": "Đặt lại mật khẩu",
        "sign_in_by_directory": "Chuyển sang mật khẩu ở danh bạ",
        "add_post": "Thêm vị trí công tác",
        "end_post": "Kết thúc vị trí công tác",
        "delegate": "Ủy quyền",
        "end_delegation": "Kết thúc ủy quyền",
    }
)
"""The acts on rights, as the journal calls them and as people do."""


@dataclass(frozen=True, slots=True)
class Change:
    """What changed: whom it concerns, in which agencies, and the sentence that they and the heads read."""

    people: Collection[int]
    agencies: Collection[int]
    sentence: str


TELL: list[Callable[[Act, Change], None]] = []


def tell_of_account(a: Act, person: Person) -> None:
    """Something about the account itself; its agencies are those of the day."""
    held = Membership.objects.filter(queries.current(a.on), person=person)
    _tell(a, Change([person.pk], sorted(set(held.values_list("agency_id", flat=True))), person.name))


def tell_of_post(a: Act, post: Membership, *, also: Person | None = None, more: str = "") -> None:
    """Something about a post: what it is, whose, and from or until when (`more`); `also` who stands in."""
    where = ", ".join(filter(None, [post.title or Role(post.role).vi, post.agency.name]))
    people = [post.person_id, *([also.pk] if also else [])]
    _tell(a, Change(people, [post.agency_id], f"{post.person.name}, {where}{more}"))


def history(person: Person, *, limit: int = 20) -> QuerySet[Event]:
    """The acts on a person's rights, newest first; those of others that concern him (a post to stand in for) too."""
    touched = Touch.objects.filter(subject="person", subject_id=person.pk).values("act")
    about = Q(subject="person", subject_id=person.pk) | Q(act__in=touched)
    return Event.objects.filter(about, verb__in=list(VERBS)).order_by("-id")[:limit]


def _tell(a: Act, change: Change) -> None:
    sentence = f"{VERBS[a.verb]}: {change.sentence}. Người thực hiện: {a.label}."
    for tell in TELL:
        tell(a, Change(change.people, change.agencies, sentence))
