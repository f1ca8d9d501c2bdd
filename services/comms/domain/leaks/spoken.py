"""How names are said, written as an English ear would spell them: by table, and by rule of a language.

A rule takes a spelling in plain small letters (``małgorzata`` is ``malgorzata`` by then, so some rules
guess which letter stood there). What they give is compared by its sound, never shown.
"""

from __future__ import annotations

import re
from functools import lru_cache

_IRREGULAR = """
sean shawn shorn | sian sharn shan | ayse eyesha aysha ishe | seamus shaymus shamus | tadhg tige tyg tadg | eilidh ailey ayley eyely |
niamh neeve neev neve neave nieve | caoimhe keeva kweeva kiva queeva | aoife eefa eefer efa eva ifa | padraig porick porrick pawrick padrig poric |
eoghan owen oan owin | eoin owen owin | grainne grawnya gronya grania | siobhan shivawn shavon shevon chevaun | sinead shinade shinaid |
ruairi rory roary | orlaith orla orler | diarmuid dermot deermid | maeve mave mayv | meadhbh mave maeve | roisin rosheen rawsheen |
oisin osheen usheen | saoirse seersha sersha sursha | ciara keera kiera keira | ciaran keeran kieran | cillian killian | dearbhla dervla |
aisling ashling ashleen | deirdre deedra deerdra deirdra | sorcha surka soraka | tomas tomaws | eimear eemer eemur | daithi dahee dawhee |
blathnaid blawnid blanid | muireann mwirin | fionnuala finoola | laoise leesha | aine awnya onya anya | cathal kahal cahal | donnacha dunaka |
doherty dockerty docherty dorrity | geoghegan gaygan gegan gaigan | keogh keo kio | mcleod macloud mucloud | menzies mingis ming | dalziel deeyel dee-el |
colquhoun cahoon cohoon kahoon | urquhart urkut urkart | cockburn coburn | menteith monteeth | strachan strawn | milngavie mulguy | gallagher galaher galagher gallaher |
callaghan calahan kalahan | monaghan monahan | maguire magwire mcguire | breathnach brannock branagh | darcy darsy |
beauchamp beecham | leicester lester | worcester wooster | gloucester gloster | cholmondeley chumley chumly | featherstonehaugh fanshaw | marjoribanks marchbanks |
mainwaring mannering | st sinjun | stjohn sinjin | wriothesley rizley | siobhain shivawn | chloe klowy cloey kloe klowee | zoe zowee zoey zowie |
phoebe feebee feeby feebie | hermione hermiony hermioney | penelope peneloppy | persephone persefony | chantelle shantel shontel | yvonne evon ivon |
yves eve eevs | geoffrey jefry jeffery | stephen steeven steven stefen | thomas tomas | hugh hew hyou huw | hughes hewz hews huse hughs | huw hugh hew |
vaughan vorn vawn von | maughan morn mawn | leigh lee lea | hayleigh hailey haley | kayleigh kaylee kayley | knight nite | wright rite |
ieuan yayan yeyan | iwan yewan | llyr lear hleer | llyn thlin | llinos leenos | eirlys airlis | dafydd davith davyth davidd | gruffydd griffith grifith gruffith |
gwenllian gwenthlian gwenlian | angharad anharad angarad | cadwaladr cadwallader | rhys reece reese | owain owine owen | siwan shoo-an shuan | sioned shonned shonid |
andrzej andjay andray ondjay | grzegorz gregosh gjegosh gzhegosh | zdzislaw jislav | przemyslaw pshemyswav shemek | krzysztof kshishtof christof krishtof shishtof |
wojciech voychek voytek voychech | maciej machey mache | lukasz wookash lookash wukash | pawel pavel pavew | michal meehow mihow | rafal rafow |
malgorzata mawgozhata | jerzy yezhy yeji | jozef yozef | wladyslaw vwadislav vladislav | stanislaw stanislav | boguslaw bogooswav |
nguyen nwen win nuyen noowin newin | nghiem nyem | zhou joe jo joh | zhao jow jao | xu shoo shu | hsu shoo | cao tsow | qi chee | xi shee she | zhu joo ju | zhi jee |
huang hwang wang | jiahui jyahway jahway | xiaoming showming shaoming | wong wung | ouyang oyang owyang | cheung chung | leung lerng lung |
joao jwow juwow zhwow | joaquim wakeem zhwakeem | joaquin wakeen wahkeen | jose hosay hozay josay | jesus hesoos haysus | jorge horhay hor-hay jorj | guilherme geelyermy gilherm |
javier havier haviair | juan hwan wan | ximena himena | guillermo geeyermo | magalhaes magalyaish | goncalves gonsalves |
georgios yorgos yorgios | giorgos yorgos | ioannis yannis yoanis | ioanna yoanna | eleftherios eleftereos | evangelos evangelos |
ionut yonoots yonuts | gheorghe georgay gorge | mihai mehigh mihigh | stefan shtefan steffan | ciprian chiprian | razvan rezvan |
cem jem gem | can jahn jon | ceylan jaylan | cigdem chidem cheedem | cagla chahla chala | ozlem ozlem urzlem | gokhan gerkhan gurkan gokhan | yagmur yamoor yaamur | yildirim yilderim yilldrum |
erdogan erdowan erdoan | tugba toobah tuba | husnu hoosnoo | nwankwo wankwo wonkwo | nwachukwu wachukwu wachooku wachuku | kwabena kwabna quabena kobena | kwame kwamay kwami quame | chukwuemeka chukumeka chookwemeka |
oluwaseun oluwashayun olushayun | segun shaygun shegun | sade sharday shade | folasade folashade folasharday | ngozi engozi goezy | mbappe embapay | babatunde babatoonday | temitope temitopay |
akosua akosia akoswa | owusu owoosoo | mensah menser mensa | boateng bwateng boatin bwatin | adaeze adaezay | okonkwo okonko okwonko | siddiqui sidiky sideeky siddiky sideekey | chaudhry chowdry chowdhry chodry |
choudhury chowdry chowdhury chodry | chaudhary chowdery chowdry | bhattacharya batacharya butacharya | dhaliwal dalliwal daliwal darliwal | ahluwalia aluwalia alowalia | mukherjee mookerjee mukerjee |
lakshmi luckshmi laxmi | kaur kor core | bhatt butt but | ghulam goolam | qureshi koreshi kureshi | jaswinder jazvinder juswinder | parminder purminder | gurpreet goorpreet | harpreet hurpreet | singh sing singe |
muhammad mohamed mahomed | khadija kadeeja hadija kadija | hussein husane hoosayn | ahmed akmed achmed | abdullahi abdulahi abdooly | jimcale jimaleh jimali | hodan hodun | warsame warsamay | farah farrer fara | guleed gooleed |
xavier zavier | eugene yoojean ujean | ursula ersula | cecilia seseelya | isaac izack eyesack izac | rachael raychel | deborah debra | michael mikel mykul mikael | michelle meeshell mishel meshel mishell | rachel raychel |
charlotte sharlot sharlott sharlet | jacqueline jaklin jackleen jacklyn | jacques jack zhak | catherine kathrin cathrin kathryn | christopher kristofer kristopher | matthew mathyou mathew mathue | graham grayam grayham gram gream | jennifer jenifa jenifer |
madeleine madlin madelin | genevieve jenaveeve | antoine antwan antwon | beatrice beetris | dominique domineek | monique moneek monik | veronique veroneek | angelique anjaleek | dwayne dwane duane | jermaine jermain germaine | tyrone tyroan | leroy leeroy |
delroy delroi | shanice shaneece sharneice | keisha keesha | latoya latoyer | braithwaite brathwait braythwayt brathwaite | wainwright wainrite wainright waynright | featherstone fetherston fetherstone | ollerenshaw olerenshor |
mclaughlin maclocklin mclocklin maclauglin mclofflin | mcloughlin maclocklin | maclachlan macklocklan | oshaughnessy oshawnessy | shaughnessy shawnessy
"""


def _rules(*pairs: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), instead) for pattern, instead in pairs)


_ENGLISH = _rules(
    (r"^mc", "mak"), (r"gh(?=t)", ""), (r"gh", ""), (r"wr", "r"), (r"ch", "k"), (r"sch", "sk")
)
_FRENCH = _rules((r"ch", "sh"), (r"qu", "k"), (r"eau", "o"), (r"gn", "n"), (r"g(?=[ei])|j", "zh"))
_SCOTTISH = _rules((r"^mc", "mak"), (r"gh|ch", "k"), (r"quh", "h"))
_IRISH = _rules(
    (r"^sea", "sha"), (r"^si(?=[oau])", "sh"), (r"s(?=[ie])", "sh"), (r"aoi|ao", "ee"), (r"bh|mh", "v"),
    (r"dh|gh|fh", ""), (r"th", "h"), (r"ch|c", "k"), (r"eo", "o"),
)  # fmt: skip
_IRISH_SOFT = ((re.compile(r"bh|mh"), "w"), (re.compile(r"th"), ""), *_IRISH)
_WELSH = _rules(
    (r"ff", "F"), (r"f", "v"), (r"F", "f"), (r"dd", "th"), (r"si(?=[aou])", "sh"), (r"ll", "l"), (r"rh", "r"),
    (r"ch|c", "k"), (r"w(?![aeiouy])", "oo"), (r"u", "i"),
)  # fmt: skip
_POLISH = _rules(
    (r"ch", "h"), (r"sz", "sh"), (r"cz", "ch"), (r"(?<=[kpt])rz", "sh"), (r"rz", "zh"), (r"w", "v"), (r"j", "y"),
    (r"c(?=i[aeou])", "ch"), (r"ci", "chi"), (r"c(?!h)", "ts"), (r"dz", "j"), (r"s(?=[inl])", "sh"), (r"i(?=[aeou])", ""),
)  # fmt: skip
_POLISH_DARK = ((re.compile(r"ch"), "k"), (re.compile(r"w"), "v"), (re.compile(r"l"), "w"), *(rule for rule in _POLISH if rule[0].pattern != "w"))  # fmt: skip
_POLISH_HARD = (
    (re.compile(r"ch"), "k"),
    *(rule for rule in _POLISH if "s(?=" not in rule[0].pattern),
)
_TURKISH = _rules((r"s", "sh"), (r"c", "ch"), (r"(?<=[aeiou])g(?![aeiou]{2})", ""))
_TURKISH_SOFT = _rules((r"c", "j"), (r"(?<=[aeiou])g(?=[aeioumn])", ""))
_ROMANIAN = _rules(
    (r"^io", "yo"), (r"c(?=[ei])", "ch"), (r"gh", "g"), (r"^st", "sht"), (r"t$", "ts")
)
_IBERIAN = _rules(
    (r"j|g(?=[ei])|x", "h"),
    (r"ll", "y"),
    (r"qu", "k"),
    (r"z|c(?=[ei])", "s"),
    (r"nh", "n"),
    (r"lh", "l"),
)
_CHINESE = _rules(
    (r"zh", "j"), (r"^x", "sh"), (r"^q", "ch"), (r"^c", "ts"), (r"^z", "ds"), (r"ui", "way")
)
_AFRICAN = _rules(
    (r"^n(?=[nw])|^m(?=b)|^n(?=[gkd])", ""), (r"kp", "p"), (r"gb", "b"), (r"kw", "k"), (r"s", "sh")
)
_ARABIC = _rules((r"kh|q", "k"), (r"gh", "g"), (r"dh", "d"), (r"^(?:al|el)", ""))
_LANGUAGES = (
    _ENGLISH, _FRENCH, _SCOTTISH, _IRISH, _IRISH_SOFT, _WELSH, _POLISH, _POLISH_DARK, _POLISH_HARD, _TURKISH,
    _TURKISH_SOFT, _ROMANIAN, _IBERIAN, _CHINESE, _AFRICAN, _ARABIC,
)  # fmt: skip


def _read() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for family in _IRREGULAR.split("|"):
        head, *others = family.split()
        found.setdefault(head, set()).update(others)
    return {name: frozenset(others) for name, others in found.items()}


_SAID = _read()


def known_respellings(name: str) -> frozenset[str]:
    """Return how people are known to write a name (small plain letters) that they only heard."""
    return _SAID.get(name, frozenset())


@lru_cache(maxsize=20_000)
def respellings(name: str) -> frozenset[str]:
    """Return how a name would be written by the rules of English, said as in each language it may be of."""
    found = {name}
    for language in _LANGUAGES:
        said = name
        for pattern, instead in language:
            said = pattern.sub(instead, said)
        found.add(said)
    return frozenset(found)
