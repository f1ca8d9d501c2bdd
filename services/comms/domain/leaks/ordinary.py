"""Ordinary English words: what a token may be without being anybody's name or address.

Not a dictionary: the words of letters like ours. A word that is missing costs a false alarm now and
then; a name that stands here is still found, by how it is used (``names.py``).
"""

from __future__ import annotations

from functools import lru_cache

from services.comms.domain.leaks.nicknames import other_forms

_WORDS = frozenset(
    """
a about above accept accident according account ache across act action actual add address admit
adult advice affect afford afraid after afternoon afterwards again against age ago agree ahead aim
air alarm album alcohol alive all allow almost alone along already also alter although always am
amaze ambulance amount an and anger angry animal announce annoy another answer anxiety anxious any
anybody anyhow anymore anyone anything anyway anywhere apart apologise apologize apology appal
appear apple apply appreciate approach area argue argument arm arms army around arrange arrest
arrive art as ashamed ashes aside ask asleep assault assume assure at ate attack attempt attend
attention attitude aunt auntie avoid await awake aware away awful baby back bad bag bail bake ball
band bang bank banner bar bare barely barge bark bars base basic basket bat bath bathroom battle bay be
beach bean bear beat beautiful beauty became because become bed bedroom beer been before beg began
begin begun behalf behave behaviour behind being belief believe bell belong below belt bench bend
beneath benefit beside best bet better between beyond big bike bill bin bird birth birthday bit bite
bitter black blame blank blanket bleed bless blessing blind block blood bloody blossom blow blue
board boat body boil bold bone bones book boot border bored born borrow boss both bother bottle bottom
bought bounce bowl box boy boyfriend brain brake branch brand brave bread break breakfast breath
breathe brick bricks bride bridge bright bring broke broken brook brother brought brown bruise brush
buck bud buddy budget build building built bully bump bunch burden burglar burglary burn burst bury
bus bush business busy but butcher butler butter button buy buzz by bye cab cabinet cage cake call
calm came camera camp can candle cane cap car card care career careful careless carpet carry carter
case cash castle cat catch caught cause caution cell centre cereal certain chain chair challenge
chance change chapel chapter character charge charity chase chat cheap cheat check cheer cherry
chess chest chicken child childhood children chip chocolate choice choir choke choose chop chose
chosen christian christmas church cigarette cinema circle circumstance citizen city claim class
classroom clean clear clever cliff climb clinic clock close closer closest closure cloth clothes
cloud club clue coach coat code coffee coin cold collapse collar colleague collect college colour
come comfort command comment commit committee common community company compare complain complete
computer concern concrete condition conference confess confidence confuse connect conscience
consequence consider constable constant contact contain content continue control conversation
convict convince cook cookie cool cope copy core corner corridor cost cot cotton couch cough could
council counselling counsellor count counter country couple courage course coursework court cousin
cover coward crack craft crash crazy creak cream create creep cried crime criminal crisis cross crowd
cruel cry crystal cup cupboard cure curious current curse curtain custody custom cut cycle dad daddy
daily daisy dale damage dance danger dangerous dare dark date daughter dawn day dead deaf deal dean
dear death debt decent decide decision deck deep defence degree delay delight deliver demand den
dentist deny depart depend depress depression describe desert deserve desk despair despite destiny
destroy detail detective determine devastate develop devil diamond diary did die differ difference
different difficult dig dignity dinner direct dirt dirty disagree disappear disappoint discover
discuss disease disgrace disgust dish dismiss disrespect distance distress disturb divorce dizzy do
doctor dog dollar don done donkey door dot double doubt down dozen drag drank draw drawer drawn dream
dreamt dress drew drill drink drive driven driver drop drove drown drug drum drunk dry due duke dump
during dust duty dwell dying each ear earl early earn earth ease easier easily east easter easy eat
eaten edge educate effect effort eight eighteen eighty either elbow elder elderly elect electric
eleven else email embarrass emergency emotion employ employer empty encourage end endless enemy
energy engage engine enjoy enough enter entire envelope equal error escape especial essay eve even
evening event eventual ever every everybody everyone everything everywhere evidence evil exact exam
examine example except exchange excite excuse exercise exhaust exist expect expensive experience
explain explode express extra extreme eye eyes face fact factory fade fail failure faint fair fairy
faith fall fallen false familiar family famous fan fancy far farm fashion fast fat father fault
favour favourite fear feather fed feed feel feet fell fellow felt female fence few fiancee field
fifteen fifth fifty fight figure file fill film final find fine finger finish fire firm first fish
fisher fit five fix flag flame flash flashback flat flew flight flinch floor flower fly focus fog
fold folk follow food fool foolish foot football for forbid force ford foreign forest forever forgave forge
forget forgive forgiven forgiveness forgot forgotten fork form former fortnight fortune forty
forward fought found four fourteen fourth fox frank free freedom freeze fresh fridge friend
friendship frighten from front frost froze frozen frustrate fulfil full fully fun funeral funny
furious furniture further future gain gamble game gang gap garage garden gate gather gave gay gene
general generous gentle gentleman gentlemen genuine get ghost gift ginger girl girlfriend give given
glad glass glen gloves go goal god goes gone good goodbye goodness got government governor grab
grace grade grain grammar gran grand granddad grandad grandfather grandma grandmother grandparents
grandchild grandchildren grandson granddaughter grant grass grateful grave gravel gray great green
grew grey grief grieve grind grip grocer ground group grow grown growth guarantee guard guess guest
guide guilt guilty guitar gun gut guy gym habit had hair half hall hallway hammer hand handed handle
hang happen happy hard hardly harm harmony harsh has haste hat hate hatred haunt have hazel he head
heal health healthy hear heard heart heartfelt heat heather heaven heavy height held hell hello help
helper helpline hence her herb here hero hers herself hesitate hey hi hid hidden hide high hill him
himself hire his history hit hobby hold hole holiday hollow holly home homework honest honesty honey
honour hood hook hope horrible horror horse hospital hostel hot hotel hour house household how
however hug huge human humble hundred hung hunger hungry hunt hunter hurry hurt husband hut i ice idea
idiot if ignore ill illness imagine immediate impact important impossible improve in inch incident
include indeed individual inform information injure injury inmate inner innocent inquest inside
insist instead insult insurance intend intent interest interview into intrude invent invite involve
iris iron is island issue it item its itself ivy jacket jade jail jam jar jasmine jaw jay jean jeans
jewel jewellery job join joke jolly journey joy judge judgement juice jump junior jury just justice
keen keep kept kettle key keys kick kid kids kill kind kindness king kit kitchen kite knee knew
knife knight knives knock know knowledge known labour lack lad ladder lady lain lamb lamp land landing
lane language large lark last late later latter laugh laughter laundry law lawyer lay lazy lead leaf
leaflet learn learnt least leather leave lecture led left leg legal lemon lend length lent less
lesson let letter level library licence lie life lift light like likely lily limb limit line lion
lip list listen literal litter little live lived lively lives load loan local lock locker log lonely
long longer look loose lord lose loss lost lot lots loud lounge love low loyal luck lucky lunch lung
lunge mad made magazine magic magistrate main major make male man manage manager manner many map
marble march mark market marriage married marry marsh mask mason mass massive master mat match mate
material math matter mature max may maybe mayor me meal mean meant measure meat mediator medical
medicine meet member memory men mend mental mention mercy mere mess message met metal method middle
midnight might mild mile miles military milk mill mind mine minister minor minute mirror miserable
misery miss missed mist mistake mix moan mobile model modern moment money monster month mood moody
moon moor moral more morning moss most mother motion motor motorbike mountain mouse mouth move movie
much mud mug mugger mugging multiple mum mummy murder muscle music must my myself nail naked name
nan nanny narrow nasty nation natural nature near nearby nearly neat necessary neck need needle
neighbour neighbourhood neither nephew nerve nervous nest never nevertheless new news newspaper next
nice nick niece night nightmare nightmares nine nineteen ninety ninth no nobody nod noise none
nonsense noon nor normal north nose not note nothing notice nought novel now nowhere numb number nurse
nursery nut oak oath object obvious occasion occur odd of off offence offend offender offer office
officer often oh oil ok okay old older olive on once one ones online only onto open operate opinion
opportunity opposite option or orange order ordinary organise other otherwise ought our ours
ourselves out outcome outside oven over overcome overnight owe own owner pace pack packet pad page
paid pain paint pair palace pale palm pan panel panic pants papa paper parade pardon parent park
parker parking parole part particular partner party pass passage passenger past paste pastor pat patch
path patience patient pause pavement pay peace peaceful pearl pen penny people pepper per perfect
perhaps period permit person personal pet phase phone photo photograph phrase physical piano pick
picture pie piece pier pike pilot pin pink pint pipe pitch pity place plain plan plane plant plastic
plate play player playground plead please pleased pledge plenty plot pocket poem point poison police
policeman policewoman politely poor pop pope popular porch port porter possess possible post postman
pot potato potter pound pour power practice practise praise pray prayer precious prefer pregnant
prepare present press pretend pretty prevent previous price pride priest prince princess principal
print prison prisoner private prize probably probation problem process procession produce profess
programme progress promise proof proper protect proud prove provide public pull punch punish
punishment pupil purchase pure purple purpose purse push put puzzle quality quarrel quarter queen
question queue quick quiet quit quite rabbit race rage rail rain raise rake ramp ran rang range
rapid rare rat rate rather raw ray reach react read ready real realise realize reality really reason
reassure receipt receive recent recipe reckon recognise record recover red reduce reflect refuse
regard region register regret regular rehabilitation reign relate relation relationship relax
release relief religion rely remain remark remember remind reminder remorse remove rent repair repay
repeat replace replay reply report request rescue resent reserve resident resolve respect respond
response responsible responsibility rest restaurant restless restorative result retire return reveal
revenge rice rich rid ride ridiculous right ring riot rip ripple rise risk ritual river road roam rob
robber robbery rock rocky rode role roll roof room root rope rose rough round route routine row royal
rub rubber rubbish rude ruby ruin rule ruler rumour run rung rush rust rusty sack sacred sad sadness
safe safety sage said sail sake salt same sand sandwich sandy sang sank sat save saw say scale scar
scare scared scarf scarlet scarred scene schedule school science scissors score scout scrap scratch
scream screen scrubs sea seal search season seat second secret secretary section security see seek seem
seen seize self selfish sell send senior sense sensible sentence sentenced separate sergeant series
serious sermon serve service session set settle settlement seven seventeen seventh seventy several
severe sew sex shade shadow shake shall shallow shame shape share sharp shatter she shed sheep sheet
shelf shell shelter shepherd shield shift shine ship shirt shit shiver shock shoe shoes shook shoot
shop shopkeeper shopping short shot should shoulder shout show shower shown shrug shuffle shut shy
sick side sigh sight sign silence silent silly silver similar simple simply since sincere sincerely
sing singer single sink sir siren sister sit site situation six sixteen sixth sixty size skill skin
skip skirt sky slam slap sleep slept slice slide slight slip slow small smart smash smell smile smith
smoke smooth snap snow so sob sober social society sock soft sold soldier sole solicitor solid solution
solve some somebody somehow someone something sometimes somewhere son song sonny soon sore sorrow sorry
sort soul sound soup source south space spare spark speak speaker special speech speed spell spend
spent spill spirit spit spoil spoke spoken spoon sport spot spread spring square stab stable stage
stair stairs stamp stand standard star stare start starve state statement station stay steady steal
steel steep step stern stick stiff still stir stitch stole stolen stomach stone stood stop store
storey storm story straight strain strange stranger stream street strength stress stretch strict
strike string strong struck structure struggle stubborn student study stuff stumble stupid style
subject succeed success such sudden sue suffer sugar suggest suit sum summer sun sunny sunshine
supermarket supper support suppose sure surely surface surprise surround survive suspect swallow swear
sweat sweep sweet swift swim swing switch swore sympathy system table tail take taken tale talent
talk tall tanner tape target taste taught tax taxi tea teach teacher team tear tears technique
teenage teenager teeth telephone television tell temper temple temporary ten tend tender term
terminal terrible terrify terror test text than thank thanks that the theatre theft their theirs them
themselves then therapy there therefore these they thick thief thieves thin thing think third
thirteen thirty this thorough those though thought thoughtless thousand thread threat threaten three
threw throat through throughout throw thrown thumb thunder thus ticket tide tie tight till time
tiny tip tired title to toast today toe together toilet told tomorrow tone tongue tonight too took
tool tooth top torch torment torn torture total touch tough tour toward towards towel tower town toy
trace track tracksuit trade tragic trail train trainer training trash trauma travel tray treasure
treat treatment tree tremble trial trick tried trip trolley trouble trousers truck true truly trunk
trust truth try tube tuck tune turn turner twelfth twelve twenty twice twin twist two type ugly
umbrella uncle under underneath understand understood undo unfair unhappy uniform union unit unless
unlike unsafe until up upon upset upstairs urge us use used useful useless usual usually van vanish
various vase vehicle verdict verse very vicar victim victor video view village violence violent violet
virtue visit visitor vivid vicious voice volunteer vow vulnerable wage wages waist wait wake walk
walker wall wallet wander want war ward wardrobe warm warn warning was wash waste watch water wave way
we weak wealth weapon wear weary weather wedding week weekday weekend weekly weep weigh weight weird
welcome well went wept were west wet what whatever wheel when whenever where whereas wherever
whether which whichever while whilst whisper whistle white who whoever whole whom whose why wicked
wide widow wife wild will win wind window wine wing winner winter wipe wire wisdom wise wish with
within without witness woke wolf woman women won wonder wonderful wood woody wool word words wore
work worker workshop world worn worried worry worse worst worth worthless would wound wrap wreck
write writing written wrong wrote yard yeah year yell yellow yes yesterday yet you young younger
youngest your yours yourself yourselves youth zero zone
abuse accuse achieve active addict addiction admire adopt advance advantage adventure afterlife
agency aggressive alike amber ambition amend amends ample ancient ankle april autumn august
average awkward backwards balance barrier battered beard belongings bereaved betray betrayal bless
blur boiler bore bout breakdown broom buried calmer calmly calming cancer cannabis canteen cards
careers carers ceiling chaplain chapters charged charm cheek chin chuck classes closed clumsy cocaine
coffin collapsed comes commission companion compassion compensation complicated compulsion confident
confront considerate conviction convictions counselled courses courtroom crawl creative cries crush
curled damaged dealt december decade dedicated deeds defend deliberate delivery demon denial
dependent desperate devoted diagnosis dignified disabled discipline discharge dispute distant dock
doubled drugs ego eighteenth eighth eldest element empathy enormous entitled evening excuses
expectations explanation facilitator facilitators february flashbacks flashing flinches floods
forced forensic fragile freely freezing frightened frightening funerals gadget gambling gardens
gradually greed grounds growing grudge guards habits handbag handcuffs hanging hardest harmed
headache headline heartbroken helpless heroin history homeless honestly hopeless housing humiliate
hurtful identity immature impulse inch independent induction inmates insecure instant interrupt
intimidate isolate january july june jumpy justify kneel knuckle landlord launch layer lifestyle
lightly locks locked losing loving magistrates maturity meaning medication memorial memories mental
mindless moments monday mornings mugged mummies nan nausea necklace needless neglect neighbours
nicked nights november nowadays numbness obsess october officers onwards operation ordeal ours
outburst overwhelm overwhelmed owned pace paranoid paralyse parcel passport peers permanent
pathetic persuade petrol petty phones pieces pillow pinned plaster playing plead policy porridge
positive pregnancy pressure prescription pride prisons privacy privilege processed profound
properly property psychologist punching purchase quietly radio reaction realisation reckless
recovery reflection regain rehab relapse relative relatives relive remand repeated replaced resentment
resettlement resilience responsible restored retaliate revisit rewind rip robbed robbing rucksack
sacrifice saturday savings scales scarred seconds seller sentimental september settled
seventeenth shaking shameful sharing shattered sheer shortly sideways sincerity sixteenth sixth
sleepless slightly smashed smoking snatch snatched sobriety sofa sparked speeding spite squeeze
stabbed stalls startle stealing sunday sundays surgeon surgery survivor suspicious sweating tablets
temptation tension therapist thirteenth thirtieth threatened thursday tickets toddler toll tools
towards toxic traffic tragedy transfer treasured trembling trigger triggered troubled trusted
trusting tuesday twentieth unbearable unforgivable unlock unkind upsetting utter vandal vandalism
victims vigilant violated visits void volunteers vomit wallet wasted wednesday weekends weight
wellbeing whatsoever wheelchair widowed wing wishes witnessed wonder workbook workshops wounds wrist
yelling yours absent absolute adapt afternoons alleyway alright altogether anonymous anticipate apart
arena aspect assist attach audience awkward background bandage banned basement behavioural belonging
bereavement beyond bicycle blade bless bolt bothered breach burgle burgled cabin calendar carefully
carelessness cemetery challenge chaos chapel cheerful clarity clenched coincidence colleagues commute
complaint concentrate confession confusion consent constantly contacted courageous coursework coping
curry daft daylight deeply defeat defensive degrees delayed depressed deterioration dialogue
disability dishonest disregard distract disturbed dread drama drained dreaded dreams drunken eager
earphones effects emotional endure enforce entrance error establish everyday evict exactly exhausted
experiences exposed expression extremely faintest fairness fearful finally financial fists flats
flowers followed footsteps forgiving forwards foundation fright funny gathering gently gesture glasses
goodwill gradual gratitude greatly guidance gutted hallways happiness hardship harming harmless
hatred hearing helped helpful hoodie hopefully hospitals hurting ignorance ignorant imagined immense
inconvenience innocence insight inspire insomnia intention involved irritable jealous journeys
keepsake kindly knocked lasting laughed leading learning lecturer lessons letting lifelong listened
lighter loneliness longest lovely luckily meetings mentor minutes mobility moped motivate mourn mourning
moving muster naive needed newborn nephews nieces noisy notes nowhere numerous obey offended ongoing
opened opportunities outlook outright overdue overreact painful paramedic parents paths patrol peer
pension perspective phoned plainly pointless ponder possession postpone powerless practical pray
preparation prevented pride priority probably product promised proudly provoke qualification
quieter ransack rattle realised reassurance rebuild receipt recall reckoned reconcile recurring
refund regretful rejected relatively relieved reluctant remembered remorseful repaired repeatedly
reputation resit resolved retired rushed ruined sadly safely saved scarcely scholarship selfishness
sensitive sentimental separately seriousness settling severely shaken shelves shopkeepers shouted
shouting silently situations skills sleeping smiling soothe sorely sorting specific spiral
splinter stayed steering stepdad stepmum stitches stopped stories straightforward strangers
stressed struggled suffered suffering supported supportive supposed suspended sworn tackle takeaway
talking tearful teenage temporary tempted thankful thoughts throwing touched traumatic treated
tribute tried truthful turning unable unaware uncomfortable understanding undertaking unfortunate
unhappy unreasonable unsettled useless valuable values vase version violated visible waiting walking
warmth weakness welding whoever willing wondered worrying worthwhile yearly yelled zip
abroad academic accommodate actor adore advert aeroplane aisle alley angel ant apron architect
argued arrow ash assembly athlete attic axe bacon badge badger bakery balcony banana bargain baseball
bead beaver bee beef beer berry bishop biscuit blonde blouse bomb bonfire bowling bracelet bramble
breeze brew bronze bucket buckle bulb bull bunk burger cabbage candy canoe captain caravan cardigan
carol carrot carve cattle cave cello chalk champion chap chapman cheese chef cheque chilly chime chorus
cider clay clerk coal cobbler cod colony comic cone copper coral cord cork corn coronation costume
cottage cow crab cradle crane crew cricket crop crow crown cruise crust cub curl cushion cyclist
dairy dam dancer dash deer delicate denim dice diet dime dip disc dive dock dodge doll dolphin dome
dough dove draft drake dragon duck dune dwarf dye eagle earring echo egg eldest elf elm emerald empire
engineer faint falcon farmer fawn feast fern ferry fiddle fig finch fir flint flock flour flute foam
foal foster fountain frame freckle frog fry fuel fur garlic gaze gem genius giant giggle glory glow
glue goat gold golden goose gown grape grandstand grin guinea gull gypsy ham hare harbour hardy harp
harvest hatch hawk hay hedge heel hen heritage heron hike hip hoop horn hose hound huge hull hum
igloo ink inn ivory jackpot jazz jelly jest jet jetty jockey jug jungle keeper ketchup kiln kiss
kitten knit knot lake lance lap lash laurel laurels lavender lawn lever lime linen lobby lodge loft loop lorry
lounge lump lunar lute lyric mango maple mare marina martial maroon mayor meadow melody melon mermaid
merry meter midday mint mode mole monk moose mop moth mound muffin mule mushroom myth navy needlework
nettle nickel noble noodle north nova nugget nun oat ocean olive onion opal opera orchard orchid
organ otter owl oyster paddle painter pal panda pansy parcel parrot parsley patrol paw peach peacock
pear pebble pedal peg pelt pencil perch petal picnic pier pig pigeon pillar pine pirate pistol pixie
pizza planet plank plaster plaza plough plum poet pole pond pony poppy porridge poster poultry powder
prairie prawn primrose puddle pudding pump pumpkin puppet puppy quail quarry quartz quilt quiz quote
radish raft rainbow ranger raven razor reed reef reel rein relay ribbon rifle ring rink rival roast
robin rod roof rook rookery rooster rug saddle saint salad salmon sapphire satin sauce scarecrow scholar
scone seed serenity shade shark shawl shed sherry shore shovel shrimp shrine silk skate sketch ski
skull sleet sleeve slipper slope snail snake snooker soap soda sparrow spear spice spider spike spine
sprout spruce squad squire squirrel staff stag stall stew stocking stool stork stove straw strawberry
stripe stroll studio stump sultan sunflower sunset surf surge swan swap sweater sword tablet tailor
tank tap tart tartan teak tent terrace terrier thatch thimble thistle thorn throne tiger timber tin
toad toffee tomato tonic topaz tortoise tot trader trainers tram trap treaty trend tribe trim troop
trophy trout trumpet tug tulip tunnel turf turkey turnip turquoise turtle tutor umpire unicorn valley
valve vault veil velvet venue vest vine violin viper vivid volcano volley waggon waiter warden wasp
weaver web wedge weed whale wharf wheat whip willow wit wizard worm wren yacht yarn yeast yoga zebra
lie lied lies lying die died dying tie tied tying gale sale rugby split knit quit boating petal rage smelt
smelled mat marks mum mums mummy dad's tele telly match matches pub pubs quid grand fiver tenner pounds penance
bloke blokes chap chaps lass geezer nutter weirdo copper coppers cops cop coper nick bail cuffed cuffs
remorse regretting clear cleaner cleared clearer cough sneeze itch twitch blink stare glare gasp groan moan mutter mumble
scream shriek whimper wince squint nod nodded frown grimace grin smirk yawn snore sniff snort spat
sulk tantrum tease taunt torment nag scold rant rave quarrel row rows scuffle brawl tussle
shiver shudder quiver tremor numb ache aching cramp sprain limp hobble crutch crutches plaster sling
bruised swollen swelling scab blister graze gash cuts slit slash lump stitch scan scans xray dose dosed
pill pills tablet syringe needle needles swab dressing ward wards nurse nurses medic
breadth width length depth weigh ounce kilo litre metre mile miles yard inch acre gallon
oven kettle toaster mug plate saucer jug tray tin fork spoon bowl pan pot lid tap sink hob grill
duvet sheet blanket mattress pyjamas slippers dressing-gown robe nightie vest pants bra knickers tights trainers
wardrobe drawer shelf carpet curtain blind rug lamp bulb candle plug socket switch fuse meter boiler radiator
porch patio shed fence hedge gate drive kerb pavement path alley gutter drain roof tile brick slate
toddle crawl cradle pram buggy nappy nappies dummy rattle teddy bunny blankie lullaby giggle
homework essay exam exams lesson detention assembly register prefect pupil pupils headteacher
bus buses coach tram taxi cab lorry van bike moped scooter skateboard roundabout junction crossing
traffic petrol diesel tyre tyres brake clutch gear gears bonnet boot bumper windscreen wiper horn
wages payslip invoice overtime shift rota overdraft loan mortgage rent arrears bailiff bailiffs benefit benefits
whistle hymn hymns prayer prayers mosque temple synagogue gurdwara altar pew bible quran psalm verse sermon
ghost ghosts haunted nightmare nightmares daydream vivid blurry blur haze fog mist drizzle hail sleet thunder lightning
midnight midday noon dusk sunrise sunset twilight overnight fortnight yesterday tomorrow
zillion billion million trillion dozen couple triple
clang clank clatter thud bang bump crash smash crack snap creak squeak hiss buzz hum roar howl growl bark
volcano volcanoes forest jungle desert river ocean island subway underpass tunnel bridge
grate grating gravy grease greasy grim grimy grip grit groove grope grubby gruesome grumble grumpy gullible gulp
lad lads ladder lager lava lawyer lawyers leap leaf leaves league leak leash leather ledge leg legs legal
lent lesson level liar liars lick lid lifeline lifetime lift lifts likely likewise link lip lips liquid list litter
liver load loads loaf loan loathe loch lodger log logic lonely loner look looks loose loosen lot lots loud louder
luck lucky lunatic lunch lung lungs lurk lust luxury
majority make maker male males malice man manage manager mandatory manic manner manners manslaughter many map
march margin marriage marry mask mass master mate mates maths matter matters mean means meant measure meat mechanic
media medical meet melt member memory mend menace mention mercy mess message messy metal method middle might mild
mind mine minute miracle mirror misery miss missing mist mistake mix mixed moan mob mock model modern
moment money monster month mood moon moral more morning most mother mouth move much mud muddle mum murder muscle
museum music must mystery nail naked name narrow nasty nature near neat neck need negative neighbour nephew nerve
nerves nervous nest net never new news newspaper nice niece night nobody noise none normal nose note nothing notice
now nowhere number nurse nut nuts
panic pants paper parade paragraph park part partner party pass past paste patch patient patience pause pay peace
peep peer people pepper perfect perhaps period person pest pet phone photo phrase physical pick picture piece
pilot pinch pink pint pipe pity place plain plan plane plant plate play pleasant please pleasure pledge plenty plot
pocket point poison police polite poor pop popular pore porridge possible post potato pound pour power practice
praise prank pray prayer precious prefer present press pretend pretty prevent price prick prime print prison private
prize problem proceed process professional proof proper protect proud prove public pull pulse punch punish pupil pure
purpose purse push put puzzle queen question queue quick quiet quit quite rabbit race rage rail railing railings rain
friday savage bond barber steward archer sterling ace clover bloom bliss phoenix rye fleet crook mold leek
cheddar virgin visa lush spar mount wade basil saffron heath baron nightingale prudence buster moor hug tug
raise rake ram ran random range rang rank rape rare rash rat rate rather raw reach react read ready real reason
""".split()
)
_STEMS = (
    ("'s", ""), ("s'", "s"), ("n't", ""), ("'ll", ""), ("'ve", ""), ("'re", ""), ("'d", ""),
    ("'m", ""), ("ies", "y"), ("ied", "y"), ("ier", "y"), ("iest", "y"), ("ily", "y"),
    ("iness", "y"), ("es", ""), ("es", "e"), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""),
    ("ing", "e"), ("ings", ""), ("ly", ""), ("ally", ""), ("ly", "le"), ("er", ""), ("er", "e"),
    ("ers", ""), ("ers", "e"), ("est", ""), ("est", "e"), ("ness", ""), ("ful", ""),
    ("fully", ""), ("less", ""), ("lessly", ""), ("ment", ""), ("ments", ""), ("able", ""),
    ("able", "e"), ("ion", ""), ("ion", "e"), ("ions", "e"), ("ation", "e"), ("al", ""), ("y", ""),
    ("y", "e"), ("ish", ""), ("ity", ""), ("ity", "e"), ("ous", ""), ("ive", "e"), ("ship", ""),
    ("hood", ""), ("like", ""), ("some", ""), ("ward", ""),
)  # fmt: skip
_FRONTS = ("un", "re", "dis", "mis", "over", "in", "im", "non", "out", "under", "fore")
_ODD_SHORT = frozenset({"im", "ive", "ill", "id", "dont", "cant", "wont", "didnt", "isnt", "wasnt"})
_ODD_SHORT |= {"couldnt", "wouldnt", "shouldnt", "doesnt", "hasnt", "havent", "arent", "werent"}
_ODD_SHORT |= {"youre", "youve", "youll", "theyre", "weve", "thats", "theres", "whats", "lets"}
_ODD_SHORT |= {"cannot", "gonna", "wanna", "mr", "mrs", "ms", "st", "nd", "rd", "th", "am", "pm"}


@lru_cache(maxsize=20_000)
def is_ordinary(word: str) -> bool:
    """Whether a word in small letters is ordinary English, in one of its usual endings."""
    if word in _WORDS or word in _ODD_SHORT:
        return True
    if other_forms(word):
        return False  # James is no more than one jam; Mary does not marry.
    if _stem_known(word):
        return True
    return any(
        word.startswith(front) and len(word) > len(front) + 3
        and (word[len(front):] in _WORDS or _stem_known(word[len(front):]))
        for front in _FRONTS
    )  # fmt: skip


def _stem_known(word: str) -> bool:
    for ending, back in _STEMS:
        if not word.endswith(ending) or len(word) < len(ending) + 2:
            continue
        stem = word[: len(word) - len(ending)]
        if ending == "es" and not back and not stem.endswith(("s", "x", "z", "ch", "sh", "o")):
            continue
        if stem + back in _WORDS:
            return True
        doubled = len(stem) > 3 and stem[-1] == stem[-2] and stem[-3] in "aeiou" and not back
        if doubled and stem[:-1] in _WORDS:
            return True
    return False
