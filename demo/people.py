"""Names and particulars of made-up people. Their telephone numbers are reserved and reach nobody."""

import datetime
import random
from dataclasses import dataclass, field

from casework.people import nhs_numbers
from demo.text import lines
from demo.text.referrals import COMMUNICATION, CONTACT_NOTES, VISIT_WARNINGS

# Full name, and the name to use where it is another than the first.
NAMES: list[tuple[str, str]] = [
    (line.partition("|")[0].strip(), line.partition("|")[2].strip())
    for line in lines("""
Abdul Karim Miah|Karim
Agnieszka Wrona|Aga
Aisling Duffy
Alan Threlfall
Amrita Chohan
Andre Baptiste
Anthony Hulme|Tony
Asif Mahmood
Beatrice Ofori|Bea
Brian Kettlewell
Carol-Ann Sidebotham|Carol
Chidi Nwosu
Christine Entwistle|Chris
Daljit Sandhu
David Lomas|Dave
Deborah Clegg|Debs
Dilys Pugh
Ebony Francis
Elif Aydin
Emeka Obi
Eoin Mac Giolla|Eoin
Fatima Zahra Bennani
Gareth Probert
Gloria Appiah
Gurpreet Gill
Hannah Loxley
Harriet Blumenthal
Ibrahim Jalloh
Iwona Baran
Jamal Ahmadi
Janet Bickerstaffe
Jean-Paul Kabongo|JP
Joyce Tattersall
Karolina Petrauskaite
Keith Ormerod
Khadija Warsame
Lakshmi Menon
Leanne Garside
Li Na Zhou|Li Na
Liam O'Rourke
Lorraine Beckford
Malcolm Dyson
Marian Lacatus
Meera Solanki
Michael Adeyinka|Mike
Monika Krol
Mohammed Tariq Saleem|Tariq
Nicola Hepworth|Nicky
Olena Marchenko
Paul Stansfield
Phuong Tran
Rachel Greaves
Rashida Bibi
Roy Cartledge
Ruth Nyambura
Samuel Goldberg|Sam
Sandra Pickup
Sean Halloran
Senait Tesfaye
Stephen Brocklehurst|Steve
Sylwia Nowicka
Terence Holt|Terry
Usha Patel
Valerie Thornley|Val
Yasmin Rahimi
Zdenek Horvath
""")
]

AREAS = {
    "tameside": (
        ("Ashton-under-Lyne", "OL6"),
        ("Hyde", "SK14"),
        ("Stalybridge", "SK15"),
        ("Denton", "M34"),
        ("Droylsden", "M43"),
        ("Dukinfield", "SK16"),
        ("Mossley", "OL5"),
        ("Audenshaw", "M34"),
    ),
    "links": (("Northmoor", "NM1"), ("Fenwick Green", "NM2"), ("Castle Brook", "NM3"), ("Aldery", "NM4")),
}
# Streets that no town of the area has.
STREETS = (
    "Lanternhill Row",
    "Wrenmoss Street",
    "Shuttlemaker Court",
    "Old Bleachfield Lane",
    "Tenterhook Close",
    "Kestrelgate",
    "Millrace Gardens",
    "Harebell Rise",
    "Quarrybank Walk",
    "Copperbeech Place",
)


@dataclass
class PersonDetails:
    """A person as a referral describes them."""

    full_name: str
    known_as: str
    date_of_birth: datetime.date
    nhs_number: str = ""
    address: str = ""
    area: str = ""
    postcode: str = ""
    telephone: str = ""
    telephone_is_safe: bool | None = None
    text_is_safe: bool | None = None
    email: str = ""
    email_is_safe: bool | None = None
    contact_note: str = ""
    communication_needs: str = ""
    visit_warning: str = ""
    worker_gender_wish: str = ""
    worker_language_wish: str = ""
    former_names: list[str] = field(default_factory=list)

    @property
    def name_to_use(self) -> str:
        return self.known_as or self.full_name.split(" ")[0]


def nhs_number(serial: int) -> str:
    """The first number from 999 00… with a valid check digit, counted by `serial`."""
    start = 999_000_100 + serial * 7
    for stem in range(start, start + 7):
        for digit in "0123456789":
            if nhs_numbers.is_valid(f"{stem}{digit}"):
                return f"{stem}{digit}"
    raise ValueError("Seven stems running have no check digit.")


def telephone(serial: int) -> str:
    """A mobile number of the range reserved for drama; a thousand of them."""
    return f"07700 900{serial % 1000:03}"


def describe(
    full_name: str, known_as: str, *, serial: int, contract: str, born_on: datetime.date, chance: random.Random
) -> PersonDetails:
    """Particulars for a name: where they live, how to reach them, what they need."""
    area, outward = chance.choice(AREAS[contract])
    has_telephone, email = chance.random() < 0.9, ""
    if chance.random() < 0.35:
        email = f"{full_name.lower().replace(' ', '.').replace(chr(39), '')}@demo.example"
    return PersonDetails(
        full_name=full_name,
        known_as=known_as,
        date_of_birth=born_on,
        nhs_number=nhs_number(serial) if chance.random() < 0.85 else "",
        address=f"{chance.randint(1, 88)} {chance.choice(STREETS)}",
        area=area,
        # No postcode ends in C, I, K, M, O or V, so these are nobody's.
        postcode=f"{outward} {chance.randint(1, 9)}{chance.choice('CIKMOV')}{chance.choice('CIKMOV')}",
        telephone=telephone(200 + serial) if has_telephone else "",
        telephone_is_safe=_safety(chance, 0.9) if has_telephone else None,
        text_is_safe=_safety(chance, 0.7) if has_telephone else None,
        email=email,
        email_is_safe=_safety(chance, 0.8) if email else None,
        contact_note=chance.choice(CONTACT_NOTES) if chance.random() < 0.35 else "",
        communication_needs=chance.choice(COMMUNICATION) if chance.random() < 0.25 else "",
        visit_warning=chance.choice(VISIT_WARNINGS) if chance.random() < 0.3 else "",
    )


def _safety(chance: random.Random, share: float) -> bool | None:
    """Whether a number or address is safe, with this share of "yes"; half of the rest are not known."""
    draw = chance.random()
    if draw < share:
        return True
    return None if draw < (1 + share) / 2 else False


def born_at_age(age: int, on: datetime.date, chance: random.Random) -> datetime.date:
    """A date of birth that makes somebody `age` years old on `on`."""
    latest = on.replace(year=on.year - age, day=min(on.day, 28))
    return latest - datetime.timedelta(days=chance.randint(1, 360))
