"""Who is signed in and what he may act as, kept in the process until his rights change (`Person.rights_version`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from giaoviec.agencies import queries
from giaoviec.agencies.models import Membership, Person
from giaoviec.rules.access import Actor
from giaoviec.rules.roles import Role

MOST = 5000
"""People kept in one process; a principal is about 2 KB."""


@dataclass(frozen=True, slots=True)
class Post:
    """One way in which a person may act: his own membership ("12") or one that was delegated to him ("12-5")."""

    key: str
    label: str
    agency_name: str
    unit_name: str
    actor: Actor


@dataclass(frozen=True, slots=True)
class Principal:
    """A person with his posts on a day. `session_hash` changes with the password, so that other sessions end."""

    person_id: int
    name: str
    session_hash: str
    must_change_password: bool
    posts: tuple[Post, ...]

    def post(self, key: str | None) -> Post | None:
        """The post with that key, else the first one; None where the person has none today."""
        return next((post for post in self.posts if post.key == key), self.posts[0] if self.posts else None)


_kept: dict[int, tuple[tuple[object, ...], Principal]] = {}


def principal(person: Person, *, day: date) -> Principal:
    """The principal of a person (version and password loaded); built anew where one of them or the day differs."""
    version = (person.rights_version, person.password, day)
    kept = _kept.get(person.pk)
    if kept is not None and kept[0] == version:
        return kept[1]
    if len(_kept) >= MOST:
        _kept.clear()
    built = _build(Person.objects.get(pk=person.pk), day)
    _kept[person.pk] = (version, built)
    return built


def forget() -> None:
    """Between tests, whose people have the same numbers."""
    _kept.clear()


def actor_of(person: Person, *, day: date, key: str | None = None) -> Actor | None:
    """The actor that a person is in the post named, or in his first; None without a post."""
    post = _build(person, day).post(key)
    return post.actor if post else None


def _build(person: Person, day: date) -> Principal:
    return Principal(
        person_id=person.pk,
        name=person.name,
        session_hash=person.get_session_auth_hash(),
        must_change_password=person.must_change_password,
        posts=(*_own(person, day), *_delegated(person, day)),
    )


def _own(person: Person, day: date) -> Iterator[Post]:
    for membership in queries.memberships_on(day).filter(person=person).order_by("from_on", "id"):
        yield _post(person, membership, key=str(membership.pk))


def _delegated(person: Person, day: date) -> Iterator[Post]:
    open_ = queries.open_delegations(day).filter(to=person)
    chosen = open_.select_related("membership__person", "membership__agency", "membership__unit").order_by("id")
    for delegation in chosen:
        membership = delegation.membership
        yield _post(person, membership, key=f"{membership.pk}-{delegation.pk}", for_=membership.person)


def _post(person: Person, membership: Membership, *, key: str, for_: Person | None = None) -> Post:
    role = Role(membership.role)
    title = membership.title or role.vi
    place = membership.unit.name if membership.unit else ""
    where = ", ".join(filter(None, [title, place, membership.agency.name]))
    return Post(
        key=key,
        label=f"{where} (thay {for_.name})" if for_ else where,
        agency_name=membership.agency.name,
        unit_name=place,
        actor=Actor(
            person_id=person.pk,
            label=queries.label(person, membership, for_),
            role=role,
            membership_id=membership.pk,
            agency_id=membership.agency_id,
            unit_id=membership.unit_id,
            for_person_id=for_.pk if for_ else None,
            directs_fields=tuple(membership.fields),
            title=title,
        ),
    )
