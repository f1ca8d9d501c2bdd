"""What a seventh hand's cases and letters are made of. Nobody in them lives.

Telephone numbers are of the ranges kept for drama, addresses of mail of the domains kept for examples; the
districts of the postcodes, the streets' towns, the prisons, schools and firms are not on any map.
"""

from __future__ import annotations

GIVEN = (
    "Jordan Chidinma Oluwaseun Yetunde Kwame Abena Tariq Ayesha Imran Rukhsana Harpreet Gurdeep Manjit Priyanka"
    " Rajesh Lakshmi Niamh Siobhán Ciarán Aoife Máiréad Dylan Gethin Rhiannon Eluned Angus Catriona Hamish Łukasz"
    " Agnieszka Zofia Bartosz Radu Ioana Dmitri Oksana Zoë Chloë André Thérèse Jean-Luc Marie-Claire Ludovic Ingrid"
    " Søren Jürgen Nikolaos Despina Giancarlo Concetta Inês Thiago Mehmet Elif Yusuf Fatima Zaynab Hussein"
    " Tendai Sipho Nomvula Thandeka Meilin Xiaoming Nguyet Thanh Hiroshi Keiko Delroy Shanice Tyrone Latoya Leroy"
    " Elizabeth William Katherine Margaret Christopher Alexander Stephanie Nathaniel Gillian Trevor Bernard"
    " Grace Hope May Will Mark Faith"
).split()
FAMILY = (
    "Okafor|Adebayo|Ogunleye|Mensah|Boateng|Hussain|Chaudhry|Begum-Rahman|Sandhu|Dhaliwal|Venkataraman|Subramaniam"
    "|Krishnamurthy|O'Rourke|O'Shaughnessy|Ní Bhriain|Mac Giolla|McAllister|McGillicuddy|MacPherson|Llewellyn"
    "|ap Gwilym|Prothero|Wójcik|Kowalczyk|Dąbrowski|Popescu|Ştefănescu|Kovalenko|Baptiste-Clarke|Smythe-Harding"
    "|Featherstonehaugh|Thistlethwaite|Ramsbottom|Entwistle|Cholmondeley|van der Meer|de Souza|D'Angelo|da Costa"
    "|von Reichert|al-Rashid|El-Sayed|bin Yusof|Papadopoulos|Castellano|Müller-Wendt|Sørensen|Yılmaz|Demirtaş"
    "|Moyo|Ndlovu|Dlamini|Takahashi|Nguyen|Zhang-Whittle|Campbell-Reid|Braithwaite|Winstanley|Pinnock|Hargreaves"
    "|Blenkinsop|Tattersall|Oyelaran|Kaczmarek|Fairweather|Bishop|Young|Price|Frost|Cook"
).split("|")
ORDINARY = frozenset("grace hope may will mark faith bishop young price frost cook".split())
RELATIVES = (
    "Sharon Kayleigh Demetrius Abimbola Ifeoma Nasreen Zubair Balvinder Surinder Gráinne Fionnuala Myfanwy Iestyn"
    " Morag Fergus Katarzyna Wojciech Svetlana Bogdan Renée Anaïs Wilhelmina Ottoline Kyriakos Rosalia Joaquim"
    " Zeynep Emre Khadijah Abdullah Mpho Lindiwe Jiayi Sakura Winston Marlon Keisha Precious Maureen Geraldine"
    " Doreen Clifford Tracey Darren Lorraine Jasmine Courtney Rebecca Jonathan Nicholas Patricia Victoria"
    " Ziggy Bramble Rufus Tinker Monty Luna Pickles"
).split()
NICKNAMES = {
    "Elizabeth": "Lizzie",
    "William": "Billy",
    "Katherine": "Kathy",
    "Margaret": "Maggie",
    "Christopher": "Chris",
    "Alexander": "Alex",
    "Stephanie": "Steph",
    "Nathaniel": "Nate",
    "Gillian": "Gill",
    "Trevor": "Trev",
    "Bernard": "Bernie",
    "Rebecca": "Becky",
    "Jonathan": "Jonny",
    "Nicholas": "Nick",
    "Patricia": "Pat",
    "Victoria": "Vicky",
    "Geraldine": "Gerry",
    "Clifford": "Cliff",
    "Katarzyna": "Kasia",
}
STREETS = (
    "Marlowe Hollins Kestrel Alderbrook Wheatcroft Pembury Tollgate Harcourt Inkerman Balaclava Larkfield"
    " Coldharbour Brackenhurst Dunstanville Oakenshaw Penhallow Quarrington Rushmere Silverthorn Trevithick"
).split()
STREET_KINDS = {
    "Road": "Rd",
    "Street": "St",
    "Avenue": "Ave",
    "Close": "Cl",
    "Lane": "Ln",
    "Crescent": "Cres",
    "Gardens": "Gdns",
    "Terrace": "Terr",
    "Drive": "Dr",
    "Grove": "Gr",
}
TOWNS = (
    "Elmscombe Wetherbrough Castlemere Dunwold Ashenford Tarrowby Netherhythe Quillingham".split()
)
HOUSES = ("Gorse Cottage", "Thornfield Villa", "Ravenscar Lodge", "Wisteria Barn")
BLOCKS = ("Pilkington House", "Attwater Court", "Ferndale Point", "Nightingale Tower")
ESTATES = ("Aldwick Estate", "Brockhurst Estate", "Hexley Estate")
DISTRICTS = "SE47 N58 E62 M64 LS47 L53 BN77 NG53 W29 SW37 CR26 S57 TN67 BS74 CF93 B88".split()
DIALLED = (
    "07700 900",
    "07700 900",
    "07700 900",
    "020 7946 0",
    "0161 496 0",
    "01632 960",
    "0113 496 0",
)
SCHOOLS = (
    "Hollybank Primary School",
    "St Wilfreda's Academy",
    "Larkrise Infant School",
    "Copperfield High School",
    "Queen Ethelburga Grammar School",
    "Tannery Road Nursery",
    "Mossvale College",
)
EMPLOYERS = (
    "Brambleby Bakery Ltd",
    "Dunnett & Sykes Plumbing",
    "Kwikflow Logistics",
    "Tarragon Catering Services",
    "Northgate Tyres Ltd",
    "Ellershaw Care Homes",
    "Zenvale Solutions plc",
)
PRISONS = (
    "HMP Thornmere",
    "HMP Wexcombe",
    "HMP Garsdale",
    "HMYOI Pellingworth",
    "HMP Stokeholme",
    "HMP/YOI Corvedale",
)
HANDLES = (
    "jayz_okz",
    "lil.rhubarb",
    "mzshanz",
    "gethinator",
    "spudgunner",
    "queen_bee.x",
    "the.real.tink",
)
OTHERS = (
    "Mr Pemberton|Sister Bernadette|Officer Quigley|Chaplain Noakes|Rashford|Mandela|Dickens|Adele|Stormzy"
    "|Ms Vickers|Father Ignatius|Kev|Big Stu|Dr Osei-Bonsu|Attenborough|Beckham|Miss Tuffnell|Lenny|Judge Hartnoll"
).split("|")
PLACES = (
    "Blackpool|Skegness|Cornwall|Wembley|Margate|Scotland|Spain|Tenby|Leicester|Whitby|Jamaica|Lagos|Ireland"
    "|Brighton|the Lake District|Poland|the Isle of Wight|Norfolk"
).split("|")
TEAMS = "Arsenal Everton Millwall Villa Celtic Burnley Wrexham Leeds".split()
DATES = (
    "the 3rd of March|14 February|21 June|Boxing Day|last Tuesday|9 November|the first of May|Easter Sunday"
    "|Friday the 13th|the summer of 2019|two years ago|30/9"
).split("|")
NOT_BORN = frozenset({(3, 3), (14, 2), (21, 6), (9, 11), (1, 5), (26, 12), (30, 9)})
CLEAN = (
    "I have tried to write this {n} times and torn it up each time.",
    "I am not asking you to forgive me.",
    "What I did was wrong and nothing I say will change it.",
    "I hope that this letter finds you well, or as well as can be.",
    "May I say first that you owe me nothing.",
    "Will you let them know if you would rather not hear from me?",
    "Hope is a hard thing to hold on to in here.",
    "I think about that night every day.",
    "You may not want to read on, and I would understand.",
    "It left a mark on both of us, I know.",
    "I have lost my faith in a lot of things, but not in people.",
    "I was young and stupid, which is no excuse.",
    "I know the price of what I did now.",
    "There was a frost on the grass the morning I was sentenced.",
    "With good grace or bad, I have to live with it.",
    "I have learnt to cook a bit: rice, beans, a decent curry.",
    "The bishop came to the chapel and we all sang.",
    "They get us up at {n} and bang us up again by six.",
    "I share with a lad who snores like a train.",
    "The food is what you would think.",
    "I work in the laundry {n} mornings a week.",
    "I got my Level {d} in English and I am proud of that.",
    "I am doing a course about victims and it made me cry.",
    "The Sycamore Tree course was the first time I saw it from your side.",
    "My key worker says I have changed.",
    "I have been clean for {n} months.",
    "I go to meetings on Mondays and Thursdays.",
    "I watched {team} on the telly and they lost {d}-{e}.",
    "{team} against {team2} was the only good thing last week.",
    "I played five-a-side in the yard until my knee went.",
    "I ran {n} laps on {date} and was sick after.",
    "When I was small we went to {place} on the coach.",
    "I would like to see {place} one day.",
    "My nan used to talk about {place} all the time.",
    "{who} told us that you cannot undo a thing, only do the next one.",
    "I read a book that {who} gave me and it stayed with me.",
    "There is a song by {who2} that says it better than I can.",
    "{who} runs the group and does not let us off with anything.",
    "I started writing on {date} and I am still at it.",
    "It has been bad since {date}.",
    "On {date} I sat in the chapel and thought about you.",
    "I get angry, then I get sad, then I get tired.",
    "My hands shake as I write this, so sorry about the handwriting.",
    "You did not deserve any of it.",
    "I broke the window because I wanted money for drugs.",
    "I took your bag and I did not think about what was in it.",
    "I saw your face in court and I looked away.",
    "I should have pleaded guilty from the start.",
    "The judge said I was a danger, and she was right.",
    "I keep thinking of the noise the glass made.",
    "I cannot sleep with the light off any more.",
    "I used to love walking home and now I take a taxi.",
    "I changed the locks and I still check them {n} times a night.",
    "The children ask me why I am sad.",
    "I want to know why you chose us.",
    "Did you even think about who lived there?",
    "My doctor gave me tablets but they make me slow.",
    "I went back to work after {n} weeks and had to leave the room.",
    "The boss was kind about it, and the girls in the office brought flowers.",
    "It cost me {n}00 pounds to put right.",
    "I had saved {n} years for that bike.",
    "The dog would not go near the door for weeks.",
    "Rose bushes grow outside the window here, believe it or not.",
    "I painted the fence brown last week with the gardening party.",
    "It was a long road to get here.",
    "The street was dark and I was out of my head.",
    "I used to hang about by the station with the wrong crowd.",
    "I don't blame anybody else for it.",
    "My own mum will not speak to me and I don't blame her.",
    "My brother got out and went straight back in.",
    "I have a daughter I have not seen for {n} years.",
    "When I get out I want to lay bricks, something that stays up.",
    "I get out in {d} years if I keep my head down.",
    "They moved me off the wing in {month} after a fight that I was not in.",
    "In {month} it gets so hot that nobody sleeps.",
    "The library has {n}0 books and I have read most of them.",
    "I am learning Spanish from a tape.",
    "I paint now, mostly horses and the sea.",
    "God knows I am not a saint.",
    "I pray for you, if that is all right to say.",
    "Ramadan was hard but it cleared my mind.",
    "We had a proper Christmas dinner and I could not eat it.",
    "Please don't feel that you have to answer.",
    "If you have questions I will answer every one of them straight.",
    "I would look you in the eye and say it, if you ever wanted that.",
    "You can send this back unread.",
    "Thank you for reading as far as this.",
    "I was offered this by the restorative people and I said yes at once.",
    "The lady who came to see me listened for {n} hours.",
    "I am on page {d} of this letter already.",
    "There were four of us in the car and nobody told me to stop.",
    "I was on {n}0 pounds a day of the stuff.",
    "It is not much of a school report, is it?",
    "I left school at fifteen and never went back.",
    "The college sent me the papers and I filled them all in.",
    "I think of the house I grew up in, the smell of the kitchen.",
    "A mate of mine died in {month} and it woke me up.",
    "I said I was sorry in court but it was just words then.",
    "Somebody hurt my sister once, so I know a little of it.",
    "I don't want pity.",
    "I owe you the truth, so here it is.",
    "I can't give back what I took.",
    "My teacher here says to write as you speak.",
    "I was scared of you and now I am only tired.",
    "For a while I hated you, and I want you to know that too.",
    "Some days I am fine until I hear a motorbike.",
    "I still have the scar, {d} inches, on my arm.",
    "The police were good to me, on the whole.",
    "Victim Support rang me every week till it got better.",
    "I hope you get help, I do mean that.",
    "Do something with your life, that is all I ask.",
    "I want it to stop with us.",
    "I drew a line under it on {date}.",
    "Mark my words, I said, and then I did it anyway.",
    "The price of a phone card went up again.",
    "I took the number {n} bus so that I need not walk.",
    "They put me in cell {n} with a window that does not shut.",
    "My pad mate comes from {place} and sings all night.",
    "If it gets too much you can ring the Samaritans on 116 123.",
    "I watched Coronation Street every night with my nan.",
    "We got lost near Oxford Street on {date} and laughed about it.",
    "The estate I grew up on is all pulled down now.",
    "We had a flat with damp on every wall.",
    "I would love a job in a bakery, with the early hours.",
    "She works in a care home and comes home worn out.",
    "The primary school on our corner was shut for {n} weeks.",
    "{who} and {who2} are the only two I would listen to.",
    "I can spell now: s-o-r-r-y, I used to get it wrong.",
    "It took A LOT of nerve to pick up this pen.",
    "We won {d}-{e} on {date} and I scored one.",
    "It costs 1.{n}0 for a tin of tuna in here.",
    "Everyone said that time heals, and it did, a bit.",
)
OPENINGS = (
    "Hello,",
    "To whom it may concern,",
    "Hi,",
    "Good morning,",
    "To you,",
    "To the person I hurt,",
)
CLOSINGS = ("Yours sincerely", "With respect", "Sorry again", "Take care", "From me", "Thank you")
MONTHS = (
    "January February March April May June July August September October November December"
).split()
