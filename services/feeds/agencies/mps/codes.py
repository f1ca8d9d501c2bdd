"""The form's codes, in ours."""

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
from shared.contracts.intake.codes import AgencyFinding, Disposal

CRIMES = {
    "MURD": CrimeType.MURDER,
    "MANS": CrimeType.MANSLAUGHTER,
    "DDRV": CrimeType.DEATH_BY_DRIVING,
    "GBH": CrimeType.GBH,
    "ASLT": CrimeType.ASSAULT,
    "ROBB": CrimeType.ROBBERY,
    "BURG": CrimeType.BURGLARY,
    "THEF": CrimeType.THEFT,
    "CDAM": CrimeType.CRIMINAL_DAMAGE,
    "SEXO": CrimeType.SEXUAL,
    "HARA": CrimeType.HARASSMENT_STALKING,
    "FIRE": CrimeType.FIREARMS,
    "DRUG": CrimeType.DRUGS,
    "HATE": CrimeType.HATE,
    "OTHR": CrimeType.OTHER,
}
MARKERS = {
    "DA": CaseFlag.DOMESTIC_ABUSE,
    "ST": CaseFlag.STALKING,
    "CA": CaseFlag.CHILD_ABUSE,
    "HC": CaseFlag.HATE,
    "GN": CaseFlag.GANG,
    "KN": CaseFlag.KNIFE,
    "NR": CaseFlag.NON_RECENT,
    "VN": CaseFlag.ADDITIONAL_NEED,
}
RESULTS = {
    "REPORTED": Proceedings.REPORTED,
    "ARREST": Proceedings.ARRESTED,
    "NFA": Proceedings.RELEASED_WITHOUT_CHARGE,
    "OOCD": Proceedings.OUT_OF_COURT_DISPOSAL,
    "DEFERRED": Proceedings.DEFERRED_PROSECUTION,
    "CHARGED": Proceedings.CHARGED,
    "CONVICTED": Proceedings.CONVICTED,
    "SENTENCED": Proceedings.SENTENCED,
    "UNKNOWN": Proceedings.UNKNOWN,
}
ANSWERS = {"Y": YesNoUnknown.YES, "N": YesNoUnknown.NO, "U": YesNoUnknown.UNKNOWN}
AREAS = {"Y": Area.LONDON, "N": Area.OUTSIDE, "U": Area.UNKNOWN}
HOW = {
    "IN_PERSON": ConsentMethod.SPOKEN,
    "PHONE": ConsentMethod.SPOKEN,
    "SIGNED": ConsentMethod.WRITTEN,
    "ONLINE": ConsentMethod.ONLINE,
}
DISPOSALS = {
    "CR": Disposal.COMMUNITY_RESOLUTION,
    "CC": Disposal.CONDITIONAL_CAUTION,
    "YCC": Disposal.YOUTH_CONDITIONAL_CAUTION,
    "DP": Disposal.DEFERRED_PROSECUTION,
    "OT": Disposal.OTHER,
}
UPDATES = {
    "END": UpdateCadence.AT_END,
    "MILESTONE": UpdateCadence.MILESTONES,
    "MONTHLY": UpdateCadence.MONTHLY,
    "NONE": UpdateCadence.NONE,
}
FINDINGS = {
    "TRACED": AgencyFinding.FOUND,
    "NOT_TRACED": AgencyFinding.NOT_FOUND,
    "SPOKEN_TO": AgencyFinding.REACHED,
    "NO_REPLY": AgencyFinding.NOT_REACHED,
    "AGREES": AgencyFinding.AGREES,
    "REFUSES": AgencyFinding.DECLINES,
    "INFORMATION": AgencyFinding.INFORMATION,
    "NOTHING_HELD": AgencyFinding.CANNOT_SAY,
}
