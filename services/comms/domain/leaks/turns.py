"""Turns of phrase, read by ``idioms.py``: a line for each word, which is written ``_`` in its turns."""

from __future__ import annotations

TURNS = """
jack: _ up | _ it in | _ in my job | _ in the job | _ knife | _ daniel | _ shit | _ all | _ and coke | _ frost
  | _ of all | know _ | knows _ | kno _ | knew _ | black _ | car _ | with a _ | every man _ | lumber _ | i am
  all right _ | _ the car
jacks: _ up | _ it in | union _
bob: _ up | _ along | _ down | _ about | a _ | few _ | five _ | two _ | ten _ | to _ | bits and _ | _ a job
tom: peeping _ | _ dick | _ cat | every _ | _ toms
dick: tom _ | _ and harry | a _ | the _ | such a _ | _ head | my _ | your _ | his _
harry: i _ | _ myself | dirty _ | flash _
charlie: line of _ | lines of _ | gram of _ | grams of _ | some _ | doing _ | snorting _ | bit of _ | a _ |
  bravo _ | right _
joe: average _ | _ bloggs | _ public | an average _
pete: for _
pete's: for _
john: dear _ | a dear _
johnny: _ come lately
stanley: a _ | the _
victoria: _ park | queen _
mike: open _
eve: christmas _ | year's _ | years _ | the _ | _ of | new year _
bliss: pure _ | is _ | was _ | sheer _ | total _ | domestic _ | a _ | of _
gift: a _ | the _ | _ wrapped | _ shop | _ card | _ from | of _
fortune: a _ | the _ | _ teller | good _ | small _ | of _
angel: a _ | an _ | guardian _ | the _ | no _
fred: _ astaire | _ perry | right said _
ted: _ talks | _ talk | _ hughes | big _
elvis: _ presley
mandy: some _ | of _ | doing _ | on _
molly: _ coddled | _ coddle | some _ | gram of _ | bit of _ | doing _
mary: virgin _ | mother _ | _ jane | proud _
bruce: _ lee | _ willis | _ springsteen
lee: bruce _ | _ evans | _ child
nick: the _ | in _ of | _ of time | _ stuff | _ it | _ things | _ cars | _ money | to _ | a _ | this _ | that
  _ | good _ | nick _
nicks: _ stuff | _ it | _ things
pat: a _ | to _ | _ on | _ down | _ me | _ on the
don: _ t | a _ | the _ | to _
rob: to _ | _ banks | _ people | _ you | _ me | _ them | _ a | _ the | _ anyone | _ anybody | _ your | _ peter
  | _ him | _ her | _ us | _ shops | _ houses | _ from | never _
will: free _ | god's _ | the _ | a _ | my _ | good _ | ill _ | last _ | _ power | _ and testament | of _ | at
  _ | no _ | own _ | _ you | _ u | _ i | _ we | _ they | _ he | _ she | _ it | _ there | _ that | _ this | _
  the | _ not | _ be | _ have | _ never | _ always | _ all | _ any | _ anyone | _ anybody | _ your | _ my | _
  take | _ read | _ understand | _ do | _ get | _ make
hope: _ you | _ u | _ that | _ this | _ to | _ your | _ for | _ we | _ i | _ it | _ all | _ everything | _ he
  | _ she | _ they | _ the | _ so | _ not | in _ | no _ | some _ | any _ | gave _ | give _ | gives _ | lost _
  | lose _ | of _ | i _ | we _ | and _ you | _ of | false _ | have _ | had _ | without _ | there's _ | is _ |
  little _
mark: _ my | _ of | _ on | _ in | left _ | the _ | a _ | good _ | question _ | exclamation _ | _ the | _ your
  | _ it | _ out | to _ | on your _ | black _ | bench _ | bite _ | _ down | half way _ | high _ | full _
grace: _ period | by the _ of | _ of god | saving _ | _ to | amazing _ | say _ | said _ | saying _ | with _
  and | some _ | god's _ | days _ | of _ and | fall from _ | fell from _
faith: in _ | lost _ | lose _ | losing _ | have _ | had _ | of _ | no _ | my _ | your _ | good _ | bad _ | _
  in | _ and | little _ | the _ | keep _ | kept _ | some _ | a _ | has _ | leap of _ | restored _ | found _ |
  through _ | any _
joy: of _ | for _ | with _ | no _ | _ of | _ in | _ to | pride and _ | any _ | some _ | great _ | much _ |
  full of _ | _ ride | _ riding | the _ | a _ | tears of _ | bring _ | brought _ | brings _ | get any _ |
  without _
rose: _ up | _ to | _ and fell | _ from | _ from the | _ above | _ again | _ early | _ tinted | _ bush | _
  garden | sun _ | he _ | she _ | i _ | it _ | we _ | they _ | voice _ | voices _ | _ late | _ at dawn |
  prices _
dawn: before _ | at _ | till _ | until _ | by _ | _ on | _ raid | _ chorus | crack of _ | from _ | the _ | a _
  | new _ | _ was breaking | _ broke | after _ | since _ | near _ | dusk till _ | _ came | _ comes | every _
summer: last _ | this _ | next _ | that _ | all _ | the _ | in _ | _ holiday | _ holidays | every _ | since _
  | by _ | a _ | _ of | _ time | of _ | mid _ | one _ | _ school | _ term | _ days | _ nights | until _ | till
  _ | each _ | after _ | before _ | over _ | _ job | _ is always | during _ | _ came | _ comes | early _ |
  late _
bill: _ came | _ comes | _ was paid | the _ | a _ | gas _ | electric _ | electricity _ | water _ | phone _ |
  tax _ | heating _ | _ payer | every _ | pay _ | paid _ | _ of | vet _ | vets _ | shopping _ | bar _ | foot _
  | your _ | old _ | council tax _ | _ for the | hospital _ | repair _ | garage _
penny: a _ | the _ | every _ | _ dropped | _ for | one _ | each _ | pretty _ | single _ | last _ | _ drops |
  ten _ | two _ | no _
frank: be _ | _ with | _ about | _ and honest | _ talk | _ discussion | a _ | to be _ | very _ | being _ | was
  _ with | _ chat | _ conversation | more _ | perfectly _ | quite _ | anne _ | _ sinatra | too _
robin: a _ | _ red | the _ | _ redbreast | _ williams | round _
young: _ people | _ man | _ men | _ lad | _ lads | _ offender | _ offenders | _ ones | _ one | _ enough | _
  woman | _ women | _ girl | _ girls | _ boy | _ boys | _ adult | _ adults | _ person | _ persons | _ family |
  _ families | _ children | _ child | _ kids | _ mum | _ mums | _ dad | _ dads | _ and | _ at | too _ | so _ |
  very _ | quite _ | when _ | _ age | _ ladies | _ lady | _ couple | _ life | _ lives | _ kid | _ team | _
  drivers | _ driver | _ for | being _ | was _ | am _ | were _ | are _ | is _
day: _ after | _ by | _ to | _ in | _ out | _ one | _ release | _ and | every _ | each _ | one _ | the _ |
  that _ | this _ | a _ | _ off | _ centre | _ care | _ time | per _ | _ two | _ trip | mother's _ | father's
  _ | new _ | _ before
king: _ size | _ sized | the _ | a _ | _ of | martin luther _ | burger _ | like _ | _ charles | stephen _
best: _ wishes | _ regards | _ of | _ friend | _ friends | _ mate | _ mates | _ man | _ thing | _ way | _ for
  | _ to | _ part | the _ | my _ | all the _ | your _ | his _ | her _ | at _ | _ at | second _ | _ i | _ you |
  _ time | _ in | _ year | _ bet | _ interest | _ interests
next: _ time | _ day | _ week | _ year | _ month | _ door | _ morning | _ to | _ one | _ thing | _ of | _
  court | _ step | _ steps | _ night | _ of kin | the _ | _ door's | _ visit | _ summer | _ christmas | _
  hearing | _ session | _ i | _ we | _ came | _ to him | _ stage | _ monday | _ minute | _ moment | _
  generation | _ appointment | _ birthday | _ meeting | _ weekend | _ friday | _ april | _ may | _ june | _
  spring | _ few | _ two | _ three | _ please | whats _ | what's _ | who's _ | happened _ | happens _ | came _
may: _ you | _ i | _ god | _ be | _ not | _ have | _ well | _ the | _ it | _ he | _ she | _ they | _ we | _
  this | _ that | _ your | _ day | in _ | last _ | next _ | by _ | since _ | until _ | of _ | this _ | early _
  | late _ | i _ | you _ | it _ | we _ | they _ | he _ | she _
wood: touch _ | the _ | of _ | piece of _ | _ of | _ floor | chopping _ | a _
cook: to _ | i _ | a _ | _ for | _ a | _ the | _ dinner | _ food | the _ | good _ | can _ | could _ | _ and |
  _ my | _ us
long: _ time | _ ago | _ way | how _ | so _ | too _ | as _ | a _ | all _ | no _ | very _ | _ night | _ nights
  | _ day | _ days | _ story | _ sentence | _ term | _ before | _ after | _ enough | _ live | _ lost | before
  _ | for _ | the _ | _ hours | _ and | _ as | _ since | _ gone | _ years | _ walk | _ while
black: _ eye | _ eyes | _ and | _ market | _ out | _ friday | _ people | _ man | _ men | _ boy | _ boys | _
  car | _ hole | in _ | the _ | wore _ | went _ | all _ | _ ice | _ mark | _ bag | _ hoodie | _ jacket | _ box
  | _ coffee | _ cab | _ taxi | _ lives | _ history | _ country | pitch _ | jet _
small: _ thing | _ things | _ talk | _ world | a _ | _ child | _ children | so _ | too _ | very _ | felt _ | _
  kids | _ amount | _ steps | _ step | the _ | _ hours | _ change | _ business | _ print | _ and | was _ | _
  town | _ room
rich: _ people | _ kid | _ kids | _ and | _ man | not _ | get _ | got _ | so _ | too _ | _ folk | _ boy | the
  _ | very _ | _ family | _ enough | _ pickings | _ list
fox: a _ | the _ | _ got | _ hunting | _ news | _ cub | _ fur | urban _
bird: early _ | a _ | the _ | free as a _
bell: the _ | a _ | door _ | _ rings | _ rang | _ end | _ went | bicycle _ | every _ | _ goes | _ ringing |
  school _ | church _
sky: the _ | _ was | _ blue | _ news | _ tv | _ sports | _ high | in the _ | night _ | a _ | blue _ | _ is |
  grey _ | open _ | _ above | _ box | _ went | _ went dark
price: the _ | a _ | _ of | _ tag | _ to | at any _ | half _ | full _ | high _ | good _ | _ was | _ is | any _
  | _ for | what _ | _ on | _ up | _ list | fair _ | _ range | no _ | asking _
"""
"""Turns in which a name is none, unless it has a capital that its neighbours have not."""
FIXED = """
larry: happy as _
tom: _ dick and harry
dick: tom _ and harry
bob: _'s your uncle | _ s your uncle | _'s ur uncle
harry: dick and _ | _ potter
alec: smart _
mickey: _ mouse
daniels: jack _
daniel's: jack _
peter: _ pan | _ rabbit
jack: _ daniels | _ daniel's | _ russell | union _
victoria: _ sponge | _ sandwich | _ line | _ station | _ cross | _ coach
john: _ lewis | elton _ | _ lennon
robin: _ hood | _ reliant
stanley: _ knife
oliver: _ twist
mary: hail _ | bloody _ | _ poppins
charlie: _ chaplin
bird: little _ told
riley: life of _
murphy: _'s law
ben: big _ | uncle _'s rice
smith: granny _
jude: hey _
heath: _ robinson
santa: _ claus
valentine: _'s day | _ s day
nicholas: saint _ | st _
jim: _ beam
johnnie: _ walker
johnny: _ cash
walker: johnnie _ | johnny _
"""
"""Names that everybody knows, so that a capital in them shows nobody of the case."""
