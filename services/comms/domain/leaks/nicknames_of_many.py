"""Usual short forms and spellings of names from many heritages, as they are used in Britain.

Families stand between bars, the long form first, as in ``nicknames``. In plain letters (Małgorzata: malgorzata).
"""

from __future__ import annotations

SOUTH_ASIAN = """
aisha aishah ayesha ayisha aysha esha aish | amandeep aman amo | amarjit amar jeet amo
anjali anj anju anjie | arjun arj aj | arshad arsh | arvinder arvi vinder | balbir bal bally bill
baljinder bal jinder bally | baljit bal jit bally | balwinder bal winder bally
bhupinder bups bhups pinder | bilal bil billy bilz | bikram bik | chandra chand
daljit dal daljeet | davinder dav davi vinder dave | deepak deeps | deepika deeps dipi deepi
devinder dev vinder | dilip dil | faizan faiz faz | farhan farz faz | farooq faruq faz farouk
fahad faz | fazal faz | gurdeep gurd guru | gurinder gurps guri gurinda | gurmeet gurms
gurpreet gurps guri gurp preet gurpz | gurvinder gurv guri vinder | hardeep hardy
harinder harry hari harj | harjinder harj jinder harry | harjit harj harjeet harry
harpreet harps harp preet harry harpz | harvinder harv vinder harvey | haroon harun haz
imran immy imi imz imy | inderjit inder indy | iqbal iqi ik | iqra iq | ishaan ish
jagdeep jag jags | jaspreet jas jasp jass preet | jaswinder jas jass jassy jaz winder
jatinder jat jats | javed jav jaz | jitender jit jitz | junaid jun jay juni | kabir kab kabs
kamal kam kamz | kamaljit kam kamal | kamran kam kami kamz | karamjit karam kaz | kashif kash
khadija khadijah khadeeja kadija dija dee | kiran kir kiz | kulwinder kul kully winder
kuldeep kul kully | lakhvir lakhi laki | lakshmi laxmi laks | mandeep mandy mand
manjit manj manjeet | maninder mani mannie | manpreet manny mani preet mandy
meenakshi meena mina | mohammed mo mohd moh mohammad muhammad md hamid moe momo | mukesh muk muks
nadeem nads nad | nadia nads nadz nadi | narinder narin nindy | navdeep nav | naveed nav navid
navjot nav | nasreen nas nasrin naz | nazia naz | nikhil nik nikz | noor nur
nusrat nush nus nusi nuz | omprakash om | parminder parm pam parmi pami | parveen parv pav
parvinder parv pav | pardeep pradeep parj | prakash prak | pritpal prit
priyanka priya pri prinks | qasim qas kasim kaz | raheem rahim raz | rajesh raj raju rajj rajiv
rajinder raj rajj | rajvir raj | rakesh rocky rak raks | ramandeep raman ramz
ranjit ranj ranjeet | rashid raz | ravinder rav ravi raz | rehana reh | rizwan riz rizz rizzy
rukhsana rukh ruki roxy | rupinder rups rupi | sabeena sab | saima saims | sajid saj
saleem salim sal | sandeep sandy sandip | sanjay sanj sanjeev | sarabjit sab sarb sabby
satinder satty | satwinder winder | shabana shab shabs | shabnam shab shabs
shahid shah shahz shaz | shahnaz shaz naz shahz | shakeel shak shaq | shamim sham
shazia shaz shazi | sukhdeep sukh suki | sukhjinder sukh sukhi | sukhvinder sukh suki sukhi suky
sukhwinder sukh suki winder | sunil sun sunny | suresh sur | surinder suri sindy shindy
surjit surj | tahir taz tah | tajinder taj | tanveer tanvir tanz | tariq tarik tareq taz riq
tejinder tej tejj | usman uthman usi uzi | vijay vij vj | vikram vik vic viks | vishal vish
wasim waseem waz | yaqub yakub yaq yaqoob | yasmeen yas yaz | younis younus yunus yoonis
zahid zah zed | zahra zara zaz | zainab zaynab zee zai zay | zeeshan zee shan zish zeesh
zubair zub zubs
"""
AFRICAN = """
abdirahman abdi abdul rahman abdurahman abdirahmaan | abdullahi abdi abdulahi abdul
abiodun abi biodun abbey | abimbola abi bimbo bim bola | abosede bose | adaeze ada daeze eze adaz
adebayo ade bayo debayo | adedayo ade dayo | adekunle ade kunle | adeola ade ola deola
aderonke ronke ade | adesola ade sola | adetokunbo ade tokunbo toks | adewale ade wale
adeyemi yemi ade | akinola akin | akosua akos | akua akwia | amina mina amy
anuoluwapo anu anuolu | ayaan ayan | ayodele ayo dele | ayokunle ayo kunle | babajide jide
babatunde tunde baba babs tunds | blessing bless blessy | bolanle bola | bukola buki bukky
chiamaka amaka chi | chidinma chidi dinma | chidiebere chidi ebere | chika chi
chimamanda amanda manda ada | chinedu nedu edu | chinonso nonso | chinwe chi chichi
chioma chi omar | chukwudi chudi chuks | chukwuemeka emeka emy chuks meka chukwu
damilola dami lola | deborah debs | ebenezer eben ben | ebere ebby | efua efia | ekene kene
emmanuel manny emma emman manuel | esther essy | fadumo fadi faduma | folasade sade fola shade
folake fola | funmilayo funmi funmie | gbenga benga | halima halimo | hodan hodo hods
ifeanyi ify ifey | ifeoma ify ife oma | ifrah ify iffy | ikechukwu ike iyke | ismail isma
iyabo iya | jimoh jim | kehinde kenny ken | khadra kadra | kelechi kele kc | kolawole kola
kwabena kobby kwab kobina | kwaku kweku | kwame kwamz kwam | kwasi kwesi | liban libby liba
mahamud mahamed mohamud moha | mariam maryam mari | modupe dupe | mohamud mo | mustafe musti
ngozi ngo ngoz goz | nkechi kechi | nnamdi namdi | obinna obi binna | olabisi bisi ola
oladele dele ola | olamide ola mide | olanrewaju lanre | olayinka yinka ola | oluchi olu luchi
olufemi femi olu | olufunke funke | olumide olu mide | oluseun seun | olusegun segun olu shegun
olusola sola | oluwadamilare dami | oluwakemi kemi | oluwaseun seun olu shawn | oluwatobi tobi
oluwatosin tosin tos | oluwatoyin toyin | omolara lara omo | omotola tola | onyeka onye
osman ozzy | patience pash | segun shegun | simisola simi sola | sulaiman suleiman sule suli
taiwo tai | tamunotonye tonye | temitayo temi tayo | temitope temi tope temmy | titilayo titi
tolulope tolu lope | toluwalase tolu | uchenna uche | uzoma uzo | yetunde tunde | yewande wande
zahara zara
"""
CARIBBEAN = """
alphonso fonzo al | anastasia ana stacey tasha | beverley bev beverly | clarence clarrie
clinton clint | courtney cj | cuthbert bert | delroy del roy delly | denzel denz denzil
desmond des dezzy desi | devante dev vante | dwayne duane dway | everton ev evo | fitzroy fitz roy
glendon glen | granville gran | hyacinth hya cynth | ingrid ing | jermaine jay jerm maine jermz
jerome rome jay | kadeem kads deem | keisha kee keish kiki | kymani ky mani | lascelles las
latoya toya lala | leroy lee roy leeroy | linford lin | lloyd loydy | marcia marce
marlon marl marlz marls | marvin marv | maxine max | merlene merl | michaela mica mikayla kayla
monique mon mo nique monny | montel monty | neville nev | orville orv | precious presh
rasheed sheed | rohan ro | romario rom | ronique ro | rupert rups | shanice shan niecy sha neecy
shaniqua shan niqua | sharlene shar | tanisha nisha tish | tamika tam mika | tremaine trey tre
tyrone ty rone tyro | tyrell ty | winston winnie winst | yvette eve
"""
EASTERN_EUROPEAN = """
adrian adi | agata aga agatka | agnieszka aga agi agnes agusia agnieska
aleksander alek olek alex | aleksandra ola olka alex sandra | alexandru alex sandu | alina ala
anastazja nastka | andrei andy | andrzej andy jedrek andrew | aneta anetka | anna ania anka andzia
barbara basia baska | bartosz bartek bart | bartlomiej bartek bart | beata beatka
bogdan bogdi bodzio | boguslaw bogus bogdan | cezary czarek | cristian cristi chris
cristina cris cristi | damian damo | daniela dana dani | dariusz darek dario | dominik domi
dorota dorotka dora | edyta edi edytka | elena ela lena | elzbieta ela elka eliza beth
emilia emi emilka | ewa ewka eva | florin flo | gabriela gabi gabs | gabriel gabi gabs
georgiana geo | gheorghe george ghita gigi | grazyna grazka | grzegorz grzes greg grzesiek
halina hala | henryk heniek henry | ilie ilia | ioana ioa ana | ion ionel ionut | ionut ion
irena irka | iwona iwonka | jacek jac jack | jadwiga jadzia | jakub kuba jake | janusz janek jan
jaroslaw jarek | jerzy jurek george | joanna asia aska joasia jo | jolanta jola | jozef jozek joe
justyna justa | kamil kamilek | karol lolek | katarzyna kasia kaska kate kat kash
kazimierz kazik kaz | konrad kondzio | krystyna krysia
krzysztof krzys krzysiek kris chris krisztof | lidia lida | lucyna lucy
lukasz luki lukas luke lukaszek | maciej maciek mac | magdalena magda madzia lena maggie mags
malgorzata gosia goska malgosia margo maggie | marcin marcinek martin | marek mareczek mark
mariusz mario | marta martusia | mateusz mati mateo matt | michal michalek mike | mihaela miha ela
mihai misu mike | miroslaw mirek | monika mona | natalia natka nat | nicolae nicu nick
nikola niki | oleksandr sasha olek | olga ola | patryk pati pat | pawel paul pawelek
piotr piotrek peter pete | przemyslaw przemek shem | radoslaw radek | rafal rafalek raf
razvan raz | robert robcio | roxana roxi | ryszard rysiek | sebastian seba | slawomir slawek
stanislaw stan staszek stas | stefan stefek | sylwia sylvia syl | szymon simon szymek
tadeusz tadek | teodora teo dora | tomasz tomek tom tomus | urszula ula ulka | vasile vasi
viorica vio | waldemar waldek | wieslaw wiesiek | wiktor viktor | wiktoria wika viki
witold witek | wladyslaw wladek | wlodzimierz wlodek | wojciech wojtek wojt wojtus voytek voytech
zbigniew zbyszek zbig ziggy | zdzislaw zdzich | zofia zosia zoska sofia | zuzanna zuza
"""
TURKISH_AND_ARABIC = """
abdelkader kader | abdulkadir kadir abdul | abdulrahman rahman abdul | ahmet ahmad ahmed ahmo
ali alik | alaaddin aladdin ala | ayse aysha aise ayshe ays | burak bur | caglar cag
cemal jemal cem | cigdem cig | dalia dali | ebru eb | elif elfi | emine emi | emre em emo emrah
fatma fatos fatima fati | ferhat ferd | gokhan gok gokce | gulsen gul gulshen | hakan hak hako
halil halo | hatice hati hatidje | hisham hish | huseyin hus husso
ibrahim ibo ibby ibs ibra brahim bram | ismail isma izzy iso | kaan kan | khalid khal kal khaled
layla leila leyla laila | mahmoud mahmud moud | mariam mimi | mehmet mehmed mem | merve mer
murat mur muro | mustafa mus musti musto taf | mustapha mus musti taf | noura nora nou nour
nour noor | omer omar | onur oni | osman osi oz | ozgur oz | ozlem oz ozzy | rachid rach
rania rani | samir sam sammy | selim sel | serkan serk | seyma shey sheyma | sibel sib | sinan sin
suleyman suli sulo suleiman | tarek taz | umut um | walid wal | yasin yas | yildiz yil
yusuf yusi joe | zeynep zey zeyno zeyna
"""
CELTIC = """
aine anya | aisling aislinn ashling | alasdair ali al | angharad anghi anga harri | aoife eefa
aonghus angus gus | blathnaid blath | branwen bran | breda bree | bronagh bron
bronwen bron bronnie | bronwyn bron bronnie bronny | brynmor bryn | cadwaladr cad
caitriona trina cat caitlin | caoimhe keeva kweeva caoi | carwyn caz | catrin cat catz
catriona cat trina katie | ceinwen cein | cerys cez | cillian cill | ciara kiera | colm col
conchobhar conor | cormac mac corm | dafydd dai daf dafs taff david dave | deirdre dee dede
dermot derm | diarmuid dermot diarm | donal don | eilidh ellie eils | eimear eim emer | eirian eir
eluned lyn | emyr em | eoghan owen eoin eoge | eoin owen | fergus ferg fergie
fionnuala nuala fi finn | fionn finn | gearoid ger gary | geraint ger gez | gethin geth
glenys glen | grainne grania gra gran | gruffydd griff gruff | gwendolyn gwen gwenny
gwenllian gwen gwenny llio | gwyneth gwyn gwen | hamish hame | heledd hel | huw hugh huwie
iestyn iest | ieuan ieu iewan | ifan ivan | iona io | iorwerth iori | kirsty kirst
llewellyn lew llew lyn llewelyn | llywelyn llew lyn | lowri lowz | mairead mair maisie
mairi mari | malachy mal | mairwen mair | muireann mui | myfanwy myf fanny vanwy | nerys nez
niall nialler | niamh neve nee niamhy | orla orlaith | owain owen
padraig paddy pat podge porick paudie padraic podraig | rhiannon rhi rhia annie rhian
rhodri rhod | roisin rosh ro rose | ruairi rory ru | saoirse sersh sersha
seamus shay james jim shamus | sean john jack shawny | sinead shin nead shinny
siobhan shiv shivs siob shevaun bhan siobh | sorcha sor | tadhg tadg teague tige | tegwen teg
tomos tom | una oonagh oona
"""
OTHERS = """
alejandro alex ale | anderson andy | antonio toni tony antonios | athanasios tasos thanasis
beatriz bia bea | carlos carl | catarina cat cata | christos chris
constantinos costas dinos kostas | cristiano cris | demetrios jim jimmy dimitri mitso
despina dessie | dimitrios dimitri jim jimmy dim mitch | eduardo edu eddie ed
eleftherios terry lefteris | eleni helen lena | evangelos vangelis angelo | fernanda nanda
fernando nando fern | filipe phil lipe | georgios george yorgos | giuseppe joe beppe | goncalo gon
guadalupe lupe | guilherme gui guy | guillermo bill | ignacio nacho | ioannis yannis john
ioanna jo joanna | jiahui jia hui | joao joe | jose pepe joe | konstantinos kostas costas
kyriakos kikis | leandro leo | leonardo leo leon | luis lou | manuel manny manolo
margarida guida margo | maria mari | meiling mei ling | mercedes merche mercy | miguel mig mike
minh min | nikolaos nick nico nikos | panagiotis panos takis peter | paulo paul | rafael raf rafa
raquel quel | ricardo ric ricky | rodrigo rod | salvatore sal | santiago santi | sebastiao seb
stavroula voula | stylianos stelios | suyin su | tatiana tania | vincenzo vinny enzo
vladimir vlad vova | xiaoming xiao ming | yevgeny zhenya gene | yuchen yu chen | zhiwei zhi wei
"""
ENGLISH_TOO = """
bernadette bern | charlotte lotte charl | chantelle chan chantel chanty | christabel bella
crystal chris krystal crys | dominique dom domi nikki
elizabeth lizbeth liza lise liddy elspeth tetty | emmeline em | frederica freddie
gabrielle gabby gabs elle | georgiana georgie | gwendoline gwen wendy | imogen immy imo
isabella izz bel | jacqueline jac jax jackie jaqui quelina jaki | jemima jem mima
jennifer jenna jenni jeni jenn | josephine josey fifi
katherine kaz kitkat kitti kathie katy kathi | leticia tish letty | lucinda lu cindy
madeleine maddie maddy mads madeline | marguerite margo rita | matilda tilly mattie tilda
meredith merry | michelle shel mish chell mich | millicent millie | montgomery monty
nathalie nat | nicholas nicho nik niko | penelope pen pennie | phoebe phoebs febe pheebs bee
priscilla cilla pris | rebecca bec becs becki bekka reba | samantha manth sams | sebastian baz
stephanie steff stephy | theodore theo ted teddy | tiffany tiff | veronica nica roni
wilhelmina mina billie | winifred fred | alexander zan lexi sandor eck | benedict ben benny
bartholomew bart barty | cassandra cass cassie | christopher christie kip stopher | crispin cris
cornelius neil | daniel dano | darren dazzer | dennis denny | douglas dug dougal
graham gray gra grah | gareth gaz gazza garry | jonathan jono jonno jonty | jeremiah jerry jem
joshua jish jos | kenneth kenno | lawrence lawrie | lewis lew | matthew matts matthews mattie
mitchell mitch | montague monty | nathan nath | percival percy | quentin quent | randolph randy
robert robbo bobbie rab rabbie | roland rolly | rupert roo | sharon shar shazz | sheridan sherry
stephen steph steevie | solomon sol solly | terence tezza | thomas tommo thom | timothy timbo
tristan tris | vincent vinnie | william wilf bilbo | zachariah zed
"""
ALL = (
    SOUTH_ASIAN,
    AFRICAN,
    CARIBBEAN,
    EASTERN_EUROPEAN,
    TURKISH_AND_ARABIC,
    CELTIC,
    OTHERS,
    ENGLISH_TOO,
)
