"""The form's codes, in ours. Each table names its own unknown: what is not in it is a fault."""

from __future__ import annotations

from shared.contracts.codes import (
    Area,
    CaseFlag,
    ConsentMethod,
    CrimeType,
    Proceedings,
    Source,
    UpdateCadence,
    YesNoUnknown,
)
from shared.contracts.intake.codes import AgencyFinding

UNKNOWN = "UNK"

OFFENCES = {
    "MUR": CrimeType.MURDER,
    "MAN": CrimeType.MANSLAUGHTER,
    "DDD": CrimeType.DEATH_BY_DRIVING,
    "GBH": CrimeType.GBH,
    "ABH": CrimeType.ASSAULT,
    "ROB": CrimeType.ROBBERY,
    "BUR": CrimeType.BURGLARY,
    "THE": CrimeType.THEFT,
    "DAM": CrimeType.CRIMINAL_DAMAGE,
    "SEX": CrimeType.SEXUAL,
    "STK": CrimeType.HARASSMENT_STALKING,
    "ARM": CrimeType.FIREARMS,
    "DRG": CrimeType.DRUGS,
    "HAT": CrimeType.HATE,
    "OTH": CrimeType.OTHER,
    UNKNOWN: CrimeType.OTHER,
}
FLAGS = {
    "DV": CaseFlag.DOMESTIC_ABUSE,
    "ST": CaseFlag.STALKING,
    "CP": CaseFlag.CHILD_ABUSE,
    "RH": CaseFlag.HATE,
    "SG": CaseFlag.GANG,
    "WP": CaseFlag.KNIFE,
    "HX": CaseFlag.NON_RECENT,
    "VU": CaseFlag.ADDITIONAL_NEED,
}
OUTCOMES = {
    "OOC": Proceedings.OUT_OF_COURT_DISPOSAL,
    "CHG": Proceedings.CHARGED,
    "CON": Proceedings.CONVICTED,
    "SEN": Proceedings.SENTENCED,
    "END": Proceedings.CONCLUDED,
    UNKNOWN: Proceedings.UNKNOWN,
}
# Where the person is supervised: (in custody, on licence).
SUPERVISION = {
    "CUST": (True, False),
    "LIC": (False, True),
    "PSS": (False, True),
    "CO": (False, False),
    "NONE": (False, False),
    UNKNOWN: (False, False),
}
MAPPA_LEVELS = {"0": "none", "1": "level 1", "2": "level 2", "3": "level 3", UNKNOWN: "not known"}
MAPPA_CATEGORIES = {"1": "1", "2": "2", "3": "3", "4": "4", UNKNOWN: "not known"}
# Only a plain no opens a limited-access record: what nobody knows counts as restricted.
LIMITED_ACCESS = {"NO": False, "EXCL": True, "RESTR": True, UNKNOWN: True}
MANAGERS = {
    "COM": Source.PROBATION,
    "PO": Source.PROBATION,
    "VLO": Source.PROBATION,
    "REHUB": Source.PROBATION,
    "POM": Source.PRISON,
}
ANSWERS = {"Y": YesNoUnknown.YES, "N": YesNoUnknown.NO, UNKNOWN: YesNoUnknown.UNKNOWN}
AREAS = {"LDN": Area.LONDON, "OUT": Area.OUTSIDE, UNKNOWN: Area.UNKNOWN}
FORMS = {
    "SIGNED": ConsentMethod.WRITTEN,
    "SPOKEN": ConsentMethod.SPOKEN,
    "VIDEO": ConsentMethod.SPOKEN,
}
UPDATES = {
    "EACH": UpdateCadence.EVERY_MEETING,
    "WEEK": UpdateCadence.WEEKLY,
    "FORT": UpdateCadence.FORTNIGHTLY,
    "MONTH": UpdateCadence.MONTHLY,
    "STEPS": UpdateCadence.MILESTONES,
    "END": UpdateCadence.AT_END,
    "NONE": UpdateCadence.NONE,
}
FINDINGS = {
    "FOUND": AgencyFinding.FOUND,
    "NOTKNOWN": AgencyFinding.NOT_FOUND,
    "SEEN": AgencyFinding.REACHED,
    "NOTSEEN": AgencyFinding.NOT_REACHED,
    "CONSENTS": AgencyFinding.AGREES,
    "DECLINES": AgencyFinding.DECLINES,
    "LOCATED": AgencyFinding.INFORMATION,
    UNKNOWN: AgencyFinding.CANNOT_SAY,
}
