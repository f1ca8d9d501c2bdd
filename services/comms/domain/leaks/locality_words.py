"""Words by which a place that is also a word is told: who dwells, works or is held there.

Read by ``localities.py``. All are in small letters; inflected forms are written out.
"""

from __future__ import annotations

DOUBTFUL = frozenset(
    "aldi amazon apple argos ascot brazil chad champion china costa cuba deal derby ford gap"
    " halfords hayes hull hyde iceland jersey jordan lincoln nando nelson nero orange river rugby"
    " rye shell sky stoke subway three turkey virgin visa ware wellington wells".split()
)
"""Names of shops, towns and prisons that are as often something else."""
ARTICLES = frozenset(
    "a an another any big each every first her his my new no old our play played playing some"
    " that their this three two watch watching your".split()
)
"""After these it is a thing."""
PLACED = frozenset(
    "around at by for from in inside into leave leaving left near off outside round through to"
    " via with".split()
)
"""Before where somebody is, goes or comes from."""
HOMES = frozenset(
    "based born bus came college come flat grew home hostel house housed liv live lived lives"
    " living moved moving nick place prison raised rehoused school station stay stayed staying"
    " train works".split()
)
"""What tells that somebody lives there, and how they came."""
SHIPPED = frozenset(
    "back banged from ghosted held here locked move out put released sent shipped transferred up"
    " visit visited wing write writing".split()
)
"""What tells that somebody was brought there, or writes from there."""
DWELLS = (
    HOMES
    | SHIPPED
    | frozenset(
        "area arrested bail cell centre down drive drove end estate go going gone grow job market"
        " over settled stays street town travelled went work worked working wrote".split()
    )
)
SETTLED = HOMES | frozenset("comes i'm im".split())
"""Of a town in -ing (Reading) only these tell that it is one."""
HELD = SHIPPED | frozenset(
    "am been get got i'm im in inmate inside is landed landing moved moving nick prison release"
    " remanded serving still stuck time wait was".split()
)
"""What tells that somebody is held there."""
EMPLOYED = frozenset(
    "am apprenticeship been boss brother career contract dad days delivering drive driving"
    " employed he hes hired i'm im interview is job jobs manager mum nights placement position she"
    " shes shift shifts sister staff start started trainee training uniform was work worked"
    " working works".split()
)
TIMES = frozenset(
    "appointment court day door friday hearing meeting monday month morning night of one saturday"
    " session stage step sunday thursday time tuesday visit wednesday week weekend weeks year".split()
)
"""After these firms' names they are words: next week."""
OBJECTS = frozenset(
    "a about again all an any anything books everything for her him his it letter letters me"
    " money my off one out some that the their them these this those through to two u us what with"
    " words you your".split()
)
"""What is read, sent or sold."""
LOOSE = frozenset("back down go got here out over put up visit work write".split())
"""Of those who dwell, words that also tell other things."""
LODGINGS = frozenset("b&b flat hostel hotel house place refuge room shelter".split())
"""Where somebody is put."""
PREMISES = frozenset("bakery barbers chippy gym hairdressers pub salon shop surgery".split())
"""Of which it is said in what town they are: "the chip shop in bath"."""
WHAT_FOR = frozenset("avoid be escape forget get hide live start".split())
"""What somebody moved to a town to do."""
LABELS = frozenset(
    "address area city company employer establishment from location place prison residence school"
    " town".split()
)
"""Before what is filled in on a form."""
I_AM = frozenset("am are he's hes i'm im is she's shes they're theyre we're were".split())
PLAYS = frozenset(
    "albion athletic beat drew fc lost played rovers scored united wanderers won".split()
)
"""What a team did."""
VERBS_ONLY = frozenset("bury send settle".split())
