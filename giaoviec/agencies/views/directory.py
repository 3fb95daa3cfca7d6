"""The directory of agencies: list, entering, correcting, names, aliases, groups."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from giaoviec import clock
from giaoviec.agencies import actions, queries
from giaoviec.agencies.access import Request, need
from giaoviec.agencies.forms import AgencyForm, AliasForm, GroupForm, NewGroupForm
from giaoviec.agencies.models import Agency, AgencyKind, Alias, GroupMember, SuccessionPart
from giaoviec.agencies.text import name_key
from giaoviec.agencies.views.common import chip, done, kept, press, sheet, when
from giaoviec.journal.errors import Refused
from giaoviec.regulation.asking import attempt
from giaoviec.rules.access import may


@need("manage_agencies")
def listing(request: Request) -> HttpResponse:
    """All agencies, filtered by kind, group and words; those that have ended on request."""
    on = clock.today()
    chips = [chip(request, "loai", kind.value, str(kind.label)) for kind in AgencyKind]
    chips += [chip(request, "nhom", group.code, f"Nhóm: {group.name}") for group in queries.groups()]
    chips.append(chip(request, "het", "1", "Đã kết thúc hoạt động"))
    context = {
        "sheet": sheet(request, _filtered(request)),
        "chips": chips,
        "q": request.GET.get("q", ""),
        "kept": kept(request),
        "today": on,
    }
    return render(request, "agencies/agencies.html", context)


@need("manage_agencies")
def add(request: Request) -> HttpResponse:
    """Enter an agency."""
    form = AgencyForm(request.POST or None, on=clock.today(), initial={"name": request.GET.get("ten", "")[:200]})
    made = attempt(form, lambda: _add(request, form)) if request.method == "POST" else None
    if made is not None:
        return done(request, reverse("agencies:agency", args=[made.pk]), f"Đã thêm {made.name}.")
    return render(request, "agencies/agency_add.html", {"form": form}, status=form.status)


@need("manage_agencies")
def detail(request: Request, pk: int) -> HttpResponse:
    """One agency with all that belongs to it; POST corrects its particulars."""
    agency = get_object_or_404(Agency, pk=pk)
    if request.method != "POST":
        return page(request, agency)
    form = AgencyForm(request.POST, on=clock.today(), entered=True)
    if attempt(form, lambda: _correct(request, agency, form)) is None:
        return page(request, agency, form=form)
    return done(request, _address(agency), "Đã ghi thông tin của cơ quan.")


@need("manage_agencies")
@require_POST
def add_alias(request: Request, pk: int) -> HttpResponse:
    """Let documents write the agency so too."""
    agency = get_object_or_404(Agency, pk=pk)
    form = AliasForm(request.POST)
    row = attempt(form, lambda: actions.add_alias(pk, **form.cleaned_data, **when(request)))
    return (
        page(request, agency, alias_form=form)
        if row is None
        else done(request, _address(agency), f"Đã thêm “{row.text}”.")
    )


@need("manage_agencies")
@require_POST
def drop_alias(request: Request, pk: int, alias: int) -> HttpResponse:
    """Take another way of writing it away."""
    row = get_object_or_404(Alias, pk=alias, agency=pk)
    agency = actions.drop_alias(row.pk, **when(request))
    return done(request, _address(agency), f"Đã bỏ “{row.text}”.")


@need("manage_agencies")
@require_POST
def join_group(request: Request, pk: int) -> HttpResponse:
    """Let it belong to a group from today."""
    agency = get_object_or_404(Agency, pk=pk)
    form = GroupForm(request.POST)
    row = attempt(form, lambda: actions.join_group(form.cleaned_data["group"].pk, pk, **when(request)))
    if row is None:
        return page(request, agency, group_form=form)
    return done(request, _address(agency), f"Đã xếp vào nhóm “{row.group.name}”.")


@need("manage_agencies")
@require_POST
def leave_group(request: Request, pk: int, group: int) -> HttpResponse:
    """End its belonging to a group."""
    agency = get_object_or_404(Agency, pk=pk)
    no = press(lambda: actions.leave_group(group, pk, **when(request)))
    return page(request, agency, no=no) if no else done(request, _address(agency), "Đã đưa ra khỏi nhóm.")


@need("manage_agencies")
def add_group(request: Request) -> HttpResponse:
    """Enter a group."""
    form = NewGroupForm(request.POST or None)
    sent = request.method == "POST"
    row = attempt(form, lambda: actions.add_group(**form.cleaned_data, **when(request))) if sent else None
    if row is None:
        return render(request, "agencies/group_add.html", {"form": form}, status=form.status)
    return done(request, reverse("agencies:agencies"), f"Đã thêm nhóm “{row.name}”.")


def page(request: Request, agency: Agency, no: Refused | None = None, **forms: object) -> HttpResponse:
    """The page of one agency; of the forms that were sent the one that was refused is given."""
    on = clock.today()
    context = {
        "agency": agency,
        "no": no,
        "form": _filled(agency),
        "alias_form": AliasForm(),
        "group_form": GroupForm(),
        "names": queries.history_of_names(agency),
        "aliases": agency.aliases.order_by("plain"),
        "groups": GroupMember.objects.filter(queries.current(on), agency=agency).select_related("group"),
        "units": queries.units_of(agency, on),
        "people": queries.memberships_on(on).filter(agency=agency).order_by("role", "person__sort_key"),
        "successions": _successions(agency),
        "may_succeed": may(request.actor, "succeed") is None,
        "may_manage_users": may(request.actor, "manage_users") is None,
        **forms,
    }
    status = no.status if no else 422 if forms else 200
    return render(request, "agencies/agency.html", context, status=status)


def _filtered(request: Request) -> list[Agency]:
    on, asked = clock.today(), request.GET
    rows = Agency.objects.exclude(queries.in_force(on)) if asked.get("het") else queries.directory(on)
    if asked.get("loai"):
        rows = rows.filter(kind=asked["loai"])
    if asked.get("nhom"):
        members = GroupMember.objects.filter(queries.current(on), group__code=asked["nhom"])
        rows = rows.filter(pk__in=members.values("agency"))
    words = name_key(asked.get("q", ""))
    named = set(Alias.objects.filter(plain__contains=words).values_list("agency", flat=True)) if words else set()
    return [
        a for a in rows if words in name_key(f"{a.name} {a.short_name} {a.code} {a.identity_code}") or a.pk in named
    ]


def _add(request: Request, form: AgencyForm) -> Agency:
    moment = {**when(request), "on": form.cleaned_data["founded_on"]}
    return actions.add_agency(form.new(), **moment)


def _correct(request: Request, agency: Agency, form: AgencyForm) -> Agency:
    data = form.cleaned_data
    return actions.correct_agency(
        agency.pk,
        name=data["name"],
        short_name=data["short_name"],
        position=data["position"],
        identity_code=data["identity_code"],
        former_province=data["former_province"],
        parent_id=data["parent"].pk if data["parent"] else None,
        **when(request),
    )


def _filled(agency: Agency) -> AgencyForm:
    names = ("name", "short_name", "position", "identity_code", "former_province")
    initial = {name: getattr(agency, name) for name in names} | {"parent": agency.parent_id}
    return AgencyForm(initial=initial, on=clock.today(), entered=True)


def _successions(agency: Agency) -> list[SuccessionPart]:
    parts = SuccessionPart.objects.select_related("succession", "predecessor", "successor")
    return sorted(
        {*parts.filter(predecessor=agency), *parts.filter(successor=agency)},
        key=lambda part: (part.succession.on, part.pk),
        reverse=True,
    )


def _address(agency: Agency) -> str:
    return reverse("agencies:agency", args=[agency.pk])
