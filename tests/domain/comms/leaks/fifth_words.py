"""What a fifth hand writes: people, places and sentences, and sentences that tell nothing."""

PEOPLE = {
    "James": "Jimmy", "Richard": "Ricky", "Edward": "Ted", "Henry": "Harry", "John": "Jack", "Sarah": "Sally",
    "Dorothy": "Dot", "Eleanor": "Nell", "Isabella": "Izzy", "Gabriel": "Gabe", "Zachary": "Zak", "Frederick": "Fred",
    "Albert": "Bertie", "Josephine": "Josie", "Katarzyna": "Kasia", "Małgorzata": "Gosia", "Francisco": "Paco",
    "Vladimir": "Vova", "Oluwaseun": "Seun", "Chukwuemeka": "Emeka", "Temitope": "Temi", "Sukhdeep": "Sukhi",
    "Alexandra": "Lexi", "Leonard": "Lenny", "Terence": "Terry", "Jacqueline": "Jackie", "Susannah": "Suzie",
    "Mohammed": "Mo", "Kimberley": "Kim", "Raymond": "Ray", "Penelope": "Penny", "Lawrence": "Larry",
}  # fmt: skip
"""A name and what its bearer is called."""
SOUNDS = {
    "Siobhan": "Shivaun", "Niamh": "Neeve", "Aoife": "Eefa", "Caoimhe": "Keeva", "Stephen": "Steven", "Geoffrey": "Jeffrey",
    "Catherine": "Kathryn", "Graham": "Graeme", "Michaela": "Mikayla", "Sean": "Shawn", "Phillipa": "Fillipa",
    "Xavier": "Zavier", "Nicholas": "Nikolas", "Dwayne": "Duane", "Krystal": "Crystal", "Yvonne": "Evonne",
}  # fmt: skip
"""A name and how somebody writes it who only heard it."""
FAMILIES = (
    "Quarrington Featherhough Blenkinsopp Marchmont-Adu Wrigglesworth Oyeyemi Szymborska Cholmondray Tankersmith"
    " Umpleby Gorecki Balasubramaniam Fotherbridge Nwachukwu Penhalligon Drinkwalter Kowalczak Ravenshawe"
    " Stubblefield Haddadian McGillivraith Yardleyman Thistlewaite Prendergost Bassingham O'Rafferkin"
).split()
STREETS = "Applecroft Bramblehurst Coldharrow Dovetail Elmsleigh Foxglove Gorseland Hollowbrook Ironmonger Kestrelfield Milkwood Quarryside".split()  # fmt: skip
TYPES = {"Drive": "Dr", "Road": "Rd", "Crescent": "Cres", "Avenue": "Ave", "Lane": "Ln", "Square": "Sq", "Grove": "Gr", "Close": "Cl"}  # fmt: skip
HOUSES = "The Old Forge,Rookery Nook,Primrose Cottage,Tinker's Barn,The Laurels,Windy Ridge,Gatekeeper's Lodge,Saddlers Yard".split(",")  # fmt: skip
TOWNS = (
    "Netherbourne,Castle Pemberly,Ashcombe Regis,Low Thirkettle,Great Wexcombe,Stoke Marrow".split(
        ","
    )
)
SCHOOLS = "{} Park Primary School,St {}'s Catholic School,{} Grammar School,{} Community College,{} Road Junior School,Little {} Nursery".split(",")  # fmt: skip
SAINTS = "Brannoc Cedd Etheldreda Frideswide Guthlac Petroc".split()
FIRMS = "{}'s Butchers,{} Logistics Ltd,{} Motor Spares,{} & Sons Roofing,The {} Tavern,{} Care Homes plc".split(",")  # fmt: skip
PRISONS = {
    "PVI": ("Pentonville", "the Ville"), "WSI": ("Wormwood Scrubs", "the Scrubs"), "WWI": ("Wandsworth", "Wanno"),
    "BXI": ("Brixton", "Brixy"), "MRI": ("Manchester", "Strangeways"), "BMI": ("Birmingham", "Winson Green"),
    "LEI": ("Leeds", "Armley"), "LPI": ("Liverpool", "Walton"), "BAI": ("Belmarsh", "Hellmarsh"), "WDI": ("Wakefield", "the Mansion"),
}  # fmt: skip
"""Code, name, and what those inside call it."""
CARS = "black Golf,grey Qashqai,white Sprinter,yellow Twingo,green Land Rover,orange Juke".split(
    ","
)
MONTHS = "January February March April May June July August September October November December".split()  # fmt: skip
ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()  # fmt: skip

SAID = {
    "name": (
        "It was {x} who sat with me all that night.", "I keep hearing {x} shouting on the stairs.",
        "If it helps, {x} wanted to come too.", "They kept asking me about {x} and I said nothing.",
        "Nobody blames {x} for any of it.", "I have not spoken with {x} since the trial.", "Regards from {x}",
    ),
    "address": (
        "You know where, {x}, the one with the blue door.", "I grew up at {x} and my mum never left.",
        "I go the long way round so as not to pass {x}.", "There were two of us outside {x} when it began.",
    ),
    "near": ("Ask the bloke at {x}, he saw.", "It is the woman at {x} who rang the police."),
    "postcode": ("Put {x} in the satnav and you are there.", "We are all {x} round here.", "They deliver to {x} now."),
    "phone": ("My sister picks up on {x} after six.", "Just try {x}, no need to say who you are.", "I had {x} until they took it off me."),
    "email": ("Anything for me goes to {x} these days.", "She checks {x} on Sundays.", "I am {x} if you want to answer."),
    "school": ("I collect the twins from {x} at three.", "She had to change from {x} in the middle of a term.", "You will have seen me outside {x}."),
    "employer": ("They gave me my old job back, {x}.", "I do nights at {x} mostly.", "He was laid off from {x} because of this."),
    "prison": ("I have been in {x} since the spring.", "They are moving me out of {x} soon.", "The food in {x} is what you would think."),
    "vehicle": ("You keyed my {x}, remember?", "We sold {x} because I could not sit in it.", "I saw {x} go past twice."),
    "social_media": ("My girl saw you on {x} of all places.", "I have blocked everybody, but {x} still works.", "Have a look at {x}."),
    "number": ("They filed it under {x}.", "If you ring up, say {x}.", "Everything about us is in {x}."),
    "date": ("I will be fifty on {x}.", "He was born {x}, same as my dad.", "The form asks: date of birth, {x}."),
}  # fmt: skip
FILLER = (
    "I am not much of a writer so bear with me.",
    "There is not a day when I do not go over it.",
    "Nothing that I say here changes what was done.",
    "My keyworker said to put down one thing at a time, so here it is.",
    "You do not owe me an answer, a look or a thought.",
    "I was off my head, which is a fact and no excuse.",
    "What I want most is to stop being afraid of the post.",
    "People ask how I am and I say fine, because what else.",
    "I used to like the sound of keys.",
    "The kids are all right, in case you wondered, mostly.",
)
CLEAN = """
We had eleven people at the table and not one of them ate.
The bloke at the shop still asks after me, bless him.
At number one on my list of things to say is sorry.
I came third, which is better than fourth, in the painting contest.
I was born in the year of the big storm, my nan used to say.
On the ninth day I stopped counting and on the tenth I slept.
He parked a black car by the gate, engine running, and I froze.
Dot your i's and cross your t's, my teacher used to say, and mind your p's and q's.
I paid a penny for every pound that I took, is how it feels.
A ray of light comes in at about six and lands on the wall.
You can jack it in or you can carry on, and I carried on.
I harry myself with questions. I josh with my mates and feel sick.
The scrubs that the nurse wore were green and she held my hand.
That old mansion of a house with the laurels in front was always shut.
They have a forge at the museum, and old tools, and a rookery behind.
The grammar in this is bad, I know; I left school at fifteen.
My care home days, my foster days, my park bench days.
I do my road work on the treadmill: five miles, forty minutes, twice a week.
I wrote a list: one, say sorry; two, listen; three, say nothing else.
It takes nine hundred steps to walk the yard, seven minutes if you hurry.
Double the dose did nothing; triple made me sleep for a day.
Oh, and thank you. Oh, one more thing.
Turn left at the square, then right at the grove, said the man, and I was lost.
I dove in after him; the brook was hollow and cold and full of leaves.
The quarry where we swam is fenced off now.
An apple a day, they say; a bramble in the finger, I say.
I was at work when they rang; the boss let me go at once.
I look at the dot on the wall and think of nothing at all.
Underscore that: nothing at all, at any hour, dot.
I have an old email that I never sent, and a letter that I burnt.
We lost the house, then the car, then each other.
My brother and my mother and my other brother came to court.
In the spring of nineteen ninety-nine I was happy, I think.
On the twenty-fifth of every month I light a candle.
Twenty-five minutes past nine, by the clock in the hall, exactly.
The officer with the beard gave me a pen. The one without took it.
His ref was as long as my arm; I copied it out wrong twice.
A. is for anger, B. is for better, as the workbook has it.
I see you, eye to eye, in my sleep, and why oh why.
You are the queue that I cannot jump; tea at four, and so to bed.
The manor was a mess. The ville, as they say in France, was asleep.
Walter said it will wash. Wanda said it will not.
Manchester won, Liverpool lost, and the whole wing heard about it.
I did not know that Leeds was so far from anywhere when I was a boy.
My star sign says that this week I will hear from somebody.
Ted talks, they call them, and I watched one about shame.
Fred Astaire would have laughed at my dancing, on that leg.
It was in the Close season, you know, no football on, nothing to do.
Avenue after avenue of trees, and I could not breathe.
""".strip().splitlines()
