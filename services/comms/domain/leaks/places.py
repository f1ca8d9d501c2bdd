"""Places by name: parts of London, towns, prisons. A hint that a place is told, never a proof."""

from __future__ import annotations

PLACES = frozenset(
    """
abbey wood|acton|aldgate|archway|balham|barking|barnes|barnet|battersea|beckenham|becontree|
belsize park|bermondsey|bethnal green|bexley|bexleyheath|blackheath|bloomsbury|bow|brent|brentford|
brixton|bromley|brockley|camberwell|camden|camden town|canada water|canary wharf|canning town|
carshalton|catford|charlton|chelsea|chingford|chiswick|clapham|clapton|clerkenwell|colindale|
cricklewood|croydon|crystal palace|dagenham|dalston|deptford|ealing|earlsfield|east ham|edgware|
edmonton|elephant and castle|eltham|enfield|erith|euston|feltham|finchley|finsbury park|forest gate|
forest hill|fulham|golders green|greenford|greenwich|hackney|haggerston|hammersmith|hampstead|
hanwell|haringey|harlesden|harringay|harrow|havering|hayes|hendon|herne hill|highbury|highgate|
hillingdon|holborn|holloway|homerton|hornchurch|hornsey|hounslow|hoxton|ilford|isleworth|islington|
kennington|kensington|kentish town|kilburn|kingsbury|kingston|lambeth|lewisham|leyton|leytonstone|
limehouse|maida vale|manor park|merton|mile end|mitcham|morden|mortlake|muswell hill|neasden|
new cross|newham|northolt|norwood|notting hill|nunhead|orpington|paddington|palmers green|peckham|
penge|perivale|pimlico|pinner|plaistow|plumstead|poplar|purley|putney|redbridge|richmond|romford|
rotherhithe|ruislip|seven sisters|shadwell|shepherds bush|shoreditch|sidcup|soho|southall|southgate|
southwark|spitalfields|stanmore|stepney|stockwell|stoke newington|stratford|streatham|surbiton|
sutton|swiss cottage|sydenham|teddington|thamesmead|thornton heath|tooting|tottenham|tower hamlets|
tulse hill|twickenham|upminster|upton park|uxbridge|vauxhall|walthamstow|walworth|wandsworth|
wanstead|wapping|wembley|west ham|westminster|whitechapel|willesden|wimbledon|wood green|woolwich|
aberdeen|basildon|basingstoke|bath|bedford|belfast|birmingham|blackburn|blackpool|bolton|
bournemouth|bradford|brighton|bristol|burnley|cambridge|canterbury|cardiff|carlisle|chatham|
chelmsford|cheltenham|chester|colchester|coventry|crawley|derby|doncaster|dover|dundee|durham|
eastbourne|edinburgh|exeter|folkestone|glasgow|gloucester|gravesend|grimsby|guildford|halifax|
harlow|hastings|hereford|huddersfield|hull|ipswich|kent|essex|surrey|sussex|lancaster|leeds|
leicester|lincoln|liverpool|luton|maidstone|manchester|margate|middlesbrough|milton keynes|
newcastle|newport|northampton|norwich|nottingham|oldham|oxford|peterborough|plymouth|portsmouth|
preston|ramsgate|reading|reigate|rochdale|rotherham|salford|salisbury|sheffield|slough|
southampton|southend|stevenage|stockport|stoke|sunderland|swansea|swindon|telford|torquay|
wakefield|walsall|warrington|watford|wigan|windsor|woking|wolverhampton|worcester|worthing|york
""".replace("\n", "")
    .strip("|")
    .split("|")
)
PRISONS = {
    "ACI": "altcourse", "AYI": "aylesbury", "BFI": "bedford", "BAI": "belmarsh",
    "BMI": "birmingham", "BZI": "bronzefield", "BRI": "bure", "BXI": "brixton", "BSI": "brinsford",
    "BLI": "bristol", "BWI": "berwyn", "CFI": "cardiff", "CDI": "chelmsford", "CLI": "coldingley",
    "CWI": "channings wood", "DTI": "deerbolt", "DAI": "dartmoor", "DHI": "drake hall",
    "DMI": "durham", "DWI": "downview", "EEI": "erlestoke", "ESI": "east sutton park",
    "EWI": "eastwood park", "EXI": "exeter", "EYI": "elmley", "FBI": "forest bank",
    "FDI": "ford", "FHI": "foston hall", "FKI": "frankland", "FMI": "feltham",
    "FSI": "featherstone", "FNI": "full sutton", "FWI": "fosse way", "GHI": "garth",
    "GNI": "grendon", "GTI": "gartree", "HBI": "hollesley bay", "HDI": "hatfield",
    "HHI": "holme house", "HLI": "hull", "HMI": "humber", "HOI": "high down",
    "HPI": "highpoint", "HVI": "haverigg", "ISI": "isis", "IWI": "isle of wight",
    "KMI": "kirkham", "KVI": "kirklevington", "LEI": "leeds", "LCI": "leicester",
    "LFI": "lancaster farms", "LHI": "lindholme", "LII": "lincoln", "LNI": "low newton",
    "LPI": "liverpool", "LTI": "littlehey", "LWI": "lewes", "LYI": "leyhill",
    "MDI": "moorland", "MRI": "manchester", "MSI": "maidstone", "MTI": "the mount",
    "NHI": "new hall", "NLI": "northumberland", "NMI": "nottingham", "NSI": "north sea camp",
    "NWI": "norwich", "ONI": "onley", "OWI": "oakwood", "PBI": "peterborough",
    "PDI": "portland", "PNI": "preston", "PRI": "parc", "PVI": "pentonville",
    "RCI": "rye hill", "RHI": "rye hill", "RNI": "ranby", "RSI": "risley", "SDI": "send",
    "SFI": "stafford", "SHI": "stoke heath", "SKI": "stocken", "SLI": "swaleside",
    "SNI": "swinfen hall", "SPI": "spring hill", "STI": "styal", "SUI": "sudbury",
    "SWI": "swansea", "TCI": "thorn cross", "TSI": "thameside", "UKI": "usk",
    "UPI": "prescoed", "VEI": "the verne", "WCI": "winchester", "WDI": "wakefield",
    "WEI": "wealstun", "WHI": "woodhill", "WII": "warren hill", "WLI": "wayland",
    "WMI": "wymott", "WRI": "whitemoor", "WSI": "wormwood scrubs", "WTI": "whatton",
    "WWI": "wandsworth", "DGI": "dovegate", "LGI": "lowdham grange", "WYI": "wetherby",
    "CKI": "cookham wood", "SHS": "send",
}  # fmt: skip
"""Establishments of the prison service by their three letters, as intake keeps them."""
CALLED = {
    "PVI": ("the ville", "pentonvile"), "WSI": ("the scrubs",), "WWI": ("wanno", "wandsy"),
    "BXI": ("brixy", "brixo"), "MRI": ("strangeways", "the strangeways"), "BMI": ("winson green",),
    "LEI": ("armley", "armley gaol"), "LPI": ("walton", "walton gaol"), "BAI": ("hellmarsh", "the marsh"),
    "WDI": ("the mansion", "monster mansion"), "BLI": ("horfield",), "NMI": ("bagthorpe", "perry road"),
    "LCI": ("welford road",), "EWI": ("falfield",), "DAI": ("the moor", "princetown"),
    "SWI": ("oystermouth", "oystermouth road"), "HPI": ("knifepoint", "high point", "high point north", "high point south"),
    "FMI": ("felts", "feltz"), "TSI": ("tameside", "thames side"), "HOI": ("highdown", "banstead"),
    "DHI": ("drakes",), "BZI": ("bronzy", "bronzey"), "IWI": ("parkhurst", "albany", "camp hill"),
    "CDI": ("springfield road",), "EYI": ("sheppey",), "SLI": ("sheppey",), "DMI": ("old elvet",),
    "OWI": ("jokewood", "featherstone two"), "HLI": ("hedon road",), "EXI": ("new north road",), "WCI": ("romsey road",),
    "NWI": ("knox road", "mousehold"), "RSI": ("grisly risley", "grizzly risley"), "LHI": ("lindy",),
    "HMI": ("wolds", "everthorpe"), "FBI": ("agecroft",), "ACI": ("fazakerley",), "PRI": ("bridgend",),
    "VEI": ("verne",), "GNI": ("grendon underwood",), "AYI": ("bierton road",), "NHI": ("flockton",),
}  # fmt: skip
"""What those inside call some of them."""
TOO_WIDE = frozenset({"london", "greater london", "england", "uk", "united kingdom", "britain"})
"""Says nothing about where somebody is, in a service that works all over it."""
