"""Every write to the directory, its people and their rights: one verb, one transaction, one event."""

from giaoviec.agencies.actions.accounts import (
    change_password,
    create_account,
    disable_account,
    edit_account,
    enable_account,
    end_session,
    make_feed,
    reset_password,
    revoke_feed,
    sign_in_by_directory,
    unlock_account,
)
from giaoviec.agencies.actions.directory import (
    NewAgency,
    add_agency,
    add_alias,
    correct_agency,
    drop_alias,
)
from giaoviec.agencies.actions.factors import add_passkey, add_totp, prove, remove_factor, renew_codes, take_factors
from giaoviec.agencies.actions.parts import add_group, add_unit, change_unit, close_unit, join_group, leave_group
from giaoviec.agencies.actions.posts import NewPost, add_post, delegate, end_delegation, end_post
from giaoviec.agencies.actions.signing import identify
from giaoviec.agencies.actions.succession import succeed

__all__ = [
    "NewAgency",
    "NewPost",
    "add_agency",
    "add_alias",
    "add_group",
    "add_passkey",
    "add_post",
    "add_totp",
    "add_unit",
    "change_password",
    "change_unit",
    "close_unit",
    "correct_agency",
    "create_account",
    "delegate",
    "disable_account",
    "drop_alias",
    "edit_account",
    "enable_account",
    "end_delegation",
    "end_post",
    "end_session",
    "identify",
    "join_group",
    "leave_group",
    "make_feed",
    "prove",
    "remove_factor",
    "renew_codes",
    "reset_password",
    "revoke_feed",
    "sign_in_by_directory",
    "succeed",
    "take_factors",
    "unlock_account",
]
