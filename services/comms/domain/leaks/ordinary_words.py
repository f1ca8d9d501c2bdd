"""The words that letters like ours are made of, in the order of the alphabet: read by ``ordinary.py``."""

WORDS = frozenset(
    """
a about above abroad absent absolute abuse academic accept accident accommodate according account
accuse ace ache achieve aching acre across act action active actor actual adapt add addict
addiction address admiral admire admit adopt adore adult advance advantage adventure advert advice
advocate aeroplane affect afford afraid after afterlife afternoon afternoons afterwards again
against age agency aggressive ago agree ahead aim air airman aisle alarm album alcohol alike alive
all alley alleyway allotment allow almost alone along already alright also altar alter although
altogether always am amaze amber ambition ambled ambulance amend amends amongst amount ample an
ancient and angel anger angry animal ankle announce annoy anonymous another answer ant anticipate
anxiety anxious any anybody anyhow anymore anyone anything anyway anywhere apart apologise
apologize apology appal appear apple apply appreciate approach approximately apricot april apron
archer architect area arena argue argued argument arm armchair arms army around arrange arrears
arrest arrive arrow art as ash ashamed ashes aside ask asleep aspect assault assembly assist assume
assure asthma at ate athlete atone attach attack attempt attend attention attic attitude audience
august aunt auntie autumn average avoid await awake aware away awful awkward axe baby bachelor back
background backwards bacon bad badge badger bag bail bailiff bailiffs bake bakery balance balcony
ball balmy banana band bandage bang bank banned banner bar barber bare barely bargain barge bark
baron barracks barrier barrister bars base baseball basement basic basil basket bat bath bathroom
batsman battered battle bawled bay be beach bead beamed bean bear beard beat beautiful beauty
beaver became because become bed bedroom bee beef been beer beetroot before beg began begin begun
behalf behave behaviour behavioural behind being belief believe bell bellowed belong belonging
belongings below belt bench bend beneath benefit benefits bereaved bereavement berry beside best
bet betray betrayal better between beyond bible bicycle big bike bill billiards billion bin bird
birth birthday biscuit bishop bit bite bitter black blade blame blank blanket blankie bleed bless
blessing blimey blind blink bliss blister block bloke blokes blonde blood bloody bloom blossom
blouse blow blue blur blurry blustery board boat boating body boil boiler bold bollard bolt bomb
bond bone bones bonfire bonnet book bookie bookies boot border bore bored born borrow boss both
bother bothered bottle bottom bought bounce bout bowl bowling box boy boyfriend bra bracelet brain
brake bramble branch brand brave brawl breach bread breadth break breakdown breakfast breath
breathe breeze brew brick bricks bride bridge bright bring broke broken bronze brooch brook broom
broth brother brought brown bruise bruised brush bubbly buck bucket buckle bud buddy budget budgie
buggy build building built bulb bull bully bump bumper bun bunch bunk bunny burden burger burglar
burglary burgle burgled buried burly burn burst bury bus buses bush business buster busy but
butcher butler butter button buy buzz by bye cab cabbage cabin cabinet caddies caddy cage cake
calendar calf call calm calmer calming calmly calves came camera camp can cancer candle candy cane
cannabis canoe canteen canvas cap captain car caravan card cardigan cards care career careers
careful carefully careless carelessness carers carol carp carpet carrot carry carter carve case
caseworker cash cashier casino castle cat catch cattle caught cause caution cave ceiling celery
cell cellar cello cemetery centre century cereal certain chain chair chalk challenge champion
chance change chaos chap chapel chaplain chapman chaps chapter chapters character charge charged
charity charm chase chat cheap cheat check cheddar cheek cheer cheerful cheerio cheese chef cheque
cherry chess chest chick chicken chiefly child childhood children chilly chime chimney chin chip
chirpy chisel chocolate choice choir choke choose chop chorus chose chosen christian christmas
chubby chuck church cider cigarette cinema circle circumstance citizen city claim clang clank
clarity class classes classroom clatter clay clean cleaner clear cleared clearer clemency clenched
clerk clever cliff climb clinic clock close closed closer closest closure cloth clothes cloud
clouted clover club clue clumsy clutch coach coal coat cobbler cocaine cock cod code coffee coffin
coin coincidence cold collapse collapsed collar colleague colleagues collect college collie colony
colour come comes comfort comic command comment commission commit committee common community
commute companion company compare compassion compensation complain complaint complete complicated
compulsion computer concentrate concern concrete condition cone conference confess confession
confidence confident confront confuse confusion conkers conman connect conscience consent
consequence conservatory consider considerate constable constant constantly contact contacted
contain content continue contrite control conversation convict conviction convictions convince cook
cookie cool cop cope coper coping copper coppers cops copy coral cord core cork corn corner
coronation corridor cost costume cot cottage cotton couch cough could council counselled
counselling counsellor count counter country couple coupon courage courageous course courses
coursework court courtroom cousin cover cow coward crab crack cradle craft cramp crane crash crawl
crazy creak cream create creative creche creep crew cricket cried cries crikey crime criminal
crisis crocus crook crop cross crossing crossword crow crowbar crowd crown crude cruel cruise
crumble crumbs crumpet crush crust crutch crutches cry crystal cub cuffed cuffs cup cupboard curate
cure curfew curious curl curled current curry curse curtain cushion custard custody custom cut cuts
cycle cyclist dad dad's daddy daffodil daft daily dainty dairy daisy dale dam damage damaged damp
dance dancer danger dangerous dare daresay dark darned darted darts dash dashboard date daughter
dawn day daydream daylight deacon dead deaf deal dealt dean dear death debt decade december decent
decide decision deck dedicated deeds deep deeply deer defeat defence defend defensive degree
degrees delay delayed deliberate delicate delight deliver delivery demand demon den denial denim
dentist dentures deny depart depend dependent depress depressed depression depth describe desert
deserve desk despair desperate despite destiny destroy detail detective detention deterioration
determine devastate develop devil devoted diabetes diagnosis dialogue diamond diary dice did die
died diesel diet differ difference different difficult dig dignified dignity dime dinner dip direct
dirt dirty disability disabled disagree disappear disappoint disc discharge discipline discover
discuss disease disgrace disgust dish dishonest dismiss dispute disregard disrespect distance
distant distract distress disturb disturbed dive divorce dizzy do dock doctor dodge dog doll dollar
dolphin dome domino dominoes don done donkey door dose dosed dot double doubled doubt dough dove
down dozen draft drag dragon drain drained drainpipe drake drama drank draughts draughty draw
drawer drawn dread dreaded dream dreams dreamt dress dressing dressing-gown drew drill drink drive
driven driver drizzle drop drove drown drug drugs drum drunk drunken dry duck due duke dummy dump
dune dunno during dusk dust dustpan duty duvet dwarf dwell dye dying each eager eagle ear earl
early earn earphones earring earth ease easel easier easily east easter easy eat eaten echo eczema
edge educate eel effect effects effort egg ego eight eighteen eighteenth eighth eighty either elbow
elder elderly eldest elect electric element eleven eleventh elf elm else email embarrass emerald
emergency emotion emotional empathy empire employ employer empty encourage end endless endure enemy
energy enforce engage engine engineer enjoy enormous enough enter entire entitled entrance envelope
equal error escape especial essay establish eve even evening event eventual ever every everybody
everyday everyone everything everywhere evict evidence evil ewe ewes exact exactly exam examine
example exams except excess exchange excite excuse excuses exercise exhaust exhausted exist expect
expectations expensive experience experiences explain explanation explode exposed express
expression extra extreme extremely eye eyes face facilitator facilitators fact factory fade fail
failure faint faintest fair fairness fairy faith falcon fall fallen false familiar family famous
fan fancy far farm farmer fashion fast fat father fault favour favourite fawn fear fearful feast
feather february fed feed feel feet feisty fell fella fellow felt female fence fern ferret ferry
fever few fiancee fibber fiddle field fifteen fifth fifty fig fight figure file fill film filthy
final finally financial finch find fine finger finish fir fire firm first fish fisher fists fit
five fiver fix flag flame flash flashback flashbacks flashing flat flats fleet flew flight flinch
flinches flint flock floods floor flour flower flowers flu flush flute fly flyover foal foam focus
fog fold folk follow followed food fool foolish foot football footbridge footsteps for forbid force
forced ford foreign forensic forest forever forgave forge forget forgive forgiven forgiveness
forgiving forgot forgotten fork form former fortnight fortune forty forward forwards foster fought
foul found foundation fountain four fourteen fourth fox fragile frame frank freckle free freedom
freely freeze freezing fresh friday fridge friend friendship fright frighten frightened frightening
frog from front frost frown froze frozen fruit frustrate fry fuel fulfil full fully fun funeral
funerals funny fur furious furniture further furthermore fuse future gadget gain gale gallon gamble
gambling game gang gap garage garden gardens garlic gash gasp gate gather gathering gave gawped gay
gaze gear gearbox gears geese geezer gem gene general generous genius gentle gentleman gentlemen
gently genuine gesture get ghost ghosts giant gift giggle ginger girl girlfriend give given glad
glanced glare glass glasses glen glory gloves glow glue go goal goalie goat gobby god goes gold
golden goldfish gone good goodbye goodness goodwill goose got gotta government governor gown grab
grace gracious grade gradual gradually grain grammar gran grand grandad grandchild grandchildren
granddad granddaughter grandfather grandma grandmother grandparents grandson grandstand grant grape
grass grate grateful grating gratitude grave gravel gravy gray graze grease greasy great greatly
greed green greenhouse grew grey grief grieve grill grim grimace grimy grin grind grip grit groan
grocer groove grope grotty ground grounds group grow growing growl grown grownups growth grubby
grudge gruesome grumble grumpy guarantee guard guards guess guest guidance guide guilt guilty
guinea guitar gull gullible gulp gun gurdwara gusty gut gutsy gutted gutter guy gym gypsy habit
habits had hail hair half hall hallway hallways ham hammer hamster hand handbag handcuffs handed
handle handlebar hang hanging happen happiness happy harbour hard hardest hardly hardship hardy
hare harm harmed harming harmless harmony harp harsh harvest has haste hat hatch hate hatred haunt
haunted have hawk hay haze hazel he head headache headline headteacher heal health healthy hear
heard hearing heart heartbroken heartfelt hearth heat heath heather heaven heavy hedge heel heifer
height held hell hello help helped helper helpful helpless helpline hen hence henceforth her herb
here heritage hero heroin heron hers herself hesitate hey hi hid hidden hide high hike hill him
himself hinge hip hire his hiss history hit hob hobble hobby hold hole holiday hollered hollow
holly home homeless homework honest honestly honesty honey honour hood hoodie hook hooligan hoop
hoover hope hopefully hopeless hopscotch horn horrible horror horse hose hospital hospitals hostel
hot hotel hound hour house household housing how however howl hug huge hull hum human humble humid
humiliate hundred hundredth hung hunger hungry hunt hunter hurry hurt hurtful hurting husband
hustler hut hymn hymns i ice idea identity idiot if iffy igloo ignorance ignorant ignore ill
illness imagine imagined imam immature immediate immense impact important impossible improve
impulse in inch incident include inconvenience indeed independent individual induction inform
information injure injury ink inmate inmates inn inner innit innocence innocent inquest insecure
inside insight insist insomnia inspector inspire instant instead insult insurance intend intent
intention interest interrupt interview intimidate into intrude invent invite invoice involve
involved iris iron irritable is island isolate issue it itch item its itself ivory ivy jabbed
jacket jackpot jade jail jam january jar jasmine jaw jay jazz jealous jean jeans jelly jest jet
jetty jewel jewellery jigsaw jittery job jockey jogged join joke jolly journey journeys joy judge
judgement jug juice july jump jumpy junction june jungle junior juror jurors jury just justice
justify keen keep keeper keepsake kennel kept kerb ketchup kettle key keys keyworker kick kid kids
kill kiln kilo kind kinda kindly kindness king kiss kit kitchen kite kitten knee kneel knew
knickers knife knight knit knives knock knocked knot know knowledge known knuckle labour lack lad
ladder lads lady lager lain lairy lake lamb lamp lance land landing landlord lane language lanky
lap larder large lark lash lass last lasting latch late later latter laugh laughed laughter launch
laundry laurel laurels lava lavender law lawn lawyer lawyers lay layer lazy lead leading leaf
leaflet league leak leap learn learning learnt leash least leather leave leaves lecture lecturer
led ledge leek leery left leg legal legs lemon lend length leniency lent less lesson lessons let
letter letting level lever lewd liaison liar liars library licence lick lid lie lied lies life
lifeline lifelong lifestyle lifetime lift lifts light lighter lighthouse lightly lightning like
likely likewise lily limb lime limit limp line linen linesman link lion lip lips liquid list listen
listened literal litre litter little live lived lively liver lives livid load loads loaf loan
loathe lobby local loch lock locked locker locket locks lodge lodger loft log logbook logic
loneliness lonely loner long longer longest look looks loop loose loosen looted lord lorry lose
losing loss lost lot lots loud louder lounge love lovely loving low loyal luck luckily lucky
lullaby lump lunar lunatic lunch lung lunge lungs lurcher lurk lush lust lute luxury lying lyric
machine mad made magazine magic magistrate magistrates main major majority make maker male males
malice man manage manager mandatory mango manic manky manner manners manslaughter mantelpiece many
map maple marble march mare margin marina mark market marks marmalade maroon marriage married marry
marsh martial mask mason mass massive master mat match matches mate material mates math maths
matter matters mattress mature maturity max may maybe mayor me meadow meal mean meaning means meant
meanwhile measure meat mechanic medal medals media mediator medic medical medication medicine meet
meetings melody melon melt member memorial memories memory men menace mend mental mention mentor
mercy mere mermaid merry mess message messy met metal meter method metre midday middle midnight
might migraine mild mile miles military milk mill million mind mindless mine minging minister minor
mint minute minutes miracle mirror miserable misery miss missed missing mist mistake mix mixed moan
mob mobile mobility mock mode model modern mold mole moment moments monday money monk monster month
mood moody moon moor moose mop moped moral more moreover morning mornings mortgage mosque moss most
moth mother motion motivate motor motorbike mould mouldy mound mount mountain mourn mourning mouse
mouth move movie moving much mucky mud muddle muffin mug mugged mugger mugging mule multiple mum
mumble mummies mummy mums murder murmured muscle museum mushroom music must muster mutter my myself
mystery myth naff nag nail naive naked name nan nanny nappies nappy narrow nasty nation natural
nature naughty nausea navy near nearby nearly neat necessary neck necklace need needed needle
needles needless needlework negative neglect neighbour neighbourhood neighbours neither nephew
nephews nerve nerves nervous nest net nettle never nevertheless new newborn news newspaper next
nice nick nicked nickel niece nieces night nightie nightingale nightmare nightmares nights nine
nineteen ninety ninth no noble nobody nod nodded noise noisy none nonetheless nonsense noodle noon
nor normal north nose not note notes nothing notice nought nova novel november now nowadays nowhere
nowt nudged nugget numb number numbness numerous nun nurse nursery nurses nut nuts nutter oak oat
oath obey object obsess obvious occasion occur ocean october odd of off offence offend offended
offender offer office officer officers often oh oil ok okay old older olive on once one ones
ongoing onion online only onto onwards opal open opened opera operate operation opinion
opportunities opportunity opposite option or orange orchard orchid ordeal order ordinary organ
organise ornament orphan other otherwise otter ought ounce our ours ourselves out outburst outcome
outlook outright outside oven over overcome overdraft overdue overnight overreact overtime
overwhelm overwhelmed owe owl own owned owner owt oyster pace pack packet pad paddle padlock
padmate page paid pain painful paint paintbrush painter pair pal palace pale palm pan panda panel
panic pansy panted pants papa paper parade paragraph paralyse paramedic paranoid parcel pardon
parent parents park parker parking parole parrot parsley parsnip part particular partner party pass
passage passenger passport past paste pastor pat patch path pathetic paths patience patient patio
patrol pause pavement pavilion paw pay payslip peace peaceful peach peacock peaky pear pearl pebble
pedal peep peer peers peg pelt pen penance pencil penitent penniless penny pension people pepper
per perch perfect perhaps period perky permanent permit person personal perspective persuade pest
pet petal petrol petty pew phase phoenix phone phoned phones photo photograph phrase physical piano
pick picnic picture pie piece pieces pier pig pigeon pike pilfered pill pillar pillow pills pilot
pin pinch pine pink pinned pint pipe pirate pistol pitch pity pixie pizza place plain plainly plan
plane planet plank plant plaster plastic plate play player playground playgroup playing plaza plea
plead pleasant please pleased pleasure pledge plenty plodded plot plough plucky plug plum plump
pocket poem poet point pointless poison poked pole police policeman policewoman policy polished
polite politely pond ponder pony poodle poor pop pope poppy popular porch pore porridge port porter
portrait posh positive possess possession possible post poster postman postpone pot potato potter
poultry pound pounds pour powder power powerless practical practice practise prairie praise pram
prank prawn pray prayer prayers preach precious prefect prefer pregnancy pregnant premium
preparation prepare prescription present press pressure pretend pretty prevent prevented previous
price prick pride priest prime primrose prince princess principal print priority prison prisoner
prisons privacy private privilege prize probably probation problem proceed process processed
procession prodded produce product profess professional profound programme progress prom promise
promised proof proper properly property protect proud proudly prove provide provoke prudence psalm
psychologist pub public pubs pudding puddle pull pulse pump pumpkin punch punching punish
punishment pupil pupils puppet puppy purchase pure purple purpose purse push put puzzle pyjamas
quail qualification quality quarrel quarry quarter quartz quay queasy queen question queue quick
quid quiet quieter quietly quilt quit quite quiver quiz quote quran rabbi rabbit race radiator
radio radish raft rage ragged rail railing railings rain rainbow raise rake ram ramp ran random
rang range ranger rank ransack rant rape rapid rare rash rat rate rather rattle rave raven raw ray
razor reach react reaction read ready real realisation realise realised reality realize really
reason reassurance reassure rebuild recall receipt receive recent recipe reckless reckon reckoned
recognise reconcile record recover recovery recurring red reduce reed reef reel referee reflect
reflection refund refuse reg regain regard regiment region register registration regret regretful
regretting regular rehab rehabilitation reign rein rejected relapse relate relation relationship
relative relatively relatives relax relay release relief relieved religion relive reluctant rely
remain remand remark remember remembered remind reminder remorse remorseful remove rent repair
repaired repay repeat repeated repeatedly replace replaced replay reply report reputation request
rescue resent resentment reserve resettlement resident resilience resit resolve resolved respect
respond response responsibility responsible rest restaurant restitution restless restorative
restored result retaliate retire retired return reveal revenge revisit rewind ribbon rice rich rid
ride ridiculous rifle right ring rink rinsed riot rip ripple rise risk ritual rival river road roam
roar roast rob robbed robber robbery robbing robe robin rock rocky rod rode role roll roof rook
rookery room rooster root rope rose rota rotten rough roulette round roundabout route routine row
rows royal rub rubber rubbish ruby rucksack rude rug rugby ruin ruined rule ruler rumour run rung
rush rushed rust rusty rye sack sacred sacrifice sad saddle sadly sadness safe safely safety
saffron sage said sail sailor saint sake salad sale salmon salt same sand sandwich sandy sang sank
sapphire sat satin saturday sauce saucer sauntered savage save saved savings saw say scab scale
scales scammer scan scans scar scarcely scare scarecrow scared scarf scarlet scarpered scarred
scene schedule scholar scholarship school science scissors scold scone scooter score scout scowled
scrap scratch scrawny scream screen screw screwdriver screws scrubbed scrubs scruffy scuffle sea
seal search season seat second seconds secret secretary section security see seed seek seem seen
seize self selfish selfishness sell seller send senior sense sensible sensitive sentence sentenced
sentimental separate separately september serenity sergeant series serious seriousness sermon serve
servery service session set settee settle settled settlement settling seven seventeen seventeenth
seventh seventy several severe severely sew sex shabby shade shadow shake shaken shaking shall
shallow shame shameful shape share sharing shark sharp shatter shattered shawl she shed sheep sheer
sheet shelf shell shelter shelves shepherd sherry shield shift shine ship shirt shit shiver shock
shoe shoes shook shoot shop shopkeeper shopkeepers shopping shore short shortly shot should
shoulder shout shouted shouting shoved shovel show shower shown shriek shrimp shrine shrub shrug
shudder shuffle shut shy sick side sideways sigh sight sign silence silent silently silk silly
silver similar simple simply since sincere sincerely sincerity sing singer single sink sir siren
sister sit site situation situations six sixteen sixteenth sixth sixty size skate skateboard sketch
ski skill skills skin skint skip skirt skittish skittles skull sky slam slap slash slate sledge
sleep sleeping sleepless sleet sleeve slept slice slide slight slightly sling slip slipper slippers
slit slope slow slushy smacked small smart smash smashed smell smelled smelt smile smiling smirk
smith smoke smoking smooth snail snake snap snatch snatched sneeze sniff snob snooker snooty snore
snort snow so soap sob sober sobriety social society sock socket soda sofa soft sold soldier sole
solicitor solid solution solve some somebody somehow someone something sometimes somewhere son song
sonny soon soothe sore sorely sorrow sorry sort sorta sorting soul sound soup source south space
spaniel spanner spar spare spark sparked sparrow spat speak speaker spear special specific speech
speed speeding spell spend spent spice spider spike spill spinach spine spinster spiral spirit spit
spite splinter split spoil spoke spoken spoon sport spot sprain spread spring sprinted sprout
spruce squad square squeak squeeze squint squire squirrel stab stabbed stable staff stag stage
stair stairs stake stall stalls stamp stand standard star stare start startle starve state
statement station stay stayed steady steal stealing steel steep steering step stepdad stepmum
sterling stern stew steward stick stiff still stir stitch stitches stocking stocky stole stolen
stomach stone stood stool stop stopped store storey stories stork storm story stove straight
straightforward strain strange stranger strangers straw strawberry stream street strength stress
stressed stretch strict strike string stripe stroke stroll strong struck structure struggle
struggled stubborn stuck student studio study stuff stumble stump stupid style subject subway
succeed success such sudden sue suffer suffered suffering sugar suggest suit sulk sullen sultan
sultry sum summat summer sun sunday sundays sunflower sunny sunrise sunset sunshine supermarket
supper support supported supportive suppose supposed sure surely surf surface surge surgeon surgery
surprise surround survive survivor suspect suspended suspicious swab swallow swan swap swear sweat
sweater sweating swede sweep sweet swelling swept swift swim swindler swing swiped switch swollen
sword swore sworn sympathy synagogue syringe syrup system table tablet tablets tackle tag tail
tailor take takeaway taken tale talent talk talking tall tank tanner tantrum tap tape target tart
tartan taste tatty taught taunt tax taxi tea teach teacher teak team teapot tear tearful tears
tease technique teddy teenage teenager teens teeth tele telephone television tell telly temper
temple temporary temptation tempted ten tend tender tenner tension tent term terminal terrace
terrible terrier terrify terror test text than thank thankful thanks that thatch the theatre theft
their theirs them themselves then therapist therapy there therefore these they thick thief thieves
thimble thin thing think third thirteen thirteenth thirtieth thirty this thistle thorn thorough
those though thought thoughtless thoughts thousand thousandth thread threadbare threat threaten
threatened three threw throat throne through throughout throw throwing thrown thud thug thumb
thumped thunder thursday thus thyme ticket tickets tide tie tied tiger tight tights tile till
timber time tin tiny tip tired title to toad toast toaster today toddle toddler toe toffee together
toilet told toll tomato tomorrow tone tongue tonic tonight too took tool tools tooth top topaz
torch torment torn tortoise torture tot total touch touched tough tour toward towards towel tower
town towpath toxic toy trace track tracksuit tractor trade trader traffic tragedy tragic trail
train trainer trainers training tram transfer trap trash trauma traumatic travel tray treacle
treasure treasured treat treated treatment treaty tree tremble trembling tremor trend trial tribe
tribute trick tried trifle trigger triggered trillion trim trinket trip triple trolley troop trophy
trouble troubled trousers trout truck trudged true truly trumpet trunk trust trusted trusting truth
truthful try tube tuck tuesday tug tulip tumour tune tunnel turf turkey turn turner turning turnip
turquoise turtle tussle tutor twelfth twelve twentieth twenty twice twilight twin twist twitch two
tying type tyre tyres ugly umbrella umpire unable unaware unbearable uncle uncomfortable under
underneath underpass understand understanding understood undertaking undo unfair unforgivable
unfortunate unhappy unicorn uniform union unit unkind unless unlike unlock unreasonable unsafe
unsettled until up upon upset upsetting upstairs urge us use used useful useless usual usually
utter valley valuable value valued values valve van vandal vandalism vanish various vase vault
vehicle veil velvet venue verdict verge verger verse version very vest vicar vicious victim victims
victor video view vigilant village vine violated violence violent violet violin viper virgin virtue
visa visible visit visitor visits vivid voice void volcano volcanoes volley volunteer volunteers
vomit voucher vow vulgar vulnerable wade wage wages waggon wailed waist wait waiter waiting wake
walk walker walking wall wallet walloped wallpaper wander want war ward warden wardrobe wards warm
warmth warn warning was wash wasp waste wasted watch watchstrap water wave way we weak weakness
wealth weapon wear weary weather weaver web wedding wedge wednesday weed week weekday weekend
weekends weekly weep weigh weight weird weirdo welcome welding well wellbeing went wept were west
wet whacked whale wharf what whatever whatsoever wheat wheel wheelchair when whenever where whereas
wherever whether which whichever while whilst whimper whip whisper whistle white who whoever whole
wholly whom whose why wicked wicket wide widow widowed width wife wild will willing willow win
wince wind winder window windscreen wine wing winked winner winter wipe wiper wire wisdom wise wish
wishes wit with within without witness witnessed wizard woke wolf woman women won wonder wondered
wonderful wood woody wool word words wore work workbook worker workshop workshops world worm worn
worried worry worrying worse worst worth worthless worthwhile would wound wounds wrap wreck wren
wrist write writing written wrong wrote xray yacht yard yarn yawn yeah year yearly yeast yell
yelled yelling yellow yes yesterday yet yob yoga you young younger youngest your yours yourself
yourselves youth zebra zero zillion zimmer zip zone
""".split()
)
