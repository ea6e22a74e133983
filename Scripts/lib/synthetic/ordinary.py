"""Ordinary customers: pay days, rent, shops, bills, friends, family abroad. Each habit is one function."""

from .places import BORDER, INTERIOR, PLACES
from .world import Party, cents, dollars

EMPLOYERS = """Alder Logistics;Bayview School District;Beacon Health;Brightline Transit;Cedar Foods;City Works Department
Delta Hardware;Evergreen Nursery;Fairmont Dental;Granite Builders;Harbor Hotels;Juniper Software;Kestrel Insurance
Lakeside Hospital;Mesa Packing;Northgate Mall;Orchard Grocers;Pinnacle Roofing;Quarry Steel;Redwood Furniture
Summit Airlines;Tidewater Shipping;Union Printing;Valley Produce;Westfield Motors""".replace("\n", ";").split(";")

# Category, shop, lowest and highest dollars, and how often against the others.
SHOPS = [
    ("5411", "Orchard Grocers", 12, 140, 30), ("5541", "Quick Fuel", 18, 75, 14),
    ("5812", "Blue Door Diner", 14, 80, 12),
    ("5814", "Noodle Counter", 6, 28, 14), ("5912", "Corner Pharmacy", 5, 60, 7), ("4111", "Metro Transit", 2, 40, 8),
    ("5651", "Thread and Button", 20, 160, 4), ("5251", "Delta Hardware", 8, 120, 4), ("5942", "Book Nook", 8, 45, 2),
    ("5995", "Pet Pantry", 12, 90, 3), ("7832", "Rialto Cinema", 10, 45, 2), ("4511", "Summit Airlines", 90, 480, 1),
    ("7011", "Harbor Hotels", 80, 260, 1), ("5999", "Everything Online", 9, 130, 10),
]

BILLS = [("Valley Power and Light", 45, 190), ("Clearwater Utility", 25, 80), ("Northstar Mobile", 35, 110),
         ("Kestrel Insurance", 60, 220), ("Fiber Home Internet", 45, 95)]

FRIENDLY = ["lunch", "dinner, thanks!", "pizza", "gas money", "birthday 🎂", "tickets", "groceries", "movie night",
            'for "the thing"', "happy hour", "camping", "", ""]

FAMILY_ABROAD = ["MX", "GT", "PH", "IN", "SV", "VN", "CO", "DO", "HN", "PL"]


def populate(world, count):
    """`count` ordinary households, a few in towns on the border, most elsewhere."""
    rng = world.stream("population")
    for number in range(count):
        home = rng.choice(BORDER) if rng.random() < 0.12 else rng.choice(INTERIOR)
        customer = world.person(rng, home)
        own = world.stream(f"ordinary/{number}")
        wages(world, own, customer)
        housing(world, own, customer)
        card(world, own, customer)
        cash_machine(world, own, customer)
        bills(world, own, customer)
        friends(world, own, customer)
        if own.random() < 0.3:
            savings(world, own, customer)
        if own.random() < 0.12:
            family_abroad(world, own, customer)
        if own.random() < 0.05:
            tips(world, own, customer)


def pay_nights(world, rng):
    """The nights on which someone is paid: weekly, every second Friday, or on the 1st and the 15th."""
    kind = rng.random()
    fridays = world.fridays()
    if kind < 0.25:
        return fridays, 0.5
    if kind < 0.75:
        return fridays[rng.randrange(2)::2], 1
    return [n for n in range(world.nights) if world.day(n).day in (1, 15)], 1.05


def wages(world, rng, customer):
    """Wages by direct deposit, in the small hours of pay day."""
    customer.employer = rng.choice(EMPLOYERS)
    nights, share = pay_nights(world, rng)
    usual = cents(rng, 1150, 3600) * share
    payer = Party(f"81{EMPLOYERS.index(customer.employer):08}", customer.employer, customer.home.state)
    for night in nights:
        world.post(customer, night, 4, usual * rng.uniform(0.97, 1.03), "credit", "ach", party=payer, rng=rng,
                   purpose="payroll", employer=customer.employer, memo="PAYROLL " + customer.employer.upper())


def housing(world, rng, customer):
    """Rent or a mortgage, once, in the first days of the month."""
    night = rng.randrange(5)
    amount = dollars(rng, 750, 2100, 25)
    if rng.random() < 0.6:
        landlord = world.outsider(rng, customer.home.state, handle=rng.random() < 0.3)
        channel = "p2p" if landlord.account.startswith("@") else rng.choice(["ach", "check"])
        world.post(customer, night, rng.randrange(8, 20), amount, "debit", channel, party=landlord, rng=rng,
                   purpose="rent" if channel == "ach" else "", memo="rent")
    else:
        world.post(customer, night, 5, amount, "debit", "ach", party=Party("8100200300", "Homestead Mortgage", "OH"),
                   rng=rng, purpose="loan", memo="MORTGAGE PAYMENT")


def card(world, rng, customer):
    """Shops, mostly near home, at the hours shops are open; now and then a trip."""
    weights = [shop[4] for shop in SHOPS]
    away = rng.choice(PLACES) if rng.random() < 0.08 else None
    first_away = rng.randrange(world.nights)
    for night in range(world.nights):
        for _ in range(rng.choice((0, 0, 1, 1, 1))):
            mcc, name, low, high, _ = rng.choices(SHOPS, weights)[0]
            place = away if away and first_away <= night < first_away + 3 else customer.home
            late = 1 if rng.random() < 0.01 else 0
            world.post(customer, night, rng.randrange(7, 23), cents(rng, low, high), "debit", "card", place=place,
                       rng=rng,
                       party=Party("", f"{name} {place.city}", place.state), mcc=mcc, branch="", nights_late=late)
    if rng.random() < 0.2:
        world.post(customer, rng.randrange(world.nights), 12, cents(rng, 8, 90), "credit", "card", rng=rng, branch="",
                   party=Party("", f"Everything Online {customer.home.city}", customer.home.state), mcc="5999",
                   purpose="refund", memo="REFUND")


def cash_machine(world, rng, customer):
    """A few withdrawals in round sums near home."""
    for _ in range(rng.choice((0, 1, 1, 2, 3, 4))):
        world.post(customer, rng.randrange(world.nights), rng.randrange(8, 23), dollars(rng, 20, 200, 20), "debit",
                   "atm",
                   rng=rng, conductor=customer.name)


def bills(world, rng, customer):
    """Utilities, phone and insurance by ACH."""
    for bill in rng.sample(range(len(BILLS)), rng.randrange(2, 5)):
        name, low, high = BILLS[bill]
        world.post(customer, rng.randrange(world.nights), 5, cents(rng, low, high), "debit", "ach", rng=rng,
                   party=Party(f"82{bill:08}", name, customer.home.state),
                   reference=f"INV-{rng.randrange(10**6):06}", memo="AUTOPAY")


def friends(world, rng, customer):
    """Small sums to and from the same two or three friends."""
    circle = [world.outsider(rng, customer.home.state, handle=True) for _ in range(rng.randrange(1, 4))]
    for _ in range(rng.randrange(1, 7)):
        world.post(customer, rng.randrange(world.nights), rng.randrange(9, 23), cents(rng, 5, 70),
                   rng.choice(("credit", "debit")),
                   "p2p", party=rng.choice(circle), rng=rng, memo=rng.choice(FRIENDLY))


def savings(world, rng, customer):
    """A savings account of one's own, fed once or twice a month: both legs are in the export."""
    customer.savings = "5" + world.digits(9)
    for _ in range(rng.randrange(1, 3)):
        own_transfer(world, rng, customer, rng.randrange(world.nights), rng.randrange(9, 21),
                     dollars(rng, 50, 400, 50))


def own_transfer(world, rng, customer, night, hour, amount):
    """Moves money from a customer's first account to their savings."""
    minute = rng.randrange(60)
    for account, other, direction in ((customer.account, customer.savings, "debit"),
                                      (customer.savings, customer.account, "credit")):
        world.post(customer, night, hour, amount, direction, "book", minute=minute, account=account, rng=rng,
                   party=Party(other, customer.name, customer.home.state), purpose="own_transfer",
                   memo="TRANSFER TO SAVINGS")


def family_abroad(world, rng, customer):
    """Two remittances to one relative after pay day: the commonest innocent cross-border payment there is."""
    relative = world.outsider(rng, country=rng.choice(FAMILY_ABROAD), bank="Banco Familiar",
                              name=f"{rng.choice(('Rosa', 'Luis', 'Ana', 'Ivan', 'Mei'))} {customer.surname}")
    for night in (2, 16):
        world.post(customer, night, rng.randrange(9, 18), dollars(rng, 150, 400, 10), "debit", "wire",
                   party=relative, rng=rng,
                   reference=f"REM-{rng.randrange(10**6):06}", memo="family support")


def tips(world, rng, customer):
    """A night worker who pays tips into the machine on the way home."""
    for night in range(rng.randrange(3), world.nights, 4):
        world.post(customer, night, rng.choice((22, 23)), dollars(rng, 40, 180, 5), "credit", "atm", rng=rng,
                   conductor=customer.name, memo="")
