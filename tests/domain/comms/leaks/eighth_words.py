"""What an eighth hand's cases are made of: names, places, firms and the words that names are also."""

GIVEN = (
    "Danielle Callum Shanice Keiran Aoife Siobhan Mohammed Yusuf Oluwaseun Priya Agnieszka Wojciech Zoë Chloé"
    " José Jean-Paul Mary-Ann Ebony Tyrone Levi Maureen Doris Winifred Reginald Cyril Gladys Terence Derek Nicola"
    " Nicholas Robert William Elizabeth Margaret Christopher Patricia Samantha Benjamin Alexandra Theodore"
    " Catherine Deborah Jacqueline Kimberley Leonard Matthew Nathaniel Rebecca Timothy Zachary Jordan Kayleigh"
    " Rhiannon Dafydd Hamish Eilidh Niamh Tariq Aaliyah Rukhsana Gurpreet Manjit Hui-Lin Thanh Kofi Abena"
    " Svetlana Bogdan Ioana Leticia Marlon Desmond Courtney Brandon Bethany Imogen Rupert Cressida Tabitha Ignatius"
    " Harry Tom Ben Peter Molly Billy Alice Larry Bob Jean Ann Lee Kim Sid Vi Jo Ed"
).split()
WORDY = (
    "Mark Grace Will Rose May Hope Faith Dawn Joy Bill Frank Dean Jack Rob Nick Pat Sue Penny Rich Sunny Junior"
    " Ray Art Chase Summer Autumn Iris Ivy Lily Daisy Pearl Ruby Amber Crystal Sky Drew Guy Lance Wade Clay Cliff"
    " Heath Hunter Mason Angel Carol Eve Holly Heather Olive Basil Victor Don Ernest Miles Christian Earl Ginger"
    " Robin Charity Mercy Precious Prince Star Storm Violet Poppy April June"
).split()
FAMILY = (
    "Quillfeather Marrowby Thistlegood Brackenthwaite Szczepinska MacTaggle D'Arblest Nwachukwuma Kowalczewski"
    " Fitzbobbin Papadoulis Al-Fareedi Smythe-Tuck Ogunwobi Vanterhoovel Grimblesby Potterdine Wexworthy"
    " Hallowmere Dunnockson Featherstaugh Lobbington O'Farthing Ramaswarmy Chaudhrani Petrovanu Lindqvister"
    " Mbekwe Trelissock Penrhosgoch Abernorth Cuttlefield Sparrowhawke Tindlewick Yaffleton Gooseberrie"
).split()
WORDY_FAMILY = (
    "Young Price Frost Cook Baker Long Day Knight Love Best Church Field Hill Woods Stone Bird Fox Cross Sharp"
    " Swift Wise Blunt Short Brown White Green Black Small Page Case Banks Marsh Winter"
).split()
ORDINARY = frozenset(one.lower() for one in (*WORDY, *WORDY_FAMILY))
PLACES_THAT_ARE_WORDS = "Reading Bath Sale Deal Wells Battle Rye Settle Ware".split()
TOWNS = (
    "Wexcombe;Little Throssing;Hallowby;Pendlewick;St Orrin's Bay;Kirkby Marl;Tarnholme;Upper Bramblewath;"
    "Marlbrook Ferris;Llanfechwyn;Ardnabreck;Saltmarsh Regis"
).split(";")
STREETS = (
    "Larkspur;Old Tannery;Queen Mab;Hobbin;Cinderpath;St Alder's;Victoria;Copperbeech;Marl Pit;Weatherwax;"
    "Gasworks;Nightingale;Tollbooth;Parson's;Three Ashes;Coronation;Pilgrim;Foundry"
).split(";")
STREET_KINDS = {
    "Road": "Rd",
    "Street": "St",
    "Lane": "Ln",
    "Avenue": "Ave",
    "Close": "Cl",
    "Drive": "Dr",
    "Court": "Ct",
    "Crescent": "Cres",
    "Gardens": "Gdns",
    "Terrace": "Terr",
    "Square": "Sq",
}
BLOCKS = "Lovelace House;Kestrel Point;Bevin Towers;Wisteria Court;The Old Maltings".split(";")
SCHOOLS = (
    "Hallowby High School;St Orrin's Catholic Primary School;Tarnholme Academy;Queen Mab Grammar School;"
    "Marl Pit Infant School;Pendlewick College;Kirkby Marl Community College;Wexcombe Girls' School;"
    "Oak Tree Nursery;The Throssing School;Weatherwax Sixth Form"
).split(";")
EMPLOYERS = (
    "Bobbin & Quill Solicitors;Tarnholme Tyres Ltd;Greenleaf Garden Centre;Sunrise Bakery;Marlbrook Haulage;"
    "The Copper Kettle;QuickFix Plumbing;Hallowby General Hospital;Pendlewick Borough Council;Star Cars;"
    "Wexcombe Water;Throssing Meats Limited;Lidlow Supermarket;Angel Nails"
).split(";")
PRISONS = (
    "HMP Tarnmoor;HMP Hallowby;HMYOI Larkfield;HMP Wexcombe;HMP Marl Hill;HMP Pendle Vale;HMP Stonegate;"
    "HMP & YOI Ardnabreck"
).split(";")
OTHERS = (
    "Hallowby Harriers;Tarnholme Boxing Club;New Dawn Chapel;The Jolly Weaver;Pendlewick Allotments;"
    "Wexcombe Wanderers;Al-Manara Mosque;Throssing Brass Band"
).split(";")
HANDLES = (
    "dani.quill;callum_w0w;lilmissmarrow;ghostrider_tarn;nanas.knits;big_baz_builds;zoezoezoom;"
    "rosey.posey;real_tyrone;hallowbyhun;fishing_with_cyril;sk8r.levi;crumbs_n_cake;wexy4life"
).split(";")
LINKS = "facebook.com/{};instagram.com/{};https://www.tiktok.com/@{};twitch.tv/{};https://x.com/{}".split(
    ";"
)
NICKNAMES = {
    "Nicholas": ("Nick", "Nicky"),
    "Robert": ("Bob", "Robbie", "Bobby"),
    "William": ("Bill", "Billy", "Will", "Liam"),
    "Elizabeth": ("Liz", "Beth", "Betty", "Lizzie"),
    "Margaret": ("Maggie", "Peggy", "Meg"),
    "Christopher": ("Chris", "Kit"),
    "Patricia": ("Pat", "Trish", "Patsy"),
    "Samantha": ("Sam", "Sammy"),
    "Benjamin": ("Benny", "Benji"),
    "Alexandra": ("Alex", "Sandra", "Lexi"),
    "Theodore": ("Theo", "Ted", "Teddy"),
    "Catherine": ("Cathy", "Kate", "Cat"),
    "Deborah": ("Debbie", "Debs"),
    "Jacqueline": ("Jackie", "Jacqui"),
    "Kimberley": ("Kim", "Kimmy"),
    "Leonard": ("Len", "Lenny"),
    "Matthew": ("Matt", "Matty"),
    "Nathaniel": ("Nat", "Nate", "Nathan"),
    "Rebecca": ("Becky", "Becca", "Bex"),
    "Timothy": ("Tim", "Timmy"),
    "Zachary": ("Zach", "Zak"),
    "Danielle": ("Dani", "Danni"),
    "Winifred": ("Winnie", "Freda"),
    "Reginald": ("Reg", "Reggie"),
    "Terence": ("Terry", "Tel"),
    "Derek": ("Del",),
    "Maureen": ("Mo", "Reenie"),
    "Mohammed": ("Mo", "Hammy"),
    "Kayleigh": ("Kay",),
    "Nicola": ("Nicky", "Nic"),
    "Bethany": ("Beth",),
    "Imogen": ("Immy",),
    "Desmond": ("Des", "Dezzy"),
    "Tabitha": ("Tabby",),
    "Ignatius": ("Iggy",),
    "Callum": ("Cal",),
    "Jordan": ("Jordy",),
    "Gladys": ("Glad",),
    "Courtney": ("Court",),
    "Agnieszka": ("Aga",),
    "Oluwaseun": ("Seun",),
    "Aaliyah": ("Liyah",),
    "Siobhan": ("Shiv",),
    "Peter": ("Pete",),
}
NATO = (
    "Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliet Kilo Lima Mike November Oscar Papa Quebec"
    " Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu"
).split()
FOR_INSTANCE = (
    "apple ball cat dog egg fish goat hat ink jam kite lion moon nut orange pig queen rat sun tree umbrella van"
    " water xylophone yellow zebra"
).split()
SAID = (
    "ay bee see dee ee eff gee aitch eye jay kay ell em en oh pee cue ar ess tee you vee double-you ex why zed"
).split()
FIGURES = "zero one two three four five six seven eight nine".split()
MONTHS = (
    "January February March April May June July August September October November December".split()
)
TEENS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third"
    " twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth"
).split()
CYRILLIC = str.maketrans("aeopcyxijsABCEHKMOPTXY", "аеорсухіјѕАВСЕНКМОРТХУ")
GREEK = str.maketrans("aoivyκABEHIKMNOPTXYZ", "αοινγκΑΒΕΗΙΚΜΝΟΡΤΧΥΖ")
ACCENTS = str.maketrans("aeioucnyAEIOU", "àéîöúçñÿÀÉÎÖÚ")
LEET = str.maketrans("aeiostbgl", "431057861")
SIGNS = str.maketrans("aeiostlAEIOSTL", "@€!0$+|@€!0$+|")
TURNED = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹsʇnʌʍxʎz")
SMALL_CAPITALS = str.maketrans("abcdefghijklmnoprtuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢ")
