"""The document's words, in ours."""

from __future__ import annotations

from shared.contracts.codes import (
    Area,
    CaseFlag,
    ConsentMethod,
    CrimeType,
    Proceedings,
    UpdateCadence,
    YesNoUnknown,
)

CRIMES = {kind.value: kind for kind in CrimeType}
FEATURES = {
    "domestic": CaseFlag.DOMESTIC_ABUSE,
    "stalking": CaseFlag.STALKING,
    "child": CaseFlag.CHILD_ABUSE,
    "hate": CaseFlag.HATE,
    "gang": CaseFlag.GANG,
    "knife": CaseFlag.KNIFE,
    "long_ago": CaseFlag.NON_RECENT,
}
STAGES = {
    "told_police": Proceedings.REPORTED,
    "arrest": Proceedings.ARRESTED,
    "no_charge": Proceedings.RELEASED_WITHOUT_CHARGE,
    "charged": Proceedings.CHARGED,
    "guilty": Proceedings.CONVICTED,
    "sentenced": Proceedings.SENTENCED,
    "not_known": Proceedings.UNKNOWN,
}
PLACES = {"London": Area.LONDON, "Elsewhere": Area.OUTSIDE, "Unknown": Area.UNKNOWN}
ADMITS = {"yes": YesNoUnknown.YES, "no": YesNoUnknown.NO, "unknown": YesNoUnknown.UNKNOWN}
GIVEN_BY = {
    "phone": ConsentMethod.SPOKEN,
    "face_to_face": ConsentMethod.SPOKEN,
    "signature": ConsentMethod.WRITTEN,
    "online": ConsentMethod.ONLINE,
}
INFORMED = {
    "when_finished": UpdateCadence.AT_END,
    "at_steps": UpdateCadence.MILESTONES,
    "monthly": UpdateCadence.MONTHLY,
    "never": UpdateCadence.NONE,
}
