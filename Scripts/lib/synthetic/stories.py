"""The planted stories. Each cites the red flag it illustrates; the numbers in it are invented, not the source's.

A `possible_victim` is planted so that it can be shown never to be accused.
"""

from .ordinary import card, own_transfer
from .places import BY_CITY, INTERIOR
from .world import Party, cents, dollars


def populate(world):
    """Plants every story, each from its own random stream."""
    for story in (border_funnel, staged_fees, small_payments_funnel, cash_then_wire, wage_sweep, wages_of_many,
                  night_house, small_sums_abroad, sextortion, structuring, passing_through):
        story(world, world.stream(f"story/{story.__name__}"))


def border_funnel(world, rng):
    """Senders in many states, and strangers with cash in far branches, pay one account in a border town, where
    it is taken out within a day or two.

    FIN-2023-Alert001 page 7 flags 1 and 2 (SMUG-FUNNEL-BORDER, SMUG-REMOTE-CASH); the same shape is the
    funnel account of FIN-2020-A008 page 4 (ML-FUNNEL-GEO).
    """
    holder = world.person(rng, BY_CITY["Laredo"])
    holder.cushion = 3100
    senders = [world.outsider(rng, place.state, handle=True) for place in rng.sample(INTERIOR, 14)]
    depositors = ["Dale Hurst", "Rhonda Pike", "Curtis Vance", "Joel Mabry"]
    towns = [BY_CITY[name] for name in ("Atlanta", "Charlotte", "Chicago", "Nashville")]
    for round_, night in enumerate(range(3, 24, 4)):
        taken_in = 0
        for sender in rng.sample(senders, 4):
            amount = dollars(rng, 400, 1500, 50)
            taken_in += amount
            world.post(holder, night, rng.randrange(9, 21), amount, "credit", "p2p", party=sender, rng=rng,
                       memo=rng.choice(("", "", "for the trip", "from his brother")))
        for number in (round_, round_ + 1):
            amount = dollars(rng, 1800, 2900, 100)
            taken_in += amount
            world.post(holder, night, rng.randrange(10, 16), amount, "credit", "cash", place=towns[number % 4],
                       rng=rng,
                       conductor=depositors[number % 4])
        halves = (taken_in * 55 // 100, taken_in * 40 // 100)
        for half, town in zip(halves, ("Laredo", "McAllen")):
            world.post(holder, night + 1, rng.randrange(9, 15), half // 2000 * 2000, "debit", "cash",
                       place=BY_CITY[town],
                       rng=rng, conductor=holder.name)
    world.tell("border_funnel", "human-smuggling", ["SMUG-FUNNEL-BORDER", "SMUG-REMOTE-CASH", "ML-FUNNEL-GEO"],
               [("customer", holder.id, holder.name, "facilitator")],
               "Many states pay in, a border town pays out.")


def staged_fees(world, rng):
    """Five households, strangers to each other, pay the same outside person in two parts: one at the start, the
    larger one on arrival, all to much the same total. The households are relatives, never subjects. Three who have
    arrived send that person most of every wage: the rest of the price, and perhaps more than that.

    FIN-2023-Alert001 page 6, advance and on-arrival payment and what an unpaid debt leads to, counted at the payee
    (SMUG-STAGED-PAY, LAB-WAGE-SWEEP). Those who work the debt off are possible victims.
    """
    payee = world.outsider(rng, "TX", name="R. Salinas Duarte", bank="Frontera Credit Union")
    subjects = [("counterparty", payee.account, payee.name, "controller")]
    for number, place in enumerate(rng.sample(INTERIOR, 5)):
        household = world.person(rng, place)
        card(world, rng, household)
        advance = 2 + number
        total = dollars(rng, 6800, 7600, 100)
        first = dollars(rng, 1800, 2400, 100)
        for night, amount in ((advance, first), (advance + 8 + number, total - first)):
            world.post(household, night, rng.randrange(9, 17), amount, "debit", "wire", party=payee, rng=rng,
                       memo=rng.choice(("", "viaje", "what we agreed")), reference=f"WT-{rng.randrange(10**6):06}")
        subjects.append(("customer", household.id, household.name, "sender, not a subject"))
    kitchen = Party("8222111000", "Harbor Hotels", "TX")
    for _ in range(3):
        worker = world.person(rng, BY_CITY["Houston"])
        worker.employer = kitchen.name
        for night in world.fridays():
            pay = cents(rng, 480, 560)
            world.post(worker, night, 5, pay, "credit", "ach", party=kitchen, rng=rng, purpose="payroll",
                       employer=kitchen.name, memo="PAYROLL HARBOR HOTELS")
            world.post(worker, night, rng.randrange(8, 20), pay * 76 // 100, "debit", "p2p", party=payee, rng=rng)
        card(world, rng, worker)
        subjects.append(("customer", worker.id, worker.name, "possible_victim"))
    world.tell("staged_fees", "human-smuggling", ["SMUG-STAGED-PAY", "LAB-WAGE-SWEEP"], subjects,
               "The payee is the subject; each household alone looks like a rent deposit.")


def small_payments_funnel(world, rng):
    """Well over a hundred small app payments from some thirty senders, moved at once to the holder's own savings
    and taken out in cash at several branches, each below the reporting line.

    The shape of an example in FinCEN's trend analysis of human smuggling, August 2026 (SMUG-P2P-MICROFUNNEL).
    """
    holder = world.person(rng, BY_CITY["McAllen"])
    holder.savings = "5" + world.digits(9)
    holder.cushion = 5200
    senders = [world.outsider(rng, rng.choice(INTERIOR).state, handle=True) for _ in range(34)]
    towns = [BY_CITY[name] for name in ("McAllen", "Rio Grande City", "Brownsville", "Laredo")]
    kept = 0
    for night in range(min(world.nights, 28)):
        taken_in = 0
        for sender in rng.sample(senders, 5):
            amount = cents(rng, 60, 210)
            taken_in += amount
            world.post(holder, night, rng.randrange(9, 19), amount, "credit", "p2p", party=sender, rng=rng)
        moved = taken_in * 98 // 100
        own_transfer(world, rng, holder, night, 20, moved)
        kept += moved
        if night % 2 == 1:
            cash = kept // 2000 * 2000
            kept -= cash
            world.post(holder, night, 21, cash, "debit", "cash", place=towns[night // 2 % 4], rng=rng,
                       account=holder.savings, conductor=holder.name)
    world.tell("small_payments_funnel", "human-smuggling", ["SMUG-P2P-MICROFUNNEL", "ML-RAPID-MOVE"],
               [("customer", holder.id, holder.name, "facilitator")], "Small credits, own savings, cash.")


def cash_then_wire(world, rng):
    """Two couriers pay cash in, in towns far from the holder's; most of it is wired abroad within two days, again and
    again, by someone without such an income.

    FIN-2023-Alert001 page 7 flags 2 and 3 (SMUG-CASH-THEN-WIRE, SMUG-REMOTE-CASH, ML-RAPID-MOVE).
    """
    sender = world.person(rng, BY_CITY["Tucson"])
    sender.cushion = 2300
    payees = [world.outsider(rng, country=country, bank="Banco del Istmo") for country in ("GT", "HN", "GT")]
    couriers = [(BY_CITY["Las Vegas"], "Toby Crane"), (BY_CITY["Albuquerque"], "Lyle Denton")]
    for number, night in enumerate(range(2, 28, 3)):
        amount = dollars(rng, 2200, 3900, 100)
        town, courier = couriers[number % 2]
        world.post(sender, night, 10, amount, "credit", "cash", place=town, rng=rng, conductor=courier)
        world.post(sender, night + 1, 11, amount * 95 // 100, "debit", "wire", party=payees[number % 3], rng=rng,
                   reference=f"WT-{rng.randrange(10**6):06}")
    world.tell("cash_then_wire", "human-smuggling", ["SMUG-CASH-THEN-WIRE", "SMUG-REMOTE-CASH", "ML-RAPID-MOVE"],
               [("customer", sender.id, sender.name, "facilitator")], "Nine rounds of cash in, wire out.")


def wage_sweep(world, rng):
    """Four workers of one labour contractor. Each pay day nearly all of each wage goes, within hours and from one
    and the same telephone, to one outside person. Almost nothing is left to live on.

    FIN-2020-A008 page 4 (LAB-WAGE-SWEEP), gathered at the payee. The workers are possible victims.
    """
    payee = world.outsider(rng, "FL", name="M. Crewhouse", handle=True)
    subjects = [("counterparty", payee.account, payee.name, "controller")]
    contractor = Party("8333444555", "Golden Grove Labor LLC", "FL")
    phone, device = "+1555" + world.digits(7), "dev-" + world.digits(8)
    for _ in range(4):
        worker = world.person(rng, BY_CITY["Orlando"])
        worker.phone, worker.device, worker.employer = phone, device, contractor.name
        for night in world.fridays():
            pay = cents(rng, 560, 660)
            world.post(worker, night, 5, pay, "credit", "ach", party=contractor, rng=rng, purpose="payroll",
                       employer=contractor.name, memo="PAYROLL GOLDEN GROVE")
            world.post(worker, night, rng.randrange(7, 12), pay * 86 // 100, "debit", "p2p", party=payee, rng=rng,
                       memo=rng.choice(("housing", "", "debt", "transport and housing")))
            world.post(worker, night + 1, rng.randrange(18, 21), cents(rng, 18, 40), "debit", "card", rng=rng,
                       branch="",
                       party=Party("", "Orchard Grocers Orlando", "FL"), mcc="5411")
        subjects.append(("customer", worker.id, worker.name, "possible_victim"))
    world.tell("wage_sweep", "labor-trafficking", ["LAB-WAGE-SWEEP"], subjects,
               "One worker may be paying a debt; four to the same payee is the signal.")


def wages_of_many(world, rng):
    """The wages of five people from four employers arrive in one person's account, who takes them out in cash. Crew
    bosses pay in what other crews earned in cash, in towns far away.

    FIN-2020-A008 page 4, citing the FATF/APG report of July 2018 (LAB-MULTI-WAGE), and its funnel account on the
    same page (SMUG-REMOTE-CASH).
    """
    holder = world.person(rng, BY_CITY["Houston"])
    holder.cushion = 4400
    names = ["J Ortega", "P Lam", "D Kovac", "S Mensah", "R Pillai"]
    employers = ["Pinnacle Roofing", "Harbor Hotels", "Mesa Packing", "Spotless Janitorial", "Pinnacle Roofing"]
    bosses = [(BY_CITY["New Orleans"], "Wade Tully"), (BY_CITY["Dallas"], "Cole Ramsey")]
    for week, night in enumerate(world.fridays()):
        town, boss = bosses[week % 2]
        world.post(holder, night + 1, 10, dollars(rng, 1200, 1900, 20), "credit", "cash", place=town, rng=rng,
                   conductor=boss)
        total = 0
        for number, (name, employer) in enumerate(zip(names, employers)):
            pay = cents(rng, 480, 640)
            total += pay
            world.post(holder, night, 4, pay, "credit", "ach",
                       party=Party(f"83{employers.index(employer):08}", employer, "TX"),
                       rng=rng, purpose="payroll", employer=employer,
                       memo=f"PAYROLL {employer.upper()} {name.upper()}",
                       reference=f"PPD-{number:02}-{night:02}")
        for part in range(2):
            world.post(holder, night, 11 + part * 5, total * 49 // 100 // 2000 * 2000, "debit", "atm", rng=rng,
                       conductor=holder.name)
    world.tell("wages_of_many", "labor-trafficking", ["LAB-MULTI-WAGE", "SMUG-REMOTE-CASH"],
               [("customer", holder.id, holder.name, "controller")], "Five pay slips, four employers, one account.")


def night_house(world, rng):
    """Cash at the machine between ten at night and five in the morning, many one-time senders of round sums in the
    evening and nothing said, hotel rooms in towns along a highway. Away from home someone else pays the cash in.

    FINTRAC-2016-OA003 (SEX-NIGHT-CASH, SEX-MANY-SENDERS), FIN-2020-A008 page 4 (SMUG-REMOTE-CASH). Whether the holder
    collects or is made to, the bank cannot see: the role stays open.
    """
    holder = world.person(rng, BY_CITY["Las Vegas"])
    towns = [(BY_CITY["Las Vegas"], holder.name), (BY_CITY["Phoenix"], "Kara Voss"),
             (BY_CITY["Los Angeles"], "Dee Lowell")]
    for night in range(1, world.nights, 2):
        town, conductor = towns[night // 7 % 3]
        world.post(holder, night, rng.choice((22, 23, 25, 27)), dollars(rng, 300, 860, 20), "credit", "atm",
                   place=town, rng=rng,
                   conductor=conductor)
        for _ in range(2):
            client = world.outsider(rng, town.state, handle=True)
            world.post(holder, night, rng.choice((19, 20, 21, 22, 23)), dollars(rng, 80, 400, 20), "credit", "p2p",
                       party=client, rng=rng)
        if night % 3 == 0:
            world.post(holder, night, 15, cents(rng, 70, 130), "debit", "card", place=town, rng=rng, branch="",
                       mcc="7011",
                       party=Party("", f"Roadside Inn {town.city}", town.state))
    world.tell("night_house", "sex-trafficking", ["SEX-NIGHT-CASH", "SEX-MANY-SENDERS", "SMUG-REMOTE-CASH"],
               [("customer", holder.id, holder.name, "unknown")], "Night cash and thirty one-time senders.")


def small_sums_abroad(world, rng):
    """Small sums, several evenings a week and more and more often, to two people in the Philippines who share no name with
    the sender, most of them called family support; then an airline and a hotel.

    FINTRAC's alert on online child sexual exploitation, 2025, pages 5 and 7 (OCSE-LOWVAL-HRJ, OCSE-MEMO-MISMATCH,
    OCSE-TRAVEL-LINK).
    """
    sender = world.person(rng, BY_CITY["Minneapolis"])
    card(world, rng, sender)
    payees = [world.outsider(rng, country="PH", bank="Isla Pay") for _ in range(2)]
    for number, night in enumerate((2, 5, 8, 11, 13, 15, 17, 18, 20, 21, 22, 23)):
        payee = payees[1 if number % 3 == 2 else 0]
        world.post(sender, night, rng.choice((19, 20, 21, 22, 24)), dollars(rng, 22, 34) + number * 200, "debit", "wire",
                   party=payee, rng=rng, memo="family support" if payee is payees[0] else "")
    for night, mcc, merchant, amount in ((24, "4511", "Summit Airlines", 119000), (25, "7011", "Harbor Hotels", 48000)):
        world.post(sender, night, 14, amount, "debit", "card", rng=rng, branch="", mcc=mcc, party=Party("", merchant, "MN"))
    world.tell("small_sums_abroad", "online-child-sexual-exploitation",
               ["OCSE-LOWVAL-HRJ", "OCSE-MEMO-MISMATCH", "OCSE-TRAVEL-LINK"],
               [("customer", sender.id, sender.name, "buyer")], "Twelve evening remittances, growing, then a journey.")


def sextortion(world, rng):
    """One night, five round payments to two new payees abroad, within hours, the words pleading, until the account
    is empty. The customer is a victim, and that night a telephone call might have helped.

    FIN-2025-NTC2 (SEXT-VICTIM).
    """
    victim = world.person(rng, BY_CITY["Columbus"])
    victim.cushion = 1180
    card(world, rng, victim)
    payees = [world.outsider(rng, country="CI", handle=True) for _ in range(2)]
    pleas = ["", "please stop", "that is all i have", "please delete them", ""]
    for number, (hour, amount) in enumerate(((22, 5000), (23, 10000), (24, 10000), (25, 20000), (26, 15000))):
        world.post(victim, 17, hour, amount, "debit", "p2p", party=payees[number % 2], rng=rng, memo=pleas[number])
    world.tell("sextortion", "sextortion", ["SEXT-VICTIM"],
               [("customer", victim.id, victim.name, "possible_victim")],
               "A burst in one night; the customer is the victim.")


def structuring(world, rng):
    """Cash just below ten thousand dollars, over and over, at branches in three counties and by two people; most of it
    then wired across the border.

    31 CFR 1010.314; FIN-2020-A008 page 7 flag 10 (ML-STRUCT-CTR); FIN-2023-Alert001 page 7 flags 2 and 3
    (SMUG-REMOTE-CASH, SMUG-CASH-THEN-WIRE).
    """
    trader = world.person(rng, BY_CITY["San Ysidro"], name="Second Season Clothing LLC")
    towns = [BY_CITY[name] for name in ("San Ysidro", "Fresno", "Phoenix")]
    for number, night in enumerate((5, 6, 7, 11, 12, 13, 19, 20)):
        world.post(trader, night, rng.randrange(9, 16), dollars(rng, 8600, 9800, 50), "credit", "cash",
                   place=towns[number % 3], rng=rng, conductor=("Neil Acker", "Gwen Holt")[number % 2])
    buyer = world.outsider(rng, country="MX", name="Textiles del Valle", bank="Banco Norte")
    for night in (8, 14, 21):
        world.post(trader, night, 9, dollars(rng, 16000, 17500, 100), "debit", "wire", party=buyer, rng=rng,
                   memo="merchandise")
    world.tell("structuring", "laundering-network", ["ML-STRUCT-CTR", "SMUG-REMOTE-CASH", "SMUG-CASH-THEN-WIRE"],
               [("customer", trader.id, trader.name, "unknown")],
               "Eight deposits under the line, two hands, three counties.")


def passing_through(world, rng):
    """Whatever arrives from strangers, by wire or as cash in far counties, leaves within a day as cashier's checks and
    to an exchange, nearly to the cent, and nothing is ever bought.

    FINTRAC-2016-OA003; FIN-2025-A003 page 9 (ML-RAPID-MOVE); FIN-2020-A008 page 4 (ML-FUNNEL-GEO, SMUG-REMOTE-CASH).
    """
    mule = world.person(rng, BY_CITY["Kansas City"])
    mule.cushion = 900
    exchange = Party("8666777888", "Coinharbor Exchange", "DE")
    strangers = [(BY_CITY["Philadelphia"], "Ray Stokes"), (BY_CITY["Tampa"], "Lena Birch"),
                 (BY_CITY["Columbus"], "Art Doyle")]
    for number, night in enumerate(range(2, 27, 3)):
        wired, cash = cents(rng, 1400, 4200), dollars(rng, 1500, 3200, 100)
        sender = world.outsider(rng, rng.choice(INTERIOR).state, bank="First Harbor")
        town, stranger = strangers[number % 3]
        world.post(mule, night, rng.randrange(9, 14), wired, "credit", "wire", party=sender, rng=rng)
        world.post(mule, night, rng.randrange(9, 14), cash, "credit", "cash", place=town, rng=rng, conductor=stranger)
        world.post(mule, night, rng.randrange(15, 21), wired * 99 // 100, "debit", "crypto", party=exchange, rng=rng)
        world.post(mule, night + 1, 10, cash, "debit", "instrument", rng=rng, conductor=mule.name,
                   memo="CASHIER'S CHECK")
    world.tell("passing_through", "laundering-network", ["ML-RAPID-MOVE", "ML-FUNNEL-GEO", "SMUG-REMOTE-CASH"],
               [("customer", mule.id, mule.name, "facilitator")], "Nine times in, nine times out within a day.")
