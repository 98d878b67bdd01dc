"""Who works for the provider, and who at the Councils."""

from dataclasses import dataclass

from demo.logins import DOMAIN
from workforce.enums import AbsenceKind, Gender, LeavingReason, SicknessReason

TEAMS = ("Ashton team", "Hyde team", "Northmoor team")
TAMESIDE, LINKS, BOTH = ("tameside",), ("links",), ("tameside", "links")
SICK, LEAVE, TRAINING = AbsenceKind.SICKNESS, AbsenceKind.LEAVE, AbsenceKind.TRAINING


@dataclass(frozen=True)
class Hire:
    """`started` and `left` in days ago; no `started`: there from the beginning."""

    key: str
    full_name: str
    team: int
    contracts: tuple[str, ...]
    hours: int
    started: int | None = None
    left: int | None = None
    leaving_reason: str = ""
    is_leader: bool = False
    specialisms: tuple[int, ...] = ()
    is_inducted: bool = True

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"


HIRES = (
    Hire("worker", "Amara Okafor", 0, TAMESIDE, 24, specialisms=(1, 6)),
    Hire("teamlead", "Tess Brannigan", 0, BOTH, 36, is_leader=True),
    Hire("lewis.hartley", "Lewis Hartley", 0, TAMESIDE, 16, specialisms=(9,)),
    Hire("shabnam.iqbal", "Shabnam Iqbal", 0, TAMESIDE, 16, specialisms=(4, 5)),
    Hire("callum.doyle", "Callum Doyle", 0, TAMESIDE, 12),
    Hire("wiktoria.sikora", "Wiktoria Sikora", 0, TAMESIDE, 18, started=154, specialisms=(7,)),
    Hire("grace.adebayo", "Grace Adebayo", 1, TAMESIDE, 36, is_leader=True),
    Hire("marek.havel", "Marek Havel", 1, TAMESIDE, 16, specialisms=(3,)),
    Hire("bronagh.kinsella", "Bronagh Kinsella", 1, TAMESIDE, 10, specialisms=(0,)),
    Hire("tendai.moyo", "Tendai Moyo", 1, TAMESIDE, 18, specialisms=(2, 8)),
    Hire(
        "jodie.earnshaw",
        "Jodie Earnshaw",
        1,
        TAMESIDE,
        16,
        left=118,
        leaving_reason=LeavingReason.ANOTHER_JOB,
    ),
    Hire("pascal.mukendi", "Pascal Mukendi", 1, TAMESIDE, 20, started=8, is_inducted=False),
    Hire("gwen.pritchard", "Gwen Pritchard", 2, LINKS, 36, is_leader=True),
    Hire("yusuf.demir", "Yusuf Demir", 2, LINKS, 12, specialisms=(5, 3)),
    Hire("lena.fairhurst", "Lena Fairhurst", 2, LINKS, 8, specialisms=(4, 1)),
    Hire("devon.clarke", "Devon Clarke", 2, BOTH, 16, started=300, specialisms=(2,)),
    Hire("noor.hussain", "Noor Hussain", 2, LINKS, 10, left=330, leaving_reason=LeavingReason.PERSONAL),
)

WOMAN, MAN = Gender.FEMALE, Gender.MALE
# Of each worker: how they describe themselves, languages besides English, towns where they work.
ABOUT: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "worker": (WOMAN, ("Igbo",), ("Ashton-under-Lyne", "Stalybridge", "Hyde")),
    "teamlead": (WOMAN, (), ("Ashton-under-Lyne", "Droylsden")),
    "lewis.hartley": (MAN, (), ("Denton", "Audenshaw", "Droylsden")),
    "shabnam.iqbal": (WOMAN, ("Urdu", "Punjabi"), ("Ashton-under-Lyne", "Hyde")),
    "callum.doyle": (MAN, (), ("Mossley", "Stalybridge")),
    "wiktoria.sikora": (WOMAN, ("Polish",), ("Dukinfield", "Hyde", "Denton")),
    "grace.adebayo": (WOMAN, ("Yoruba",), ("Hyde", "Denton")),
    "marek.havel": (MAN, ("Polish", "Czech"), ("Hyde", "Dukinfield")),
    "bronagh.kinsella": (WOMAN, (), ("Mossley", "Stalybridge")),
    "tendai.moyo": (MAN, ("Shona",), ("Denton", "Droylsden", "Audenshaw")),
    "gwen.pritchard": (WOMAN, ("Welsh",), ("Northmoor", "Castle Brook")),
    "yusuf.demir": (MAN, ("Turkish",), ("Northmoor", "Fenwick Green")),
    "lena.fairhurst": (WOMAN, ("British Sign Language",), ("Aldery", "Castle Brook")),
    "devon.clarke": (MAN, (), ("Northmoor", "Fenwick Green", "Ashton-under-Lyne")),
}
# A manager's limit on somebody's hours: days ago from and until (nothing: from the beginning, for good), hours, why.
CEILINGS = (
    ("teamlead", None, None, 20, "Leads a team and the rota"),
    ("gwen.pritchard", None, None, 20, "Leads a team and the rota"),
    ("wiktoria.sikora", 153, 98, 10, "New starter: reduced hours for the first eight weeks"),
    ("marek.havel", 2, -40, 14, "At college on Thursdays until exams"),
)
# How a manager divides somebody's hours: days ago from, and each contract's part in per cent.
DIVISIONS: tuple[tuple[str, int, dict[str, int]], ...] = (
    ("devon.clarke", 299, {"tameside": 25, "links": 75}),
    ("devon.clarke", 120, {"tameside": 40, "links": 60}),
)
# Name, whether required, and for how many months it counts (nothing: for good).
COURSES = (
    ("Safeguarding adults", True, 36),
    ("Lone working and de-escalation", True, 24),
    ("Medication awareness", False, 24),
)
RENEWED, EXPIRED = 200, {"bronagh.kinsella": 750}  # days ago on which the second course was done
# Declared relations: worker, character, days ago, their words.
RELATIONS = (("lewis.hartley", "shanice", 165, "Went to school with her brother"),)
# Suspended access: who, days ago, why.
SUSPENDED = (("callum.doyle", 4, "While the Council looks into a safeguarding concern"),)

# Absences: who, kind, days ago from and until (nothing: not known), why. Those of others are random.
ABSENCES = (
    ("worker", LEAVE, 110, 96, ""),
    ("worker", SICK, 251, 248, SicknessReason.STOMACH),
    ("worker", LEAVE, 420, 409, ""),
    ("lewis.hartley", SICK, 70, 66, SicknessReason.INFECTION),
    ("callum.doyle", SICK, 5, None, SicknessReason.BACK),
    ("tendai.moyo", TRAINING, 33, 31, ""),
    ("gwen.pritchard", LEAVE, -5, -12, ""),
    ("yusuf.demir", LEAVE, -6, -13, ""),
)
# Whose absence is covered, by whom, arranged so many days ago.
COVERED = (("yusuf.demir", "lena.fairhurst", 3),)
SICK_REASONS = (
    SicknessReason.INFECTION,
    SicknessReason.STOMACH,
    SicknessReason.BACK,
    SicknessReason.NOT_GIVEN,
    SicknessReason.OTHER,
    SicknessReason.MENTAL_HEALTH,
)

# Keyworkers besides the one with a sign-in of the table: key, name, days ago they left the Council.
KEYWORKERS = (
    ("kofi.mensah", "Kofi Mensah", None),
    ("joanne.ridley", "Joanne Ridley", 140),
    ("imran.aslam", "Imran Aslam", None),
    ("bethan.howells", "Bethan Howells", None),
)
REFERRERS = (("ines.figueroa", "Ines Figueroa"), ("stuart.mcnab", "Stuart McNab"))
FAMILY = (("teresa.brightwell", "Teresa Brightwell"),)

# The posts of those in the table of sign-ins: role, and in which contracts.
POSTS = {
    "oncall": ("on_call_senior", BOTH),
    "manager": ("manager", BOTH),
    "deputy": ("deputy", BOTH),
    "safeguarding": ("safeguarding_lead", BOTH),
    "finance": ("finance_reader", BOTH),
    "keyworker": ("keyworker", TAMESIDE),
    "referrer": ("referrer", LINKS),
    "commissioner": ("commissioner", TAMESIDE),
    "commissioner.links": ("commissioner", LINKS),
    "dutyteam": ("duty_team", TAMESIDE),
}
