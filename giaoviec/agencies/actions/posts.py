"""Memberships with their dates, and delegation: "X, thay Y", between two days, on a basis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from giaoviec.agencies import queries
from giaoviec.agencies.actions.common import found, rights_changed, tidy
from giaoviec.agencies.actions.parts import tidy_fields
from giaoviec.agencies.models import Agency, AgencyKind, Delegation, Membership, Person, Unit
from giaoviec.agencies.rights import tell_of_post
from giaoviec.journal.actions import act
from giaoviec.journal.errors import Refused
from giaoviec.rules.access import Actor, may
from giaoviec.rules.citation import Policy
from giaoviec.rules.roles import LEADERS, NO_BUSINESS, OFFICE, Role

FEWEST_ADMINISTRATORS = 2
NEEDS_UNIT = frozenset({Role.MONITOR, Role.UNIT_HEAD})


@dataclass(frozen=True, slots=True)
class NewPost:
    """A membership as it is entered: since `from_on` (else the day of the act), until the day before `to_on`."""

    agency_id: int
    role: str
    unit_id: int | None = None
    title: str = ""
    fields: tuple[str, ...] = ()
    from_on: date | None = None
    to_on: date | None = None


def add_post(person_id: int, new: NewPost, *, by: Actor | None, on: date, at: datetime) -> Membership:
    """Give somebody a post. `Refused` where role, agency and unit do not fit together, or he has it already."""
    person = found(Person.objects.all(), person_id, what="người dùng")
    post = checked_post(new, person, on)
    with act("add_post", by=by, on=on, at=at, subject="person", subject_id=person.pk) as a:
        post.save(force_insert=True)
        a.touch("agency", post.agency_id)
        a.note(membership=post.pk, role=post.role, from_on=post.from_on)
        rights_changed([person.pk])
        tell_of_post(a, post, more=f", từ ngày {post.from_on:%d/%m/%Y}")
    return post


def end_post(membership_id: int, *, to_on: date | None = None, by: Actor | None, on: date, at: datetime) -> Membership:
    """End a post on `to_on` (else `on`): that day is the first without it."""
    post = found(Membership.objects.select_related("person", "agency"), membership_id, what="vị trí công tác này")
    last = to_on or on
    if last < post.from_on:
        sentence = f"Ngày kết thúc không được trước ngày bắt đầu ({post.from_on:%d/%m/%Y})."
        raise Refused(sentence, field="to_on", status=422)
    if last <= on:
        keep_two_administrators([post], on)
    with act("end_post", by=by, on=on, at=at, subject="person", subject_id=post.person_id) as a:
        Membership.objects.filter(pk=post.pk).update(to_on=last)
        Delegation.objects.filter(membership=post, ended_at=None).update(ended_at=at)
        a.touch("agency", post.agency_id)
        a.note(membership=post.pk, to_on=last)
        rights_changed([post.person_id, *post.delegations.values_list("to", flat=True)])
        tell_of_post(a, post, more=f", từ ngày {last:%d/%m/%Y}")
    return post


def delegate(
    membership_id: int,
    to_id: int,
    *,
    from_on: date,
    to_on: date,
    basis: str,
    by: Actor | None,
    on: date,
    at: datetime,
) -> Delegation:
    """Let a colleague act in a post from `from_on` to `to_on`, both included: by its holder, or who may for him."""
    post = found(queries.memberships_on(on), membership_id, what="vị trí công tác này")
    _may_dispose(by, post)
    to = _stand_in(post, to_id, on)
    if not on <= from_on <= to_on:
        sentence = "Thời gian ủy quyền phải bắt đầu từ hôm nay trở đi và kết thúc không trước ngày bắt đầu."
        raise Refused(sentence, ground=Policy("delegation"), field="to_on", status=422)
    basis = tidy(basis, what="Căn cứ ủy quyền", field="basis", most=300)
    with act("delegate", by=by, on=on, at=at, subject="person", subject_id=post.person_id) as a:
        row = Delegation.objects.create(membership=post, to=to, from_on=from_on, to_on=to_on, basis=basis)
        a.touch("person", to.pk)
        a.note(membership=post.pk, delegation=row.pk, from_on=from_on, to_on=to_on)
        rights_changed([post.person_id, to.pk])
        tell_of_post(a, post, also=to, more=f", cho {to.name}, từ {from_on:%d/%m/%Y} đến hết {to_on:%d/%m/%Y}")
    return row


def end_delegation(delegation_id: int, *, by: Actor | None, on: date, at: datetime) -> Delegation:
    """Take a delegation back before its last day."""
    rows = Delegation.objects.select_related("membership__person", "membership__agency", "to")
    row = found(rows, delegation_id, what="ủy quyền này")
    _may_dispose(by, row.membership)
    if row.ended_at is not None or row.to_on < on:
        raise Refused("Ủy quyền này đã kết thúc.")
    with act("end_delegation", by=by, on=on, at=at, subject="person", subject_id=row.membership.person_id) as a:
        Delegation.objects.filter(pk=row.pk).update(ended_at=at)
        a.touch("person", row.to_id)
        a.note(delegation=row.pk)
        rights_changed([row.membership.person_id, row.to_id])
        tell_of_post(a, row.membership, also=row.to, more=f", cho {row.to.name}")
    return row


def checked_post(new: NewPost, person: Person | None, on: date) -> Membership:
    """The membership, not yet stored; `Refused` with the field where it does not fit."""
    agency = found(queries.directory(on), new.agency_id, what="cơ quan đang hoạt động")
    role, unit = _role(new.role, agency), _unit(new.unit_id, agency, on)
    if role in NEEDS_UNIT and unit is None:
        raise Refused(f"Vai trò “{role.vi}” phải gắn với một phòng, ban.", field="unit", status=422)
    post = Membership(
        person=person,
        agency=agency,
        unit=unit,
        role=role,
        title=tidy(new.title, what="Chức vụ", field="title", most=120, empty=True),
        fields=tidy_fields(new.fields),
        from_on=new.from_on or on,
        to_on=new.to_on,
    )
    if post.to_on is not None and post.to_on <= post.from_on:
        raise Refused("Ngày kết thúc phải sau ngày bắt đầu.", field="to_on", status=422)
    if person is not None:
        _fits_other_posts(post, person, on)
    return post


def keep_two_administrators(leaving: Iterable[Membership], on: date) -> None:
    """Purge and restore need two technical administrators, so there are never fewer."""
    posts = [post for post in leaving if post.role == Role.ADMINISTRATOR]
    if not posts:
        return
    held = queries.memberships_on(on).filter(role=Role.ADMINISTRATOR).exclude(pk__in=[post.pk for post in posts])
    if held.values("person").distinct().count() < FEWEST_ADMINISTRATORS:
        sentence = "Phải luôn có ít nhất hai người quản trị kỹ thuật; hãy thêm người thay trước."
        raise Refused(sentence, ground=Policy("roles"))


def _role(text: str, agency: Agency) -> Role:
    try:
        role = Role(text)
    except ValueError:
        raise Refused(f"Vai trò phải là một trong {', '.join(Role)}.", field="role", status=422) from None
    home = AgencyKind.COMMITTEE if role in LEADERS else AgencyKind.OFFICE if role in OFFICE else None
    if home is not None and agency.kind != home:
        raise Refused(f"Vai trò “{role.vi}” chỉ có ở {home.label}.", field="role", status=422)
    return role


def _unit(unit_id: int | None, agency: Agency, on: date) -> Unit | None:
    if unit_id is None:
        return None
    unit = queries.units_of(agency, on).filter(pk=unit_id).first()
    if unit is None:
        raise Refused(f"{agency.name} không có phòng, ban này.", field="unit", status=422)
    return unit


def _fits_other_posts(post: Membership, person: Person, on: date) -> None:
    others = list(Membership.objects.filter(queries.current(on), person=person))
    if any((o.agency_id, o.role, o.unit_id) == (post.agency_id, post.role, post.unit_id) for o in others):
        raise Refused(f"{person.name} đã có vị trí này.", field="role", status=422)
    if any((Role(other.role) in NO_BUSINESS) != (Role(post.role) in NO_BUSINESS) for other in others):
        sentence = "Người quản trị kỹ thuật, phụ trách hạ tầng không kiêm vai trò nghiệp vụ; hãy dùng tài khoản riêng."
        raise Refused(sentence, ground=Policy("roles"), field="role", status=422)


def _may_dispose(by: Actor | None, post: Membership) -> None:
    """The holder of a post, or who may delegate for his agency; nobody who stands in for another himself."""
    if by is None:
        return
    himself = by.person_id == post.person_id
    allowed = himself or may(by, "delegate", agency_id=post.agency_id) is None
    if by.for_person_id is not None or not allowed:
        raise Refused("Chỉ người giữ vị trí hoặc người quản trị được ủy quyền vị trí này.", status=404)


def _stand_in(post: Membership, to_id: int, on: date) -> Person:
    colleagues = queries.memberships_on(on).filter(agency=post.agency_id).exclude(person=post.person_id)
    to = Person.objects.filter(pk=to_id, is_active=True, pk__in=colleagues.values("person")).first()
    if to is None:
        sentence = "Chỉ ủy quyền cho người khác đang công tác trong cùng cơ quan."
        raise Refused(sentence, ground=Policy("delegation"), field="to", status=422)
    if Role(post.role) == Role.ADMINISTRATOR:
        sentence = "Vai trò quản trị kỹ thuật không được ủy quyền."
        raise Refused(sentence, ground=Policy("delegation"), field="to", status=422)
    return to
