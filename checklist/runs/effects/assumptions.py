"""What is supposed about the made-up children of population.py: how many in a thousand.

ASSUMPTIONS of this project, kept apart from the drawing so that they can be read and changed
at a glance. None is a statistic and none may be quoted as one. Rare things are given more
children than life has (a few in a thousand at least), for each must occur in a population.
"""

from collections.abc import Mapping
from typing import TypeAlias

from checklist.rules.facts import Value

Shares: TypeAlias = Mapping[Value | None, int]  # how many in a thousand have which value

UNKNOWN = 100  # of each fact but the residence, this many in a thousand are not known
OLDEST = 18  # ages are spread evenly below this birthday

# Where the household register is, seen from the residence; a register may be known only by
# its city or province, as families and schools often write it.
REGISTER: Shares = {"county": 80, "city": 170, "province": 250, "elsewhere": 500}
TOLD: Shares = {"county": 940, "city": 40, "province": 20}

# Since when they live there: from birth, since a few months around the half year that counts,
# or since any day of their lives.
ARRIVED: Shares = {"birth": 200, "lately": 250, "ever": 550}
LATELY = 270  # days, at most

PERMIT_PAST = 120  # days an endorsement may be over
PERMIT_AHEAD = 366  # days it may still run

# School stage by completed years on the last 31 August.
STAGES: Mapping[range, Shares] = {
    range(-1, 3): {"none": 850, "nursery": 150},
    range(3, 4): {"kindergarten": 860, "none": 110, "nursery": 30},
    range(4, 6): {"kindergarten": 900, "none": 100},
    range(6, 7): {"primary": 930, "kindergarten": 50, "none": 20},
    range(7, 12): {"primary": 990, "none": 10},
    range(12, 15): {"junior": 950, "primary": 35, "none": 15},
    range(15, 18): {"senior": 860, "junior": 50, "none": 90},
}
BOARDING: Mapping[str, int] = {"primary": 40, "junior": 250, "senior": 500}
LAST_YEAR: Mapping[str, int] = {
    "kindergarten": 5,
    "junior": 14,
    "senior": 17,
}  # the age from which it is the last

FREE: Mapping[str, Shares] = {  # facts that hang on no other
    "sex": {"female": 480, "male": 520},
    "with_guardian": {True: 900, False: 100},
    "residence_permit": {"none": 350, "applied": 100, "held": 550},
    "school_kind": {"public": 600, "inclusive": 250, "private": 150},
    "guardian_insured_here": {True: 550, False: 450},
    "insured_elsewhere": {True: 200, False: 800},
    "family_assistance": {"none": 940, "marginal": 20, "minimum_living": 30, "destitute": 10},
    "housing_hardship": {True: 80, False: 920},
    "sudden_hardship": {True: 30, False: 970},
    "orphan": {True: 5, False: 995},
    "de_facto_unsupported": {True: 10, False: 990},
    "guardianship": {"normal": 950, "lacking": 30, "improper": 20},
    "disability": {
        "none": 965, "vision": 4, "hearing": 5, "speech": 3, "limb": 7, "intellect": 7,
        "autism": 6, "multiple": 3,
    },
    "disability_certificate": {True: 600, False: 400},
    "serious_illness": {True: 15, False: 985},
    "harmed": {True: 8, False: 992},
    "legal_case": {"none": 990, "suspect": 4, "civil": 6},
    "psychological_concern": {True: 60, False: 940},
    "vagrant": {True: 3, False: 997},
    "vaccination_complete": {True: 920, False: 80},
    "languages": {
        ("zh-Hans",): 930, ("zh-Hans", "ug"): 10, ("ug",): 10, ("zh-Hans", "bo"): 10, ("bo",): 5,
        ("zh-Hans", "ii"): 15, ("zh-Hans", "za"): 20,
    },
}  # fmt: skip
ANY_OPTION = 10  # an option of which nothing is supposed, beside the thousand of the others
ANY_FLAG: Shares = {True: 100, False: 900}  # likewise a flag
ATTESTED: Mapping[bool | None, int] = {
    True: 500,
    False: 100,
    None: 400,
}  # papers shown, refused, not looked for
