"""Given names that stand for each other: long and short forms, and common spellings.

A line is a family: whoever is known by one may be called by any other.
"""

from __future__ import annotations

import re

from services.comms.domain.leaks.nicknames_of_many import ALL

_FAMILIES = """
abdul abdullah abdulla abdi
abigail abi abbie abby abbey gail
adam ad addy
adrian ade adie
agnes aggie nessie
ahmed ahmad achmed
alan allan allen alun al
alastair alistair alasdair ally al
albert al bert bertie albie
alexander alex alec alek sandy xander zander sasha al lex
alexandra alexa alex alix sandra sandy lexi sasha
alfred alf alfie fred
alice ali allie alys
alison allison ali allie
amanda mandy manda
amelia amy millie milly mia
amina aminah
andrea andie andi
andrew andy drew andre
angela ange angie angel
anita annie nita
ann anne anna annie nan nancy hannah
anthony antony tony ant anton
antonia toni tonia
archibald archie
arthur art artie
barbara barb babs barbie
barnaby barney
barry baz bazza
beatrice bea bee trixie beattie
benjamin ben benny benji
bernadette bernie detta
bernard bernie
bethany beth
bradley brad
brendan bren
brian bryan bri
bridget bridie biddy
caitlin kaitlin cait kate katelyn
callum calum cal
cameron cam
carl karl
carol carole caroline carolyn caz carrie
catherine katherine kathryn catharine katharine cathy kathy kate katie kat cath kath kitty cat
cecilia celia cissie
charles charlie chas chuck chaz charley
charlotte charlie lottie lotty char
christian chris
christine christina kristina chris chrissie tina chrissy kirsty
christopher chris kit topher kris
chukwuemeka emeka
claire clare clair
clifford cliff
colin col
conor connor con
craig craigy
cynthia cindy
daniel dan danny dannie
danielle dani danny
darren daz dazza darran
david dave davy davey dai
deborah debra deb debbie debby
declan dec
dennis denis den denny
derek del derrick
diana diane di dianne
dominic dom nick
donald don donny
dorothy dot dotty dolly
douglas doug dougie
duncan dunc
dylan dyl
edmund ed eddie
edward eddie ed eddy ted teddy ned edwin
eileen aileen
eleanor elinor ellie nell nellie nora elle lena
elizabeth elisabeth liz lizzie lizzy beth betty bess bessie betsy eliza libby lisa elsie lilibet
ellen nell nellie ellie
emily em emmy emmie millie
emma em emmy
eric erik rick
esther essie hester
ethan eth
eugene gene
evelyn eve evie
ezekiel zeke
faisal faysal feisal
fatima fatimah fatma
fiona fi
florence flo florrie flossie
frances fran francesca frankie fanny
francis frank frankie fran
francisco paco pancho
franklin frank
frederick freddie fred freddy frederic
gabriel gabe
gareth gaz gary
gary garry gaz gazza
gavin gav
geoffrey jeffrey geoff jeff
george georgie
georgina georgia georgie gina george
gerald gerard gerry jerry ged
gillian jillian gill jill gilly
gordon gord
graham graeme grahame
gregory greg gregg
hamza hamzah
harold harry hal
harriet hattie harry
hassan hasan
heather heth
helen nell ellen helena lena
henry harry hal hank
hubert bert
hugh hughie hugo
hussein hussain husain hossein
ian iain
ibrahim ebrahim ibby
isaac ike zac
isabella isabel isobel isabelle bella izzy belle issy
ishmael ismail ismael
jack jackie john
jacob jake
jacqueline jackie jacqui jacky
jake jacob
james jim jimmy jamie jimbo jem
jane janie jayne jan
janet jan
janice jan
jasmine jas jazz yasmin yasmine
jason jay jase
jayden jaiden jay
jean jeanie jeannie
jennifer jen jenny jennie
jeremy jez jem jerry
jessica jess jessie jessy
joan joanie
joanne joanna jo joey
john jon johnny jack jonny
jonathan jon jonny jonathon nathan johnathan
jordan jord jordy
joseph joe joey jo
josephine jo josie
joshua josh
joyce joy
judith judy jude
julia julie jules juliet
julian jules
justin jus
karen kaz kari
katarzyna kasia
kathleen kath kathy kay katie
keith keef
kelly kel
kenneth ken kenny
kerry keri kerrie ceri
kevin kev
kieran kieron ciaran kier
kimberley kimberly kim
kyle ky
laura laurie lauren
lauren laurie loz
lawrence laurence larry laurie loz
leanne lee leigh
leonard len lenny leo
leslie lesley les
lewis louis lew lou louie luis
liam william
lillian lilian lily lil
linda lynda lin lyn lindy
louise lou lulu
lucy luce lucie lucinda
luke lucas luka
lydia lyds
lynn lynne lyn
malcolm mal malc
malgorzata gosia
marcus mark marc
margaret maggie meg peggy madge marge margie maisie greta rita margie mags
maria marie mary mia ria
marian marion
mark marc marcus
martha marty mattie
martin martyn marty mart
mary marie maria molly polly mamie
mathew matthew matt matty mat
maureen mo
maurice morris mo
maxine max
maxwell maximilian maximus max
megan meg meghan
melanie mel
melissa mel lissa missy
michael mike mick micky mickey mikey mitch
michelle shell chelle shelley michele
mitchell mitch
mohammed muhammad mohamed mohammad mohamad mo muhammed mehmet moh
mustafa mustapha
natalie nat natalia tally
natasha tasha nat
nathaniel nathan nat nate
neil neal niall
niamh neve neeve
nicholas nick nicky nico nicolas klaus
nicola nicky nikki nic nicole nikky
nigel nige
norman norm
oliver ollie olly
olivia liv livvy olive
omar umar
oscar ozzie
pamela pam pammy
patricia pat patsy trish tricia patty trisha
patrick pat paddy rick padraig
paul pauly
paula polly
pauline paula
penelope penny
peter pete
philip phillip phil pip
philippa pippa pip
phyllis phyl
rachel rachael rach
ralph rafe
raymond ray
rebecca becky becca bex rebekah becks
reginald reg reggie
rhiannon rhi
rhys reece reese rees
richard rich rick dick richie ricky dickie
robert rob bob bobby robbie bert robby robin bobbie
roberta bobbie
roderick rod roddy
rodney rod
roger rodge
ronald ron ronnie
rosemary rose rosie
roxanne roxy
rupert rup
russell russ
ruth ruthie
ryan ry
sabrina bri
samantha sam sammy
samuel sam sammy
sandra sandy sandie
sarah sara sally sadie sal
scott scotty
sean shaun shawn shane
sebastian seb bas
sharon shaz shazza
sheila sheelagh shelagh
shirley shirl
sidney sydney sid syd
simon si
siobhan shivaun shevaun shiv
sophie sophia sofia soph sofie
stacey stacy stace
stanley stan
stephanie steph stef stephie
stephen steven steve stevie ste stephan
stewart stuart stu stew
susan sue susie suzanne suzie sukie suzy susannah
sylvia sylvie syl
tamara tam tammy
tamsin tam
terence terry terrance tel
teresa theresa terry tess tessa tracy treasa
thomas tom tommy tomas
timothy tim timmy
tobias toby
tracey tracy trace
trevor trev
tyler ty
valerie val
vanessa ness nessa
veronica ron ronnie vera
victor vic
victoria vicky vicki tori vic vikki
vincent vin vinny vince
violet vi
vivian vivienne viv
walter walt wally
wayne way
wendy wend
wilfred wilf fred
william will bill billy liam willy willie wills
winifred winnie freda
yasmin jasmin yasmine yaz
yusuf yousef youssef yusef yosef joseph
yvonne evonne
zachary zach zac zak zack zachariah
zainab zaynab zeinab
zoe zoey zo
"""


def _read() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    families = [
        one.split() for part in (_FAMILIES, *ALL) for one in re.split(r"[|\n]", part.strip())
    ]
    for head, *others in families:
        found.setdefault(head, set()).update(others)
        for name in others:
            found.setdefault(name, set()).add(head)
    for family in families:
        for name in family:
            if len(name) > 3:  # from a short form only to the long one: Al is half the town
                found[name].update(family)
    return {name: frozenset(others - {name}) for name, others in found.items()}


_OTHERS = _read()


def other_forms(name: str) -> frozenset[str]:
    """Return what else somebody of this given name (small letters) may be called."""
    return _OTHERS.get(name, frozenset())
