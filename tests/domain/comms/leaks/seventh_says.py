"""The sentences in which a seventh hand's letters tell something, by kind and by manner."""

from __future__ import annotations

SAYS = {
    "name": (
        "My name is {x}, in case nobody told you.",
        "You will have heard of {x} by now.",
        "It was {x} who opened the door.",
        "Everybody here knows me as {x}.",
        "I told {x} that I was going to write.",
        "The one you saw was {x}, not me.",
    ),
    "relative": (
        "My mother {x} cried when I told her.",
        "My little boy {x} has bad dreams.",
        "My boss, {x}, gave me my job back.",
        "My best friend {x} came to court with me.",
        "I live for my partner, {x}, and that is all.",
        "{x} has been like a second father to me.",
        "I went with {x}, who is family.",
    ),
    "pet": ("Our dog {x} barks at every car now.", "I miss {x}, our cat, more than people."),
    "address": (
        "We still live at {x} after all that.",
        "I grew up round {x} and never left.",
        "You know where I am: {x}.",
        "I can't walk past {x} any more.",
        "They put us up in {x} for a bit.",
    ),
    "postcode": (
        "Put {x} in the sat nav and you will see how far it is.",
        "We are in {x} still.",
        "The postcode is {x} if you want to send flowers.",
    ),
    "phone": (
        "You can ring me on {x} after six.",
        "Here is my number: {x}.",
        "Text {x}, it is always on.",
    ),
    "email": ("You can mail me, {x}, any time.", "My e-mail is {x}, I do look at it."),
    "date_of_birth": (
        "I was born on {x}.",
        "My birthday is {x} and I spent it alone.",
        "Date of birth: {x}.",
    ),
    "school": (
        "My girl goes to {x} and is doing well.",
        "I pick the kids up from {x} at three.",
        "We were both at {x}, as it turns out.",
    ),
    "employer": (
        "I have a job at {x} now.",
        "I drive for {x} four days a week.",
        "They took me on at {x} in spite of it all.",
    ),
    "prison": (
        "I am writing from {x}.",
        "They are sending me to {x} next month.",
        "Visits at {x} are on Sundays.",
    ),
    "vehicle": (
        "The car was mine, {x}, the blue one.",
        "Look out for {x} on the drive.",
        "My number plate is {x}.",
    ),
    "social_media": (
        "I am {x} on Insta.",
        "Find me online, {x}, and say hello.",
        "You can message {x} and I will see it.",
    ),
    "case_number": (
        "My number in here is {x}.",
        "The reference they gave us is {x}.",
        "Quote {x} if you ring them.",
    ),
}
AROUND = {
    "any": (
        "Look it up ({x}) if you like.",
        "It says \u201c{x}\u201d on the envelope.",
        "\n{x}\n",
        "I wrote '{x}' on the back of my hand.",
        "There it is again [{x}] in the paper.",
        "No more about {x}!",
        "Was it {x}? Yes.",
        "\n{x}, that is what it said.\n",
        "It all comes back to\n{x}\nin the end.",
    ),
    "person": (
        "\n\nDear {x},\n\n",
        "\n\nYours truly,\n{x}\n\n",
        "{x}'s coat was still on the hook.",
        "{x} (who was there) will tell you.",
        "I live with the {x} family.",
        "P.S. {x} says hello.",
        "She said \u201c{x} did it\u201d and they believed her.",
        "That pro-{x} lot can say what they like.",
    ),
}
"""Manners in which a plain identifier stands: in brackets, in quotes, on a line of its own, in a greeting."""

HIDES = {
    "possessive": ("{x} coat was still on the hook.", "I found {x} phone under the seat."),
    "plural": ("All the {x} know about it.", "The {x} have been good to me."),
    "spelled_thats": ("Not the usual way, {x}.", "You must write it right, {x}."),
    "spelled_starts": ("The name {x}.", "It {x}, you can guess."),
    "spelled_capital": ("It is written {x}.", "Write it like this: {x}."),
    "hyphenated": ("All that {x} stuff is behind me.", "It is a {x} kind of thing."),
    "hashtag": ("They all put {x} on their pages.", "There was {x} on a wall."),
    "backwards": ("Read this backwards: {x}.", "In a mirror I am {x}."),
    "metadata_author": (
        "\nAuthor: {x}\n",
        "\nLast saved by: {x}\n",
        "\nCreator {x}; Pages 2; Words 611\n",
    ),
    "metadata_comment": ("\nComment [{x}]: is this all right?\n", "\n<!-- typed by {x} -->\n"),
    "metadata_reply": (
        "\nOn Tuesday {x} wrote:\n",
        "\nFrom: {x}\nTo: the team\n",
        "\nSent from {x}'s phone\n",
    ),
    "metadata_path": (
        "\nC:\\Users\\{x}\\Documents\\letter.docx\n",
        "\n/home/{x}/letter final 2.odt\n",
    ),
    "metadata_file": ("\nFile: letter_{x}_v3.docx\n", "\nAttached: {x}.pdf (2 pages)\n"),
    "metadata_tag": (
        "\nPhoto taken: {x}\n",
        "\nKeywords: letter; {x}; draft\n",
        "\nSubject: {x}\n",
    ),
    "metadata_link": ('\n<a href="mailto:{x}">me</a>\n', "\nReply-To: <{x}>\n"),
    "metadata_head": ("\nPrinted at {x}, page 1 of 2\n", "\nCompany: {x}\n"),
}
HIDES["metadata_user"] = ("\nLast modified by {x}, 14:02\n", "\nOwner: {x}; size 21 KB\n")
HIDES["metadata_person"] = HIDES["metadata_author"] + HIDES["metadata_comment"]
