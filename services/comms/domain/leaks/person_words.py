"""Words by what they do beside a name: who is meant, what is done to people, what people do.

Read by ``persons.py``. All are in small letters; inflected forms are written out.
"""

from __future__ import annotations

KIN = frozenset(
    "brother sister mum mom mam mummy mother dad daddy father son daughter uncle auntie aunt aunty nan"
    " nanny nana gran granny grandma grandad granddad grandson granddaughter nephew niece cousin wife"
    " husband partner girlfriend boyfriend fiance fiancee friend mate bestie baby boy girl lad twin"
    " stepdad stepmum stepson stepdaughter stepbrother stepsister bro sis kid toddler child"
    " missus bird fella cellmate padmate neighbour boss solicitor nurse carer godson goddaughter ex"
    " bredrin cuz eldest youngest little'un keyworker".split()
)
"""One who may be named next: "my sister Grace"."""
ROLES = frozenset(
    "worker officer manager solicitor counsellor teacher doctor barrister coordinator mentor tutor landlord"
    " therapist sponsor foreman head midwife gp facilitator chaplain imam priest vicar coach keyworker"
    " neighbour lawyer judge psychologist".split()
)
"""One who may be named next, when it is said whose he is: "my probation worker Grace"."""
PAST = frozenset(
    "brought found saw had got went came took told said kept left lost felt made gave knew ran held stood heard"
    " thought woke broke fell wrote spoke slept drove bought paid taught sold sent built caught".split()
)
"""After "will" no verb stands so: who follows it is a person's doing."""
SORRY_TO = frozenset(
    "did done do doing it happened happens belongs belonged sorry apologise apologised apology spoke speak spoken talk"
    " talked talking listen listened written wrote write nice close married lied lie lying horrible cruel"
    " mean kind said say explain explained gave lent sold owed awful attention harm this hi hello hiya".split()
)
"""What is before "to" where somebody follows: "what I did to Grace"."""
TEXTED = {
    "n": "and",
    "wiv": "with",
    "wif": "with",
    "da": "the",
    "dat": "that",
    "woz": "was",
    "av": "have",
}
"""Words as they are texted, as the grammar reads them."""
BIDDING = frozenset(
    {("calm", "down"), ("sit", "down"), ("come", "here"), ("listen", "to"), ("get", "back")}
)
"""What somebody spoken to by name is told to do."""
SAYS = frozenset("said told asked says tells asks".split())
SAID_NEXT = frozenset(
    "i he she to that we you sorry no yes it not me us him her them if what hello hi hiya".split()
)
CALLED = frozenset("called named nicknamed christened surname alias aka".split())
TITLES = frozenset("mr mrs ms dr mister missus pc sgt sergeant officer".split())
GREETING = frozenset("dear hi hello hey hiya sorry goodbye bye".split())
SIGNED = frozenset("sincerely faithfully regards wishes truly love thanks cheers signed from yours".split())  # fmt: skip
SMALL = frozenset("little baby poor young old dear darling lovely sweet bless wee late dearest".split())  # fmt: skip
"""Between whose somebody is and the name: "our little Grace"."""
WHOSE = frozenset("my our his her your their ur".split())
DETERMINERS = WHOSE | frozenset(
    "a an the this that these those some any every each no another its whose one two three four five"
    " six more most much many all both such own good bad big free first last next of".split()
)
DONE_TO_PEOPLE = frozenset(
    "buried bury told tell telling tells asked ask asking asks met visited visit visiting phoned phone phoning rang"
    " ringing texted text texting emailed messaged hugged hug kissed kiss married punched punch kicked"
    " slapped stabbed attacked attack mugged robbed beat hit hitting pushed push shoved bullied bully"
    " scared frightened hurt hurting threatened grabbed dragged strangled arrested blamed blame thanked"
    " invited introduced raised bathed babysat dumped divorced dating seduced chased followed knocked"
    " terrified upset shot killed battered assaulted abused harassed stalked burgled conned called"
    " apologised forgave".split()
)
"""Who or what follows these is nearly always somebody."""
SEEN = frozenset(
    "saw see seen seeing miss missed missing love loved know knew known remember lost left want need help helped"
    " found heard with about for by to from without protect took take owe trust trusted bring brought"
    " collect fetch carried nearly feed fed woke wake hold held watch watched hear except like and"
    " because minding raise teach taught hate hated of".split()
)
"""What follows these may be somebody or something."""
LIVES = frozenset("live lives lived living stay stays stayed staying moved stop stopping".split())
PEOPLE_DO = frozenset(
    "said says told tells asked asks thinks thought knows cried cries rang rings phoned wants wanted"
    " lives lived loves loved likes liked misses missed hates hated sleeps slept forgives forgave"
    " texted remembers visits visited woke wakes laughed laughs screamed shouted begged hugged smiled"
    " swears swore married died drinks smokes eats goes hasnt hasn wasnt isnt reckons hopes prays"
    " worries believes speaks spoke understands refuses refused drives drove walks walked sits sat"
    " works came went forgot stood agreed heard saw".split()
)
"""What nobody but a person is said to do, as far as one verb can show it."""
THINGS_DO_TOO = frozenset(
    "came went goes works lives knows wants told tells says said asks died drove drives sits sat stood"
    " sleeps hurts walks walked saw rang rings speaks spoke shouted believes hopes smiled"
    " hasnt hasn wasnt isnt".split()
)
"""Of these the ones that are said of faith, summer and dawn as well."""
IS_HELD = frozenset(
    "were was is has had hasnt hasn didnt didn wont won cant can couldnt couldn wouldnt wouldn doesnt doesn isnt isn wasnt wasn never always still"
    " would could will might should must gets got does did".split()
)
PERSONAL = frozenset(
    "only scared frightened asleep crying born hurt upset my our his her with sleeping screaming"
    " stood sat standing sitting terrified pregnant ill poorly dead alone awake nine ten eleven"
    " twelve thirteen fourteen fifteen sixteen seventeen eighteen three four five six seven eight"
    " just nearly almost about turning starting doing one my mine never who".split()
)
"""What follows "Grace is" of somebody."""
GOES_ON = frozenset(
    "about and that when he she hes shes who what to in at on yesterday again every everyday so because"
    " cos too as off over but where if or now then today once after before how why with from by for"
    " though while since until till next anymore im i more we they u you it there here sometimes"
    " everything nothing all out down up outside inside upstairs downstairs is was has had did didnt"
    " were are wont cant doesnt isnt wasnt hasnt says said full comma not sorry full stop xx x ever the a my his her your".split()
)
"""What follows somebody to whom something was done: "you hit Mark and he fell"."""
SUBJECT_AFTER = frozenset(
    "when that and because cos so but then if where since as how what after before while says said"
    " think know hope told because though until till why now also coz bc only even like or knew".split()
)
MODAL = frozenset({"will", "may"})
DOES = frozenset(
    "will may hope mark rob jack bill sue grant chase carry pat nick chuck josh skip buck wade pierce shop"
    " trace cook price cross fry hunt march pope read rush sell share spell stone walk watch wash"
    " love drew rose pray frank guy gene don dean ray rich".split()
)
QUALITY = frozenset(
    "young rich long best small black white green brown gray grey short little strong sharp swift"
    " noble moody wise good hardy savage sweet gay merry earnest major junior early old blunt bright"
    " free cross dear gentle keen sterling wild smart true west north east south royal sunny rusty sandy"
    " lucky happy less more most worth english french welsh irish scott poor golden hale stark bold"
    " gold silver late tall low high cool cold last first".split()
)
SUBSTANCE = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday comfort fortune gift favour innocent"
    " river bloom innocence wisdom courage goodness grace hope faith joy summer dawn sky spring autumn winter april may june august honour mercy charity"
    " patience constance prudence love peace chance bliss glory harmony justice liberty destiny amber"
    " jade ivy heather ginger hazel rosemary sage basil pearl coral crystal clay stone rain snow storm"
    " frost ice rice rich church bread home art moss grass sand land wood woods field fields day king"
    " light work marsh moor music joyce trinity angel star heaven precious treasure blessing"
    " verity unity felicity serenity".split()
)
"""What stands without an article though nobody bears it as a name: "Faith is what keeps me going"."""
ONLY_PEOPLE_CAN = frozenset(
    "slept eaten spoken smiled cried been sleep eat talk speak like play cry understand remember see walk trust answer ask want".split()
)
"""What somebody does not do any more: "Faith doesn't sleep"."""
NOT_VERBS = frozenset(
    "always sometimes perhaps this his miss pass guess kiss need feed bleed speed cross bless bring sing"
    " ring stress confess address express process access focus impress progress succeed proceed exceed"
    " shed cling discuss dress press swing sting led wed bed red thus us unless across discuss heed"
    " yes less".split()
)
"""Words in -s, -ed and -ing that are no forms of verbs; also verbs that end so as they stand."""
AFTER_MODAL = frozenset(
    "be have never not always i you u we they it youll all ever forgot still also just take make do my the your"
    " his her a more".split()
)
"""After "will" these go with the verb that it is."""
NO_MODAL_BEFORE = frozenset(
    "was is has had hasnt didnt wont doesnt isnt wasnt hadnt got were".split()
)
OBJECTS = frozenset("you u your it this that the for to them".split())
"""After a verb: what is hoped, marked, robbed."""
WISHES = frozenset({"hope", "pray", "love"})
WHO_MISSES = frozenset(
    "i we you they he she really still do will to and would also don dont".split()
)
"""Before "miss" where it is the verb."""
LEADS = frozenset({"with", "for", "to", "told", "of", "about"})
AGAIN = frozenset("every again because since yesterday anymore".split())
VISITING = frozenset(
    "weekends weekend home school saturdays sundays visits night christmas".split()
)
OWNED = frozenset(
    "mum dad house flat idea brother sister kid kids car phone room school name fault mother father nan bag"
    " bike job wife husband baby family mate face birthday number funeral partner girlfriend coat jacket hoodie"
    " shoes trainers wallet purse laptop fault voice handwriting gran uncle auntie cousin son daughter dog ex".split()
)
"""What people have: "Grace's mum"."""
ACTS = frozenset(
    "rang phoned opened screamed answered found picked drove shouted rung called".split()
)
"""What somebody did, after "it was Grace that"."""
SELVES = frozenset("i we he she they wed hed shed you".split())
QUALITY_OF_SOMETHING = frozenset(
    "young rich short small gray grey little sharp swift noble moody wise hardy savage merry major junior blunt"
    " sterling smart sunny rusty sandy stark golden".split()
)
"""Qualities that stand before what they are of, or after "is"; never alone as one who is seen or does."""
MET = frozenset(
    "saw seen miss missed know knew known remember trust trusted hate hated love loved with".split()
)
"""Who follows these, and nothing after, is somebody, if it is no thing that stands bare."""
BESIDE = frozenset("behind beside opposite near".split())
SITS = frozenset("sat sit sits sitting stood stand standing".split())
SHOWS = frozenset("picture pictures photo photos photograph drawing painting portrait".split())
DEEDS = frozenset(
    "punched kicked threw grabbed took gave stole cleaned helped followed opened left drove cried did"
    " pushed dragged robbed smashed drank fetched phoned shouted jumped climbed".split()
)
"""What was done by whoever stands before it."""
OF_AN_AGE = frozenset(
    "younger youngest elder eldest older oldest baby middle little big first second".split()
)
LATELY = frozenset("week month year night morning weekend summer".split())
MONTHS = frozenset({"may", "april", "june", "august"})
