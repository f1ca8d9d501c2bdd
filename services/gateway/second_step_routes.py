"""Routes about one's own second step, and about all of one's own sessions at once."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import Field

from services.gateway.endpoints import Signed, permitted
from services.gateway.identity import Caller, Identities
from services.gateway.second_step import BASE_32, address_of, new_secret
from services.gateway.shapes import Strict
from shared.contracts.base import Answer
from shared.kernel.errors import Fault, InvalidInput


class SecretMade(Answer):
    """A fresh secret, told once and kept nowhere until a code shows that a phone has it.

    ``address`` is what an authenticator app reads, mostly as a picture.
    """

    secret: str
    address: str


class SetUpSecondStep(Strict):
    """The secret, and the code that the phone shows for it now.

    ``present_code``: a code of the second step that it takes the place of, or a recovery code.
    """

    secret: str = Field(pattern=BASE_32)
    code: str = Field(max_length=40)
    present_code: str = Field(default="", max_length=40)


class RecoveryCodes(Answer):
    """Codes for a lost phone, each good once; told once."""

    codes: tuple[str, ...]


class Code(Strict):
    """A code of the phone, or a recovery code."""

    code: str = Field(max_length=40)


def add(router: APIRouter, identities: Identities, signed_in: Signed) -> None:
    """Add the routes. None takes an idempotency key: what is told once is kept nowhere."""

    @router.delete("/me/sessions", status_code=204, tags=["sessions"])
    def sign_out_everywhere(
        caller: Caller = permitted(signed_in, "gateway.sign_out_everywhere"),
    ) -> None:
        """End every session of one's own account, this one too."""
        identities.sign_out_everywhere(caller.actor)

    @router.post("/me/second-step/secret", status_code=201, tags=["sessions"])
    def second_step_secret(
        caller: Caller = permitted(signed_in, "gateway.second_step"),
    ) -> SecretMade:
        """Make a secret for a phone; it asks for nothing yet."""
        secret = new_secret()
        return SecretMade(secret=secret, address=address_of(secret, caller.username))

    @router.post("/me/second-step", status_code=201, tags=["sessions"])
    def set_up_second_step(
        body: SetUpSecondStep, caller: Caller = permitted(signed_in, "gateway.second_step")
    ) -> RecoveryCodes:
        """Ask for codes of one's own phone from now on; it takes the place of an earlier one."""
        codes = identities.ask_for_code(caller.actor, body.secret, body.code, body.present_code)
        if not codes:
            raise InvalidInput("second-step-not-set-up", (Fault("code", "wrong"),))
        return RecoveryCodes(codes=codes)

    @router.post("/me/second-step/removal", status_code=204, tags=["sessions"])
    def remove_second_step(
        body: Code, caller: Caller = permitted(signed_in, "gateway.second_step")
    ) -> None:
        """Ask for no code any more, for one of the codes."""
        if not identities.ask_for_no_code(caller.actor, body.code):
            raise InvalidInput("second-step-not-removed", (Fault("code", "wrong"),))
