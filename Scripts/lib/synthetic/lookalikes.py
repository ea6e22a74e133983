"""Innocent people whose payments look like a red flag: what a good rulebook must leave alone."""

from .places import BY_CITY, INTERIOR
from .ordinary import card
from .world import Party, cents, dollars


def populate(world):
    """A few of each kind, listed in the truth file as innocent."""
    rng = world.stream("lookalikes")
    kinds = ((student, 12), (landlord, 6), (restaurant, 4), (church, 3), (savings_club, 3), (hairdresser, 6),
             (trucker, 5), (farm_crew, 2))
    listed = []
    for kind, count in kinds:
        for _ in range(count):
            customer = kind(world, rng)
            listed.append({"pattern": kind.__name__, "kind": "customer", "identifier": customer.id,
                           "name": customer.name})
    return listed


def student(world, rng):
    """Lives on campus; a parent pays cash in at home, far away. Looks like cash from a remote place."""
    campus, home = rng.sample(INTERIOR, 2)
    customer = world.person(rng, campus)
    parent = f"{rng.choice(('Carla', 'Victor', 'Ruth', 'Omar'))} {customer.surname}"
    for night in (1, 14, 24):
        world.post(customer, night, rng.randrange(10, 16), dollars(rng, 250, 600, 50), "credit", "cash", place=home,
                   rng=rng,
                   conductor=parent, memo="for school")
    world.post(customer, 3, 11, cents(rng, 1800, 3200), "debit", "ach",
               party=Party("8777000111", "State University Bursar", campus.state),
               rng=rng, purpose="tuition", memo="TUITION FALL")
    card(world, rng, customer)
    return customer


def landlord(world, rng):
    """Many payers, one payee, similar round sums at the start of the month."""
    customer = world.person(rng, rng.choice(INTERIOR))
    for unit in range(rng.randrange(8, 15)):
        tenant = world.outsider(rng, customer.home.state, handle=rng.random() < 0.5)
        channel = "p2p" if tenant.account.startswith("@") else "check"
        world.post(customer, rng.randrange(6), rng.randrange(8, 20), dollars(rng, 800, 1600, 50), "credit", channel,
                   party=tenant,
                   rng=rng, purpose="rent", memo=f"rent unit {unit + 1}")
    world.post(customer, 8, 5, dollars(rng, 3000, 5000), "debit", "ach",
               party=Party("8100200300", "Homestead Mortgage", "OH"),
               rng=rng, purpose="loan", memo="MORTGAGE PAYMENT")
    return customer


def restaurant(world, rng):
    """The takings in the night safe, six evenings a week, every week alike; card sales too; suppliers and wages out."""
    customer = world.person(rng, rng.choice(INTERIOR), name="Blue Lantern Kitchen LLC")
    usual = rng.randrange(1800, 3600)
    supplier = world.outsider(rng, customer.home.state, name="Cedar Foods Wholesale", bank="First Harbor")
    staff = [world.outsider(rng, customer.home.state) for _ in range(4)]
    for night in range(world.nights):
        if world.day(night).weekday() == 0:
            continue
        world.post(customer, night, 22, cents(rng, int(usual * 0.8), int(usual * 1.2)), "credit", "cash", rng=rng,
                   conductor=customer.name, memo="NIGHT DEPOSIT")
        world.post(customer, night, 5, cents(rng, int(usual * 0.6), usual), "credit", "card", rng=rng, branch="",
                   party=Party("8555000222", "Merchant Settlement", "OH"), memo="CARD SALES")
        if night % 3 == 0:
            world.post(customer, night, 10, cents(rng, usual, usual * 2), "debit", "ach", party=supplier, rng=rng,
                       reference=f"INV-{rng.randrange(10**6):06}", memo="produce and meat")
        if world.day(night).weekday() == 4:
            for cook in staff:
                world.post(customer, night, 6, cents(rng, 520, 760), "debit", "ach", party=cook, rng=rng,
                           purpose="payroll", memo="WAGES")
    return customer


def church(world, rng):
    """Collections in cash on Mondays and many small gifts on Sundays."""
    customer = world.person(rng, rng.choice(INTERIOR), name="Grace Street Church")
    givers = [world.outsider(rng, customer.home.state, handle=True) for _ in range(25)]
    for night in range(world.nights):
        weekday = world.day(night).weekday()
        if weekday == 0:
            world.post(customer, night, 11, cents(rng, 900, 2600), "credit", "cash", rng=rng, conductor="Ruth Walsh",
                       memo="COLLECTION")
        if weekday == 6:
            for giver in rng.sample(givers, 14):
                world.post(customer, night, rng.randrange(9, 13), dollars(rng, 10, 100, 10), "credit", "p2p",
                           party=giver, rng=rng,
                           memo="offering")
    return customer


def savings_club(world, rng):
    """A tanda: each week ten members pay in and one of them, in turn, is paid out."""
    customer = world.person(rng, rng.choice(INTERIOR))
    members = [world.outsider(rng, customer.home.state, handle=True) for _ in range(10)]
    for turn, night in enumerate(world.fridays()):
        for member in members:
            world.post(customer, night, rng.randrange(12, 20), 20000, "credit", "p2p", party=member, rng=rng,
                       memo="tanda")
        world.post(customer, night + 1, 10, 200000, "debit", "p2p", party=members[turn], rng=rng,
                   memo="tanda, your turn")
    card(world, rng, customer)
    return customer


def hairdresser(world, rng):
    """Many senders of small round sums, by day, with words that say what for."""
    customer = world.person(rng, rng.choice(INTERIOR))
    clients = [world.outsider(rng, customer.home.state, handle=True) for _ in range(45)]
    for night in range(world.nights):
        if world.day(night).weekday() in (0, 6):
            continue
        for client in rng.sample(clients, 3):
            world.post(customer, night, rng.randrange(10, 18), dollars(rng, 35, 120, 5), "credit", "p2p",
                       party=client, rng=rng,
                       memo=rng.choice(("haircut", "color", "cut & style", "braids", "trim")))
    card(world, rng, customer)
    return customer


def trucker(world, rng):
    """Paid at home, takes cash out wherever the road leads."""
    customer = world.person(rng, rng.choice(INTERIOR))
    for night in world.fridays():
        world.post(customer, night, 4, cents(rng, 1100, 1500), "credit", "ach",
                   party=Party("8450012345", "Alder Logistics", "TX"),
                   rng=rng, purpose="payroll", employer="Alder Logistics", memo="PAYROLL ALDER LOGISTICS")
    for night in range(0, world.nights, 2):
        place = rng.choice(INTERIOR)
        world.post(customer, night, rng.randrange(7, 22), dollars(rng, 40, 120, 20), "debit", "atm", place=place,
                   rng=rng,
                   conductor=customer.name)
        world.post(customer, night, rng.randrange(7, 22), cents(rng, 120, 380), "debit", "card", place=place,
                   rng=rng, branch="",
                   party=Party("", f"Highway Diesel {place.city}", place.state), mcc="5541")
    return customer


def farm_crew(world, rng):
    """A grower who pays a seasonal crew each week, all alike, from one account."""
    customer = world.person(rng, BY_CITY["Fresno"], name="Valley Produce LLC")
    crew = [world.outsider(rng, "CA") for _ in range(18)]
    for night in world.fridays():
        for worker in crew:
            world.post(customer, night, 6, cents(rng, 520, 680), "debit", "ach", party=worker, rng=rng,
                       purpose="payroll",
                       memo="WAGES")
        world.post(customer, night, 5, cents(rng, 11000, 15000), "credit", "wire", rng=rng,
                   reference=f"INV-{rng.randrange(10**6):06}",
                   party=world.outsider(rng, "CA", name="Orchard Grocers", bank="First Harbor"),
                   memo="produce, week's invoice")
    return customer
