"""The bank's books while they are being made up: customers, outside parties and postings."""

import random
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from .places import Place, offset_minutes

FIRST_NAMES = """Ada Alan Amara Ana Andre Anh Beatriz Ben Carla Carlos Chen Clara Daniel David Dana Elena Eli Emma
Fatima Felix Grace Hana Hugo Ines Iris Ivan James Jonas Jorge Julia Karim Kofi Lena Leo Linda Lucia Luis Mara Marco
Maria Marta Maya Mei Miguel Mina Nadia Nina Noor Olga Omar Oscar Pablo Paula Peter Priya Rafael Rosa Ruth Sam Sara
Sofia Tara Theo Tomas Vera Victor Wanda Yusuf Zoë""".split()

SURNAMES = """Abbott Ahmed Alvarez Baker Banerjee Becker Bell Boateng Brooks Castillo Chavez Chen Clarke Cohen Costa
Cruz Dang Davis Diaz Dixon Eriksen Evans Farouk Fischer Flores Foster Garcia Gomez Grant Gupta Haddad Hansen Hayes
Hughes Ibarra Ito Jensen Johnson Kaplan Khan Kim Kowalski Lang Lee Lopez Lund Marsh Mehta Mendez Meyer Moreno Muñoz
Nakamura Nguyen Novak O'Brien Okafor Olsen Ortiz Park Patel Perry Quinn Ramos Reed Reyes Rossi Ruiz Santos Schmidt
Silva Singh Stone Tran Turner Vargas Walsh Weber Wong Young Zhang""".split()


@dataclass(frozen=True)
class Party:
    """Someone outside, or another account, on the other side of a payment."""

    account: str = ""
    name: str = ""
    state: str = ""
    country: str = "US"
    bank: str = ""


NOBODY = Party(country="")


@dataclass
class Customer:
    """One customer with a first account; `phone` and `device` are what they bank with."""

    id: str
    name: str
    home: Place
    account: str
    phone: str
    device: str
    employer: str = ""
    savings: str = ""
    # Kept at the end of a month, in cents: what is left over and above the deepest point. Set by stories
    # whose accounts are emptied.
    cushion: int = -1

    @property
    def surname(self):
        return self.name.rsplit(" ", 1)[1]

    def party(self):
        """This customer as the other side of a payment inside the bank."""
        return Party(self.account, self.name, self.home.state, "US", "")


@dataclass
class Posting:
    """One row of an export before it is numbered. `local` is the clock on the wall where it happened."""

    local: datetime
    place: Place
    customer: Customer
    account: str
    cents: int
    direction: str
    channel: str
    party: Party = NOBODY
    mcc: str = ""
    purpose: str = ""
    conductor: str = ""
    employer: str = ""
    reference: str = ""
    memo: str = ""
    branch: str = ""
    nights_late: int = 0
    balance: int = field(default=0, compare=False)

    @property
    def offset(self):
        return offset_minutes(self.place, self.local.date())

    @property
    def utc(self):
        return self.local - timedelta(minutes=self.offset)


class World:
    """Collects customers and postings. Every behaviour draws from a random stream of its own name, so that
    adding a story leaves all the others as they were."""

    def __init__(self, seed, first_night, nights):
        self.seed = seed
        self.first_night = first_night
        self.nights = nights
        self.customers = []
        self.postings = []
        self.stories = []
        self._numbers = self.stream("numbers")
        self._taken = set()

    def stream(self, name):
        """A random stream that depends on the seed and `name` alone."""
        return random.Random(f"{self.seed}/{name}")

    def digits(self, count):
        """A number of `count` digits that nobody has yet."""
        while True:
            number = str(self._numbers.randrange(10 ** (count - 1), 10**count))
            if number not in self._taken:
                self._taken.add(number)
                return number

    def person(self, rng, home, surname=None, name=None):
        """A new customer living in `home`."""
        name = name or f"{rng.choice(FIRST_NAMES)} {surname or rng.choice(SURNAMES)}"
        customer = Customer(
            id="C" + self.digits(7), name=name, home=home, account="4" + self.digits(9),
            phone="+1555" + self.digits(7), device="dev-" + self.digits(8),
        )
        self.customers.append(customer)
        return customer

    def outsider(self, rng, state="", country="US", name=None, handle=False, bank=""):
        """Someone who banks elsewhere; with `handle`, known by a payment-app handle."""
        name = name or f"{rng.choice(FIRST_NAMES)} {rng.choice(SURNAMES)}"
        number = self.digits(9)
        plain = "".join(letter for letter in name.lower() if letter.isascii() and letter.isalpha())
        account = f"@{plain}{number[-4:]}" if handle else "9" + number
        return Party(account, name, state, country, bank)

    def fridays(self):
        """Night indexes that are Fridays."""
        return [n for n in range(self.nights) if (self.first_night + timedelta(days=n)).weekday() == 4]

    def day(self, night):
        """The date of a night's index."""
        return self.first_night + timedelta(days=night)

    def post(self, customer, night, hour, cents, direction, channel, *, minute=None, place=None, account=None,
             party=NOBODY, rng=None, **details):
        """Books one posting on night `night` (0 = the first) at `hour`, which may run past 24 into the next
        day. What falls outside the month is not booked."""
        rng = rng or self._numbers
        minute = rng.randrange(60) if minute is None else minute
        moment = datetime.combine(self.day(night), time()) + timedelta(
            hours=hour, minutes=minute, seconds=rng.randrange(60))
        if not self.first_night <= moment.date() < self.day(self.nights):
            return
        place = place or customer.home
        if "branch" not in details:
            details["branch"] = f"ATM-{place.zip}-1" if channel == "atm" else f"BR-{place.zip}"
        self.postings.append(Posting(
            moment, place, customer, account or customer.account, int(cents), direction, channel, party, **details))

    def tell(self, story, typology, indicators, subjects, note):
        """Records a planted story for the truth file. `subjects` is (kind, identifier, name, role) rows."""
        self.stories.append({
            "story": story, "typology": typology, "indicators": indicators, "note": note,
            "subjects": [dict(zip(("kind", "identifier", "name", "role"), row)) for row in subjects],
        })


def dollars(rng, low, high, step=1):
    """Cents of a whole number of dollars in [low, high], a multiple of `step`."""
    return 100 * step * rng.randint(-(-low // step), high // step)


def cents(rng, low, high):
    """Cents between `low` and `high` dollars."""
    return rng.randrange(100 * low, 100 * high)
