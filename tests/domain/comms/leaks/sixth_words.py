"""What the sixth hand writes of: people of many heritages, places, and how each of them speaks.

Everybody is invented; the telephone numbers are those kept for drama, the mail domains for examples.
"""

PEOPLE = {
    "english": (
        (
            "James Robert Stephen Daniel Matthew Christopher Graham Jennifer Catherine Michelle Elizabeth"
            " Rebecca Charlotte Phoebe Jacqueline Sharon Darren Nicola Alexander Samantha"
        ),
        (
            "Featherstone Blenkinsop Wainwright Hargreaves Ollerenshaw Pemberton Thistlewood Hughes"
            " Ashcroft-Moore Barraclough Tattersall Rowbotham"
        ),
    ),
    "words": (
        "Grace Will Hope Mark Rose Summer Faith Joy Penny Frank Bill Rob Dawn Jack Robin Sky",
        "Young King Wood Cook Long Baker Fox Bell Price Day Rich Field Best Small Bishop Black",
    ),
    "south_asian": (
        "Harpreet Gurpreet Rajesh Priyanka Mohammed Aisha Nusrat Jaswinder Imran Parminder Sandeep",
        "Siddiqui Choudhury Chaudhry Dhaliwal Bhattacharya Hussain Patel Ahluwalia Rahman Sandhu",
    ),
    "west_african": (
        "Oluwaseun Temitope Chukwuemeka Ngozi Kwabena Adaeze Olumide Folasade Akosua Babatunde",
        "Okonkwo Adeyemi Boateng Olatunji Nwachukwu Owusu-Ansah Mensah Akinfolarin Eze-Obi",
    ),
    "caribbean": (
        "Delroy Winston Shanice Marlon Keisha Tyrone Latoya Leroy Monique Jermaine",
        "Campbell-Wright Braithwaite Pinnock Francis-Bailey Beckford Thelwell Gayle Blackwood",
    ),
    "polish": (
        "Łukasz Katarzyna Małgorzata Wojciech Agnieszka Tomasz Krzysztof Paweł Magdalena",
        "Wiśniewska Kowalczyk Zieliński Wójcik Szymańska Jabłoński Nowakowska",
    ),
    "turkish": (
        "Mehmet Ayşe Emre Zeynep Gökhan Şeyma Mustafa Özlem Çağla",
        "Çelik Yıldırım Şahin Öztürk Karadağ Demirtaş Güneş",
    ),
    "somali": (
        "Abdirahman Hodan Ayaan Mahamud Fadumo Ifrah Liban Sagal",
        "Warsame Abdullahi Farah Jimcale Guleed Hersi",
    ),
    "arabic": (
        "Khadija Ibrahim Zainab Tariq Layla Mustapha Noura Hisham",
        "Al-Masri Haddad El-Sayed Mansour Benali Al-Rashid",
    ),
    "chinese": (
        "Jiahui Xiaoming Meiling Zhiwei Yuchen Suyin",
        "Zhang Huang Ouyang Leung Cheung Wong",
    ),
    "irish": (
        "Siobhán Caoimhe Padraig Niamh Aoife Seán Declan Gráinne Eoghan",
        "O'Brien O'Sullivan McLaughlin Gallagher Maguire Breathnach D'Arcy",
    ),
    "welsh": (
        "Siân Rhiannon Gareth Bronwyn Gwenllian Llŷr Dafydd Angharad",
        "Llewellyn Pritchard ap-Rhys Cadwaladr Gruffydd Prosser",
    ),
}
WORDS = frozenset(
    (
        PEOPLE["words"][0] + " " + PEOPLE["words"][1] + " Send Ford Deal Reading Bath Sale Barking"
        " Rugby Next Boots Iceland Subway Shell Amazon"
    ).split()
)
SHORT = {
    "James": "Jimmy Jim Jamie", "Robert": "Bob Bobby", "Stephen": "Steve", "Daniel": "Dan Danny",
    "Matthew": "Matt", "Christopher": "Chris", "Jennifer": "Jen Jenny", "Catherine": "Cathy Kate",
    "Michelle": "Shell Chelle", "Elizabeth": "Liz Beth Lizzie Betty", "Rebecca": "Becky Becca Bex",
    "Charlotte": "Charlie Lottie", "Jacqueline": "Jackie", "Sharon": "Shaz", "Darren": "Daz",
    "Nicola": "Nicky", "Alexander": "Alex Xander", "Samantha": "Sam Sammy", "Harpreet": "Harps",
    "Gurpreet": "Gurps", "Rajesh": "Raj", "Priyanka": "Priya", "Mohammed": "Mo", "Jaswinder": "Jas",
    "Imran": "Immy", "Oluwaseun": "Seun", "Temitope": "Temi", "Chukwuemeka": "Emeka",
    "Olumide": "Olu", "Folasade": "Sade", "Babatunde": "Tunde", "Delroy": "Del", "Tyrone": "Ty",
    "Katarzyna": "Kasia", "Małgorzata": "Gosia", "Wojciech": "Wojtek", "Agnieszka": "Aga",
    "Tomasz": "Tomek", "Magdalena": "Magda", "Abdirahman": "Abdi", "Ibrahim": "Ibby",
    "Bronwyn": "Bron", "Gwenllian": "Gwen", "Rhiannon": "Rhi", "Gareth": "Gaz", "Frank": "Frankie",
    "Jack": "Jackie", "Dafydd": "Dai", "Siobhán": "Shiv", "Padraig": "Paddy",
}  # fmt: skip
SOUNDS = {
    "Stephen": "Steeven", "Christopher": "Kristofer", "Graham": "Grayam", "Jennifer": "Jenifa",
    "Catherine": "Kathrin", "Michelle": "Meeshell", "Charlotte": "Sharlot", "Phoebe": "Feebee",
    "Jacqueline": "Jaklin", "Matthew": "Mathyou", "Featherstone": "Fetherston", "Hughes": "Hewz",
    "Wainwright": "Wainrite", "Siddiqui": "Sidiky", "Choudhury": "Chowdry", "Chaudhry": "Chowdry",
    "Imran": "Imraan", "Priyanka": "Preeyanka", "Boateng": "Bwateng", "Łukasz": "Wookash",
    "Wojciech": "Voychek", "Katarzyna": "Katazhina", "Krzysztof": "Kshishtof", "Agnieszka": "Agneshka",
    "Paweł": "Pavel", "Wójcik": "Voychik", "Kowalczyk": "Kovalchik", "Wiśniewska": "Vishnevska",
    "Çelik": "Chelik", "Şahin": "Shaheen", "Ayşe": "Eyesha", "Yıldırım": "Yilderim",
    "Zhang": "Jang", "Huang": "Hwang", "Siobhán": "Shivawn", "Caoimhe": "Keeva", "Niamh": "Neeve",
    "Aoife": "Eefa", "Seán": "Shawn", "Padraig": "Porick", "Gráinne": "Grawnya", "Eoghan": "Owen",
    "Siân": "Sharn", "Rhiannon": "Reeannon", "Dafydd": "Davith", "Llewellyn": "Loowellin",
    "Gallagher": "Galaher", "Maguire": "Magwire", "McLaughlin": "Maclocklin", "Farah": "Farrer",
    "Khadija": "Kadeeja", "Tariq": "Tarik", "Leroy": "Leeroy", "Keisha": "Keesha", "Monique": "Moneek",
}  # fmt: skip
STREETS = (
    "Brackenbury Road", "Tolworth Gardens", "Station Road", "Orchard Close", "Church Lane",
    "Hollybush Crescent", "Marlpit Lane", "Ravenscourt Avenue", "Gladstone Street", "Mill Street",
    "Weavers Terrace", "Cardigan Street", "Bishopsgate Drive", "Lime Grove", "St Hilda's Road",
    "Park Avenue", "Penhallow Way", "Inkerman Street", "Green Lane", "Colquhoun Place",
)  # fmt: skip
DULL_STREETS = frozenset("Station Orchard Church Mill Weavers Lime Park Green Cardigan".split())
HOUSES = ("Osprey House", "Kestrel Court", "Mandela Point", "Attlee House", "Bluebell Court")
TOWNS = (
    "Walthamstow Harlesden Rochdale Thornaby Mossley Toxteth Splott Handsworth Chapeltown Lewisham"
    " Reading Bath Deal Sale Barking Rugby Cwmbran Peckham Thamesmead Oswestry"
).split()
AREAS = "E SE N M LS BD CF NN BR CR SW WV PE DE TS".split()
SCHOOLS = (
    "St Bartholomew's Primary School", "Kingsmead Academy", "Holly Lodge Girls' School",
    "Thornhill Community College", "Al-Noor Primary School", "Ysgol Glan Morfa", "Our Lady of Lourdes School",
    "Bexcombe High School", "Oakfield Nursery", "Marlborough Road Infant School",
)  # fmt: skip
EMPLOYERS = (
    "Halloway Motors Ltd", "Greggs", "Brightcare Nursing Home", "Next", "Boots", "Iceland", "Subway",
    "Dunmore Logistics", "Patchwork Laundry Services", "Tesco", "Zenith Scaffolding Ltd", "Amazon",
    "Fratelli's Pizza", "Kellerman and Sons", "Shell", "Northgate Buses",
)  # fmt: skip
PRISONS = {
    "HMP Wandsworth": "Wanno", "HMP Pentonville": "the Ville", "HMP Wormwood Scrubs": "the Scrubs",
    "HMP Send": "", "HMP Ford": "", "HMP Bronzefield": "", "HMYOI Feltham": "", "HMP Belmarsh": "",
    "HMP High Down": "Highdown", "HMP Strangeways": "", "HMP Drake Hall": "", "HMP Risley": "",
    "HMP Berwyn": "", "HMP Thameside": "",
}  # fmt: skip
CARS = (
    "silver Vauxhall Astra",
    "white Renault Kangoo",
    "black Volkswagen Golf",
    "red Nissan Micra",
)

TRAPS = {
    "Grace": ("It took grace to read your words.", "There is a grace period on the rent."),
    "Will": ("Will you read this to the end?", "I have no will to fight any more.", "My gran left no will."),
    "Hope": ("Hope you are well.", "I hope it gets better.", "There is still hope, I think."),
    "Mark": ("It left a mark on all of us.", "Mark my words, I have changed.", "I got a good mark in maths."),
    "Rose": ("The sun rose and I had not slept.", "There was a rose on the grave."),
    "Summer": ("Last summer was the worst.", "Summer is always hard for us."),
    "Faith": ("I lost my faith in people.", "Faith is what keeps me going."),
    "Joy": ("There was no joy in the house.", "I jumped for joy when it ended."),
    "Penny": ("The penny dropped in the second week.", "I never had a penny of it back."),
    "Frank": ("I want to be frank with you.", "We had a frank talk."),
    "Bill": ("The bill came to more than I had.", "Who pays the bill for that?"),
    "Rob": ("I never meant to rob anybody.", "You rob people of their sleep."),
    "Dawn": ("I wake before dawn.", "Dawn is the worst hour."),
    "Jack": ("I had to jack up the car.", "They know jack about it."),
    "Robin": ("A robin sits on my window.",),
    "Sky": ("The sky was grey that day.",),
    "Young": ("I was young and stupid.", "Young people do daft things."),
    "King": ("You acted like the king of the street.", "We had a king size bed then."),
    "Wood": ("The wood of the door was split.", "Touch wood it is over now."),
    "Cook": ("I cook for everybody now.", "I want to be a cook one day."),
    "Long": ("It was a long night.", "How long does it take?"),
    "Baker": ("I buy bread at the baker on the corner.",),
    "Fox": ("A fox got into the bins.",),
    "Bell": ("Every time the bell rings I jump.",),
    "Price": ("I paid the price for it.", "You can not put a price on sleep."),
    "Day": ("Every day is the same.", "Day after day I think of it."),
    "Rich": ("We are not rich people.",),
    "Field": ("I ran across the field.",),
    "Best": ("I did my best.", "All the best to you."),
    "Small": ("It is a small thing to ask.", "I felt so small."),
    "Bishop": ("The bishop gave a talk here about it.",),
    "Black": ("I wore black for a month.", "It all went black."),
    "Reading": ("Thank you for reading this.", "I like reading at night."),
    "Bath": ("I could not even have a bath in peace.",),
    "Deal": ("It was a big deal for me.", "I can not deal with it."),
    "Sale": ("We got the sofa in a sale.",),
    "Barking": ("The dog was barking all night.",),
    "Rugby": ("I used to play rugby on Sundays.",),
    "Next": ("The next morning I rang in sick.", "Next time I would walk away."),
    "Boots": ("There was mud on the boots.",),
    "Iceland": ("I saw a programme about volcanoes in Iceland.",),
    "Subway": ("I never use the subway under the road now.",),
    "Shell": ("I went into my shell for a year.",),
    "Amazon": ("They burn the forests by the Amazon.",),
    "HMP Send": ("I will send this when I am ready.", "Please send me an answer."),
    "HMP Ford": ("My first car was a Ford.", "I can not afford to move."),
    "Station": ("I waited at the station for an hour.",),
    "Orchard": ("There was an orchard behind us when I was small.",),
    "Church": ("I light a candle in church.",),
    "Mill": ("It goes round in my head like a mill.",),
    "Park": ("The car park was dark.", "I sit in the park and think."),
    "Green": ("I still see the green jacket.",),
    "Lime": ("I drank a soda and lime and went home.",),
    "Cardigan": ("I lost a cardigan that my nan knitted.",),
}  # fmt: skip
STRANGERS = (
    "The lady from Victim Support, Mrs Vickers, was kind.", "I watched that film with Bruce Lee.",
    "My solicitor Mr Quigg said not to.", "I pray to Saint Jude.", "I read a book by Dickens.",
    "I got £340 from the insurance.", "It was about half past ten.", "There were 14 of us on the landing.",
    "I have been sober for 212 days.", "We beat Everton on the Saturday.", "I owe 60 quid still.",
)  # fmt: skip
LIKENESSES = (
    "That was the wrong thing to do.",
    "It was huge for us.",
    "I panic in lifts now.",
    "There was a gale that night.",
    "We went boating with the youth club.",
    "I had a new mat by the door.",
    "I missed breakfast for a week.",
    "They said it was nearly manslaughter.",
    "I forgot to say what I came for.",
    "Have you seen what it did?",
    "Christmas was quiet.",
    "I was full of rage.",
    "I smelt gas in the hall.",
    "I would not hurt a petal.",
    "I want to destroy that jacket.",
    "It makes me shiver.",
    "I grew roses and hoped for rain.",
    "It is a marked man's life.",
    "You were robbed too, in a way.",
    "I was willing to talk.",
    "It was graceful of you to agree.",
    "I am frankly tired of it.",
    "The kings of old said sorry too.",
)
