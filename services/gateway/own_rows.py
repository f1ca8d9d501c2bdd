"""The routes of the API that the gateway answers itself: verb, path, and the row that guards each.

``public`` needs no sign-in. A test holds this table to the routes that the app really has.
"""

from __future__ import annotations

from typing import Final

PUBLIC: Final = "public"

# What one may still ask and do while one owes a second step.
ABOUT_ONESELF = frozenset(
    {
        "gateway.me",
        "gateway.change_password",
        "gateway.sessions",
        "gateway.end_session",
        "gateway.sign_out_everywhere",
        "gateway.second_step",
    }
)
# What one may still ask and do while one owes a password that nobody else was told; signing out is
# public.
ABOUT_PASSWORD = frozenset({"gateway.me", "gateway.change_password", "gateway.sign_out_everywhere"})
OWN_ROUTES: tuple[tuple[str, str, str], ...] = (
    ("POST", "/sessions", PUBLIC),
    # Whoever holds a session's token may end it, even one that is at rest for too long.
    ("DELETE", "/sessions/current", PUBLIC),
    ("GET", "/me", "gateway.me"),
    ("POST", "/me/password", "gateway.change_password"),
    ("GET", "/me/sessions", "gateway.sessions"),
    ("DELETE", "/me/sessions/{session_id}", "gateway.end_session"),
    ("DELETE", "/me/sessions", "gateway.sign_out_everywhere"),
    ("POST", "/me/second-step/secret", "gateway.second_step"),
    ("POST", "/me/second-step", "gateway.second_step"),
    ("POST", "/me/second-step/removal", "gateway.second_step"),
    ("POST", "/cases/{case_id}/emergency", "gateway.open_in_emergency"),
    ("POST", "/emergencies", "gateway.open_in_emergency"),
    ("GET", "/emergencies/mine", "gateway.open_in_emergency"),
    ("GET", "/emergencies", "gateway.emergencies"),
    ("POST", "/emergencies/{emergency_id}/review", "gateway.review_emergency"),
    ("GET", "/agencies", "gateway.agencies"),
    ("GET", "/accounts", "gateway.accounts"),
    ("POST", "/accounts", "gateway.create_account"),
    ("POST", "/accounts/{account_id}/roles", "gateway.change_roles"),
    ("POST", "/accounts/{account_id}/lock", "gateway.lock_account"),
    ("POST", "/accounts/{account_id}/unlock", "gateway.unlock_account"),
    ("POST", "/accounts/{account_id}/second-step/reset", "gateway.reset_second_step"),
    ("POST", "/accounts/{account_id}/password/reset", "gateway.reset_password"),
    ("POST", "/self-referrals", PUBLIC),
)
