"""Merge, split, rename, abolish, on a day, with the legal basis. Open work is moved by `assignments.actions.transfer`,
which stands above: its caller opens one act and passes it here as `within`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from giaoviec.agencies import queries
from giaoviec.agencies.actions.common import found, members_of, not_in_the_future, rights_changed, tidy
from giaoviec.agencies.actions.directory import SINGLE, NewAgency, add_agency
from giaoviec.agencies.models import (
    Agency,
    AgencyName,
    Delegation,
    GroupMember,
    Membership,
    Succession,
    SuccessionPart,
    Unit,
)
from giaoviec.agencies.text import sort_key_agency
from giaoviec.journal.actions import Act, act
from giaoviec.journal.errors import Refused
from giaoviec.rules.access import Actor

KINDS = {"merge": "sáp nhập", "split": "chia, tách", "rename": "đổi tên", "abolish": "giải thể"}


def succeed(
    kind: str,
    *,
    predecessors: Sequence[int],
    successors: Sequence[int | NewAgency] = (),
    basis: str,
    new_name: str = "",
    new_short_name: str = "",
    by: Actor | None,
    on: date,
    at: datetime,
    within: Act | None = None,
) -> Succession:
    """Record what became of agencies on the day `on`; returns the `Succession` with its parts.

    rename: one predecessor and `new_name`, and it stays the same agency. merge: one successor takes over. split: one
    predecessor, several successors. abolish: at most one successor. A successor is an agency's id (a predecessor may be
    its own successor and live on) or a `NewAgency`. Predecessors that do not live on are dissolved; where there is one
    successor their people and units go to it. `Refused` with the field where this does not fit.
    """
    old = [found(queries.directory(on), pk, what="cơ quan đang hoạt động") for pk in dict.fromkeys(predecessors)]
    basis = _checked(kind, old, successors, basis, new_name, on, at)
    with act("succeed", by=by, on=on, at=at, subject="succession", within=within, kind=kind) as a:
        row = Succession.objects.create(**a.row(), kind=kind, basis=basis)
        a.touch("succession", row.pk)
        a.touch("agency", *(agency.pk for agency in old))
        heirs = _rename(old[0], new_name, new_short_name, a) if kind == "rename" else _replace(old, successors, a)
        nobody: list[Agency | None] = [None]
        SuccessionPart.objects.bulk_create(
            SuccessionPart(succession=row, predecessor=agency, successor=heir)
            for agency in old
            for heir in (heirs or nobody)
        )
        rights_changed(members_of(agency.pk for agency in [*old, *heirs]))
    return row


def _checked(
    kind: str,
    old: Sequence[Agency],
    successors: Sequence[int | NewAgency],
    basis: str,
    new_name: str,
    on: date,
    at: datetime,
) -> str:
    not_in_the_future(on, at, what="Ngày có hiệu lực")
    if kind not in KINDS:
        raise Refused(f"Hình thức phải là một trong: {', '.join(KINDS.values())}.", field="kind", status=422)
    if not old:
        raise Refused("Chưa chọn cơ quan được sắp xếp.", field="predecessors", status=422)
    wrong = _wrong_numbers(kind, len(old), len(set(successors)))
    if wrong:
        raise Refused(wrong, field="successors", status=422)
    if kind == "rename" and new_name.strip() == old[0].name:
        raise Refused("Tên mới trùng với tên hiện nay.", field="new_name", status=422)
    if not successors and kind != "rename" and any(agency.kind in SINGLE for agency in old):
        raise Refused("UBND tỉnh và Văn phòng UBND tỉnh phải có cơ quan kế thừa.", field="successors", status=422)
    return tidy(basis, what="Căn cứ pháp lý", field="basis", most=300)


def _wrong_numbers(kind: str, old: int, new: int) -> str:
    if kind == "rename" and (old, new) != (1, 0):
        return "Đổi tên là việc của một cơ quan, không có cơ quan kế thừa; hãy ghi tên mới."
    if kind == "merge" and new != 1:
        return "Sáp nhập có đúng một cơ quan kế thừa."
    if kind == "split" and (old != 1 or new < 2):
        return "Chia, tách là từ một cơ quan ra ít nhất hai cơ quan (cơ quan cũ có thể là một trong số đó)."
    if kind == "abolish" and new > 1:
        return "Giải thể có nhiều nhất một cơ quan tiếp nhận; nhiều cơ quan tiếp nhận là chia, tách."
    return ""


def _rename(agency: Agency, name: str, short_name: str, a: Act) -> list[Agency]:
    name = tidy(name, what="Tên mới", field="new_name")
    short = tidy(short_name, what="Tên viết tắt mới", field="new_short_name", most=80, empty=True) or name[:80]
    AgencyName.objects.create(**a.row(), agency=agency, name=name, short_name=short)
    latest = queries.history_of_names(agency)[0]
    Agency.objects.filter(pk=agency.pk).update(
        name=latest.name, short_name=latest.short_name, sort_key=sort_key_agency(latest.name)
    )
    return [agency]


def _replace(old: Sequence[Agency], successors: Sequence[int | NewAgency], a: Act) -> list[Agency]:
    """Dissolve first: a successor may have the name of a predecessor."""
    kept = {successor for successor in successors if isinstance(successor, int)}
    dissolved = [agency for agency in old if agency.pk not in kept]
    groups = _leave_groups(dissolved, a.on)
    Agency.objects.filter(pk__in=[agency.pk for agency in dissolved]).update(dissolved_on=a.on)
    heirs = [_heir(successor, groups, a) for successor in successors]
    if len(heirs) == 1:
        for agency in dissolved:
            _move_people(agency, heirs[0], a)
    return heirs


def _heir(successor: int | NewAgency, groups: Sequence[int], a: Act) -> Agency:
    if isinstance(successor, int):
        return found(queries.directory(a.on), successor, what="cơ quan kế thừa đang hoạt động")
    agency = add_agency(successor, by=a.by, on=a.on, at=a.at, within=a)
    GroupMember.objects.bulk_create(
        GroupMember(group_id=group, agency=agency, from_on=a.on) for group in groups if group not in successor.group_ids
    )
    return agency


def _leave_groups(agencies: Sequence[Agency], on: date) -> list[int]:
    """End their belonging to groups; returns the groups, which a new successor takes over."""
    held = GroupMember.objects.filter(queries.current(on), agency__in=agencies)
    groups = sorted(set(held.values_list("group", flat=True)))
    held.update(to_on=on)
    return groups


def _move_people(old: Agency, new: Agency, a: Act) -> None:
    """Posts and units end in the predecessor and go on in the successor; what was delegated is delegated anew."""
    units = {unit.pk: _same_unit(unit, new, a.on) for unit in queries.units_of(old, a.on)}
    held = Membership.objects.filter(queries.current(a.on), agency=old)
    posts = list(held)
    Delegation.objects.filter(membership__in=posts, ended_at=None).update(ended_at=a.at)
    Membership.objects.filter(pk__in=[post.pk for post in posts]).update(to_on=a.on)
    Unit.objects.filter(pk__in=units).update(to_on=a.on)
    Membership.objects.bulk_create(
        Membership(
            person_id=post.person_id,
            agency=new,
            unit=units.get(post.unit_id) if post.unit_id else None,
            role=post.role,
            title=post.title,
            fields=post.fields,
            from_on=a.on,
        )
        for post in posts
    )


def _same_unit(unit: Unit, agency: Agency, on: date) -> Unit:
    """The unit of that name in the successor, made where it has none."""
    there = queries.units_of(agency, on).filter(name=unit.name).first()
    return there or Unit.objects.create(
        agency=agency, name=unit.name, fields=unit.fields, position=unit.position, from_on=on
    )
