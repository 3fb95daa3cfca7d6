"""The Regulation article by article, the profile of numbers, and the working calendar."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from giaoviec import clock
from giaoviec.journal.doors import Request, go, need, opens, say, signed_in
from giaoviec.regulation import actions, preview, queries, tracing
from giaoviec.regulation.asking import attempt
from giaoviec.regulation.drafting import draft
from giaoviec.regulation.forms import KINDS, NumbersForm, ProfileFileForm, YearForm
from giaoviec.regulation.models import CalendarYear, ProfileVersion
from giaoviec.regulation.screens import REASONS, Screen, screens_of
from giaoviec.regulation.values import cleaned, shown
from giaoviec.rules.calendar import Calendar, Year
from giaoviec.rules.citation import Cite, Clause, Policy
from giaoviec.rules.policies import POLICIES
from giaoviec.rules.profile import Number, Profile, compare
from giaoviec.rules.profiles import PROFILES

AFFECTED = "/viec/lich-thay-doi/"
"""Where `assignments` answers which due dates a change of the calendar moves."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A clause as the page prints it, with what carries it out."""

    clause: Clause
    anchor: str
    numbers: tuple[Number, ...]
    rules: tuple[str, ...]
    screens: tuple[Screen, ...]
    tests: int
    reason: str


@signed_in
def regulation(request: Request) -> HttpResponse:
    """The Regulation in force, each clause with its numbers, screens, rules and tests; then the province's policies."""
    profile = queries.profile_on(clock.today())
    rules, tests = tracing.rules_by_clause(), tracing.tests_by_clause(tracing.tests_folder())
    pieces = [_piece(clause, profile, rules, tests) for clause in queries.pieces(profile.text_file)]
    context = {
        "profile": profile,
        "preamble": queries.preamble_lines(profile.text_file),
        "pieces": pieces,
        "articles": [piece for piece in pieces if piece.clause.depth == 0],
        "policies": [(Policy(name), text, _grounded(profile, Policy(name))) for name, text in POLICIES.items()],
        "index": _index(rules),
        "shown": shown,
        "opens": partial(opens, request.actor),
    }
    return render(request, "regulation/regulation.html", context)


def _piece(
    clause: Clause, profile: Profile, rules: Mapping[str, tuple[str, ...]], tests: Mapping[str, list[str]]
) -> Piece:
    code = clause.code
    return Piece(
        clause=clause,
        anchor=clause.cite.anchor,
        numbers=_grounded(profile, clause.cite),
        rules=rules.get(code, ()),
        screens=screens_of(code),
        tests=len(tests.get(code, ())),
        reason=REASONS.get(code, ""),
    )


def _grounded(profile: Profile, ground: Cite | Policy) -> tuple[Number, ...]:
    return tuple(number for number in profile.numbers.values() if number.ground == ground)


def _index(rules: Mapping[str, tuple[str, ...]]) -> list[tuple[str, list[Cite]]]:
    """Each rule with the clauses that it cites: the way back."""
    cited: dict[str, list[Cite]] = {}
    for code, names in rules.items():
        for name in names if not code.startswith("policy:") else ():
            cited.setdefault(name, []).append(Cite(code))
    return sorted(cited.items())


# The profile


@need("manage_profile")
def profiles(request: Request) -> HttpResponse:
    """The profiles in force, what was recorded of them, and the loading of another province's from a file."""
    form = ProfileFileForm(request.POST or None, request.FILES or None)
    checked = attempt(form, lambda: _checked(form)) if request.method == "POST" else None
    loads = checked is not None and request.POST.get("buoc") == "nap"
    if loads and attempt(form, lambda: _load(request, form.cleaned_data["data"], form)) is not None:
        return _done(request, reverse("regulation:profiles"), "Đã nạp hồ sơ quy chế.")
    today = clock.today()
    context = {
        "current": queries.profile_on(today),
        "profiles": queries.profiles(),
        "shipped": [profile for profile in PROFILES if profile not in queries.profiles()],
        "rows": queries.profile_rows()[:50],
        "form": form,
        "checked": checked,
        "text": json.dumps(form.cleaned_data["data"], default=str, ensure_ascii=False) if checked else "",
        "differences": _differences(queries.profile_on(checked.effective_from), checked) if checked else [],
        "today": today,
    }
    return render(request, "regulation/profiles.html", context, status=form.status)


@need("manage_profile")
def profile(request: Request, code: str) -> HttpResponse:
    """One profile's numbers with their grounds; beside another one (`so-voi`) what they have differently."""
    chosen, other = _profile(code), request.GET.get("so-voi")
    context = {
        "profile": chosen,
        "in_force": chosen in queries.profiles(),
        "other": _profile(other) if other else None,
        "differences": _differences(_profile(other), chosen) if other else [],
        "others": [one for one in _known().values() if one.code != code],
        "rows": queries.profile_rows().filter(code=code),
        "shown": shown,
    }
    return render(request, "regulation/profile.html", context)


@need("manage_profile")
def profile_edit(request: Request, code: str) -> HttpResponse:
    """Change numbers from a day on: first what would change, then (`buoc` = ghi) the change."""
    chosen, today = _profile(code), clock.today()
    form = NumbersForm(request.POST or None, profile=chosen, today=today)
    new = attempt(form, lambda: _changed(chosen, form)) if request.method == "POST" else None
    if new is not None and request.POST.get("buoc") == "ghi":
        row = attempt(form, lambda: _load(request, _data(chosen, form), form))
        if row is not None:
            return _done(request, reverse("regulation:profile", args=[row.code]), "Đã ghi hồ sơ quy chế.")
    context = {"profile": chosen, "form": form, "new": new, "differences": _differences(chosen, new) if new else []}
    return render(request, "regulation/profile_edit.html", context, status=form.status)


def _known() -> dict[str, Profile]:
    return {profile.code: profile for profile in (*PROFILES, *queries.profiles())}


def _profile(code: str) -> Profile:
    try:
        return _known()[code]
    except KeyError:
        raise Http404 from None


def _checked(form: ProfileFileForm) -> Profile:
    data = form.cleaned_data
    return actions.checked_profile(data["data"], effective_from=data["effective_from"])


def _load(request: Request, data: dict[str, Any], form: Any) -> ProfileVersion:
    asked = form.cleaned_data
    day = {"effective_from": asked["effective_from"], "reason": asked["reason"]}
    return actions.load_profile(data, **day, **_when(request))


def _data(profile: Profile, form: NumbersForm) -> dict[str, Any]:
    asked = form.cleaned_data
    return actions.changed_profile(profile, cleaned(asked), effective_from=asked["effective_from"])


def _changed(profile: Profile, form: NumbersForm) -> Profile:
    return actions.checked_profile(_data(profile, form))


def _differences(old: Profile, new: Profile) -> list[tuple[str, str, str]]:
    return [(label, shown(before), shown(after)) for _, label, before, after in compare(old, new)]


# The calendar


@need("manage_calendar")
def calendar_years(request: Request) -> HttpResponse:
    """All years that are entered, newest first, and the next one to be drafted."""
    known = queries.calendar()
    last = max(known.years)
    years = [known.years[year] for year in sorted(known.years, reverse=True)]
    context = {
        "years": [(year, _worked(known, year.year), queries.year_rows(year.year).first()) for year in years],
        "next": last + 1,
        "today": clock.today(),
    }
    return render(request, "regulation/calendar.html", context)


@need("manage_calendar")
def calendar_year(request: Request, year: int) -> HttpResponse:
    """One year: its days, edited with a preview of the due dates that move; one not yet entered starts as a draft."""
    known = queries.calendar()
    try:
        start = known.years.get(year) or draft(year)
    except ValueError:
        raise Http404 from None
    form = YearForm(request.POST or None, year=start)
    sent, saves = request.method == "POST", request.POST.get("buoc") == "ghi"
    if sent and saves and attempt(form, lambda: _save_year(request, year, form)) is not None:
        return _done(request, reverse("regulation:calendar_year", args=[year]), f"Đã ghi lịch làm việc năm {year}.")
    days = form.cleaned_data.get("days") if sent and form.is_valid() else None
    new = known.with_year(Year(year, days)) if days is not None else None
    context = {
        "year": start,
        "entered": year in known.years,
        "form": form,
        "kinds": KINDS,
        "months": list(preview.months(new.years[year] if new else start)),
        "rows": queries.year_rows(year)[:20],
        "changed": preview.changed_days(known, new, year) if new else None,
        "affected": _affected(year, days) if days is not None else "",
        "recorded": f"{AFFECTED}?nam={year}",
    }
    return render(request, "regulation/calendar_year.html", context, status=form.status)


def _worked(known: Calendar, year: int) -> int:
    """Working days of a year."""
    return known.count(date(year, 1, 1), date(year, 12, 31)) + known.is_working(date(year, 1, 1))


def _save_year(request: Request, year: int, form: YearForm) -> CalendarYear:
    data = form.cleaned_data
    words = {name: data[name] for name in ("confirmed", "notice", "reason")}
    return actions.change_calendar(year, data["days"], **words, **_when(request))


def _affected(year: int, days: preview.Days) -> str:
    return f"{AFFECTED}?{urlencode({'nam': year, 'ngay': preview.written(days)}, doseq=True)}"


# Both


def _when(request: Request) -> dict[str, Any]:
    return {"by": request.actor, "on": clock.today(), "at": clock.now()}


def _done(request: Request, address: str, sentence: str) -> HttpResponse:
    say(request, sentence)
    return go(request, address)
