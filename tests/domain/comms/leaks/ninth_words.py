"""Who and what the ninth hand's letters are about. Everybody is invented; a third of the names are also words."""

from __future__ import annotations

PEOPLE = (
    # Names that are words as well.
    "Grace King", "Mark Price", "Will Young", "Rose Page", "May Deal", "Dean Frank", "Frank Dean", "Joy Bath",
    "Hope Reading", "Faith Sandwich", "Bill Cook", "Jack Marsh", "Robin Hill", "Holly Green", "Ruby Brown",
    "Pearl Stone", "April Rain", "June Church", "Art Baker", "Rich Hand", "Grant Long", "Dawn Day", "Iris Rivers",
    "Heather Fields", "Miles Street", "Chase Winter", "Summer Knight", "Olive Wood", "Ivy Bush", "Patience Banks",
    "Ray Small", "Sandy Beach", "Guy Sharp", "Pat Best", "Gene Rush", "Drew Little", "Amber Swift", "Daisy Moody",
    # And those that are not.
    "Oluwaseun Adeyemi", "Mohammed Iqbal", "Katarzyna Wójcik", "Siân Llewellyn", "Aoife Ní Bhriain",
    "Ngozi Okonkwo", "Thanh Nguyen", "Jaswinder Dhaliwal", "Parminder Gill", "Zoë Thackray", "Łukasz Kowalczyk",
    "Dimitrios Papadakis", "Chloe O'Rourke", "Fatoumata Diallo", "Ebrahim Suleman", "Xiuying Zhang",
    "Rajesh Venkataraman", "Shanelle Campbell-Reid", "Kwame Boateng", "Michael Ackroyd", "Margaret Entwistle",
    "Christopher Hebblethwaite", "Deborah Sugden", "Stephen Birtwistle", "Elizabeth Farquharson",
    "Patrick McGonagle", "Samantha Sidebottom", "Anthony Delacroix", "Rosemary Oyelaran", "José Figueroa",
    "Ioana Popescu", "Ayşe Yıldırım", "Tadhg Kinsella", "Bronwen Prydderch", "Hamza Abdullahi", "Natalya Hrytsenko",
    "Benjamin Rosenthal", "Leroy Fontaine", "Sunita Chaudhary", "Nirmala Jeyaratnam", "Callum Abercrombie",
    "Tyrone Whittingham", "Yusuf Warsame", "Beatriz Carvalho", "Gareth Gwynne", "Teresa Calabrese",
    "Joseph Mwangi", "Alexander Petrov", "Catherine Ollerenshaw", "Darren Shufflebotham", "Sharon Micklethwaite",
    "Philippa Cholmondeley", "Timothy Ogunleye", "Victoria Szymańska", "Nicholas Stavrou", "Jennifer Tregenza",
    "Abdulrahman Haidari", "Marek Dvořák", "Priya Raghunathan", "Theodore Akinfenwa", "Soraya Mirzaei",
    "Keiran Dunleavy", "Agnieszka Zielińska", "Wei Liang", "Manpreet Sandhu", "Femi Balogun", "Isla Drummond",
    "Rhys Cadwallader", "Tomasz Nowak", "Lakshmi Subramaniam", "Aleksandra Lewandowska", "Jermaine Oakes-Harding",
    "Khadija Benali", "Niamh Gallagher", "Sophie Braithwaite", "Idris Musa",
)  # fmt: skip
NICKNAMES = {
    "Michael": ("Mick", "Mike", "Mikey"), "Margaret": ("Maggie", "Peggy", "Madge"), "Christopher": ("Chris", "Topher"),
    "Deborah": ("Debs", "Debbie"), "Stephen": ("Steve", "Ste"), "Elizabeth": ("Liz", "Betty", "Beth", "Lizzie"),
    "Patrick": ("Paddy",), "Samantha": ("Sam", "Sammy"), "Anthony": ("Tony", "Ant"), "Rosemary": ("Rosie",),
    "Benjamin": ("Ben", "Benji"), "Gareth": ("Gaz",), "Teresa": ("Tess", "Terri"), "Joseph": ("Joe", "Joey"),
    "Alexander": ("Alex", "Xander"), "Catherine": ("Cath", "Kate", "Cathy"), "Darren": ("Daz",), "Sharon": ("Shaz",),
    "Philippa": ("Pip", "Pippa"), "Timothy": ("Tim", "Timmy"), "Victoria": ("Vicky", "Tori"),
    "Nicholas": ("Nick", "Nicky"), "Jennifer": ("Jen", "Jenny"), "Theodore": ("Theo", "Teddy"),
    "Mohammed": ("Mo",), "Katarzyna": ("Kasia",), "Abdulrahman": ("Abdul",), "Oluwaseun": ("Seun",),
    "Aleksandra": ("Ola", "Sasha"), "Agnieszka": ("Aga",), "Sophie": ("Soph",), "Rajesh": ("Raj",),
    "Jaswinder": ("Jas",), "Tyrone": ("Ty",), "Natalya": ("Natasha", "Nat"), "José": ("Pepe",), "Grant": ("Granty",),
    "Rich": ("Richie",), "Bill": ("Billy", "Will"), "Frank": ("Frankie",), "Daisy": ("Daise",), "Mark": ("Marky",),
}  # fmt: skip
STREETS = (
    "Acacia Road", "Church Lane", "King Street", "Rose Hill", "Park View", "Orchard Close", "Dean Street",
    "Price Avenue", "Long Row", "Station Road", "Cwmdare Terrace", "Balmoral Drive", "Wetherby Crescent",
    "Inkerman Street", "Ashfield Grove", "Old Mill Lane", "Gladstone Terrace", "Windsor Walk", "Bluebell Way",
    "Trelawney Gardens", "Quarry Bank", "St Aidan's Road", "Princess Mews", "Low Moor Side", "Hawthorn Court",
)  # fmt: skip
TOWNS = (
    "Reading", "Bath", "Sandwich", "Deal", "Sale", "Battle", "Hook", "Rugby", "Ware", "March", "Wells", "Bury",
    "Settle", "Nelson", "Otley", "Llanelli", "Keighley", "Wrexham", "Paisley", "Oldham", "Cleethorpes", "Barnsley",
    "Merthyr Tydfil", "Tower Hamlets", "Bognor Regis", "Ilkeston", "Todmorden", "Grimsby", "Loughborough",
    "Stoke-on-Trent", "Newton Abbot", "Penzance", "Gateshead", "Carlisle", "Motherwell", "Ballymena",
)  # fmt: skip
AREAS = ("LS21", "SA15", "BD20", "LL11", "PA3", "OL4", "DN35", "S70", "CF47", "E1", "PO21", "RG1", "BA2", "CT13",
         "M33", "B9", "NE8", "EC1A", "W1T", "BT43")  # fmt: skip
SCHOOLS = (
    ("St Mark's Primary School", "St Mark's"), ("Hope Lane Junior School", "Hope Lane"),
    ("Ysgol Bryn Celyn", "Bryn Celyn"), ("Castlebeck High School", "Castlebeck"), ("Al-Noor Academy", "Al-Noor"),
    ("King Edward Grammar School", "King Edward"), ("Joy Street Nursery", "Joy Street"),
    ("Our Lady of Grace RC Primary", "Our Lady of Grace"), ("Thornholme Academy", "Thornholme"),
    ("Wharfe Valley College", "Wharfe Valley"), ("Young Saplings Pre-School", "Young Saplings"),
    ("Ravensdyke Community College", "Ravensdyke"), ("Heathermoor Special School", "Heathermoor"),
)  # fmt: skip
EMPLOYERS = (
    ("Tanner & Sons Ltd", "Tanner's"), ("Northgate Tyres", "Northgate"), ("Bright Sparks Nursery", "Bright Sparks"),
    ("Kaya's Kitchen", "Kaya's"), ("Marlowe Logistics", "Marlowe"), ("Page & Price Solicitors", "Page & Price"),
    ("Deal Direct Windows", "Deal Direct"), ("Young's Bakery", "Young's"), ("Sunrise Care Home", "Sunrise Care"),
    ("Al-Madina Cash and Carry", "Al-Madina"), ("Wharfeside Buses", "Wharfeside"),
    ("Brackenridge Scaffolding", "Brackenridge"), ("Frank's Autos", "Frank's"), ("Pennyfold Laundry", "Pennyfold"),
    ("Osei and Daughters Catering", "Osei and Daughters"), ("Gillygate Surgery", "Gillygate"),
)  # fmt: skip
PRISONS = (
    "HMP Full Sutton", "HMP Send", "HMP The Mount", "HMP Hull", "HMP Wealstun", "HMP Stocken", "HMP Ranby",
    "HMP Lindholme", "HMYOI Feltham", "HMP Low Newton", "HMP Askham Grange", "HMP Downview", "HMP Bure",
    "HMP Rye Hill", "HMP High Down", "HMP Wayland", "HMP Leeds", "HMP Durham", "HMP Wandsworth", "HMYOI Wetherby",
)  # fmt: skip
CARS = ("silver Vauxhall Astra", "blue Ford Transit", "black VW Polo", "red Kia Picanto")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
WORDS = frozenset(
    """grace king mark price will young rose page may deal dean frank joy bath hope reading faith sandwich bill cook
    jack marsh robin hill holly green ruby brown pearl stone april rain june church art baker rich hand grant long dawn
    day iris rivers heather fields miles street chase winter summer knight olive wood ivy bush patience banks ray small
    sandy beach guy sharp pat best gene rush drew little amber swift daisy moody sale battle hook rugby ware march wells
    bury settle nelson send mount hull full road lane row view park close way walk court bank old mill low moor side
    station hill the high down gill gale""".split()
)
"""What anybody writes without a thought of whose name, street or town it is too."""
