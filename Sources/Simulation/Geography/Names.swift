/// Names of invented people and streets. Drawn at random, so that two strangers may share one, as in life.
enum Names {
  static let first = words(
    """
    Aaron Abigail Ada Adam Adriana Ahmed Aisha Alan Alejandra Alex Alice Alma Amara Amy Ana Andre Andrea
    Angela Anh Anita Anthony Antonio April Armando Ashley Barbara Beatriz Ben Bianca Brenda Brian Camila
    Carla Carlos Carmen Cathy Cesar Charles Chen Chloe Chris Clara Claudia Connor Craig Crystal Dana
    Daniel David Dawn Deborah Denise Diana Diego Dolores Donna Doris Dylan Edgar Eduardo Elena Eli
    Elizabeth Emma Eric Erika Esther Eva Evelyn Fatima Felix Fernando Frances Frank Gabriel Gary George
    Gina Gloria Grace Gregory Guadalupe Hana Hannah Harold Hassan Heather Hector Helen Henry Hugo Ines
    Irene Iris Isaac Ivan Jack Jacob James Jamie Janet Jared Jasmine Javier Jean Jenna Jesse Joan Joel
    John Jonas Jorge Jose Joseph Joyce Juan Judy Julia Julio Justin Karen Karim Katherine Keith Kelly
    Kenji Kevin Kim Kofi Kyle Larry Laura Lena Leo Leticia Lily Linda Linh Lisa Logan Lori Louis Lucia
    Luis Luz Lydia Madison Manuel Mara Marco Margaret Maria Mario Mark Marta Martin Mary Mateo Maya
    Megan Mei Melissa Michael Miguel Min Mina Monica Nadia Nancy Natalie Nathan Nicole Nina Noah Noor
    Norma Olga Olivia Omar Oscar Pablo Pamela Patricia Paul Paula Peter Phillip Priya Rachel Rafael
    Ralph Ramon Raul Rebecca Ricardo Robert Rosa Roy Ruben Russell Ruth Ryan Samuel Sandra Sara Scott
    Sean Sergio Sharon Shirley Sofia Stephen Susan Tamara Tara Teresa Theo Thomas Tiffany Timothy Tina
    Tomas Tony Tracy Travis Tuan Tyler Valeria Vanessa Vera Victor Vincent Virginia Wanda Wei Wendy
    William Xavier Yolanda Yusuf Zachary Zoe
    """)

  static let last = words(
    """
    Abbott Abdi Adams Aguilar Ahmed Alexander Ali Allen Alvarez Andersen Andrews Arias Armstrong Avila
    Bailey Baker Banerjee Barnes Barrera Bauer Beck Becker Bell Bennett Bernal Bishop Boateng Boone
    Bowen Boyd Bradley Brooks Brown Burke Burns Butler Cabrera Campbell Cardenas Carlson Carr Carroll
    Carter Castillo Castro Chan Chang Chavez Chen Cho Chung Clark Clarke Cohen Cole Coleman Collins
    Contreras Cook Cooper Costa Cox Crawford Cruz Cunningham Dang Daniels Davis Dean Delgado Diaz Dixon
    Do Doyle Duncan Duong Duran Edwards Elliott Ellis Erickson Espinoza Estrada Evans Farah Farouk
    Fernandez Ferrari Fields Figueroa Fischer Fisher Fletcher Flores Ford Foster Fox Franklin Fuentes
    Garcia Gardner Garza George Gibson Gomez Gonzalez Graham Grant Green Greene Griffin Guerrero Gupta
    Gutierrez Haddad Hall Hamilton Hansen Harper Harris Harrison Hart Hassan Hayes Henderson Hernandez
    Herrera Hicks Hill Ho Hoffman Holland Holmes Howard Huang Hudson Huerta Hughes Hunt Hunter Ibarra
    Ito Jackson Jacobs James Jenkins Jensen Jimenez Johnson Jones Jordan Joseph Juarez Kaplan Kaur
    Keller Kelley Kelly Kennedy Khan Kim King Klein Knight Kovac Kowalski Kumar Lam Lane Lang Larsen
    Lawrence Le Lee Leon Lewis Li Lin Liu Long Lopez Lucero Luna Lund Lynch Macias Marquez Marsh
    Marshall Martin Martinez Mason Matthews Maldonado May McCarthy McCoy McDonald Medina Mehta Mejia
    Mendez Mensah Meyer Miller Mills Mitchell Molina Montes Montoya Moore Morales Moreno Morgan Morris
    Mueller Munoz Murphy Murray Myers Nakamura Navarro Nelson Newman Nguyen Nichols Novak Nunez Ochoa
    Okafor Oliveira Olsen Ortega Ortiz Osman Owens Pacheco Padilla Palmer Park Parker Patel Patterson
    Payne Pena Perez Perkins Perry Peters Peterson Pham Phillips Pierce Pineda Porter Powell Price Quinn
    Quintero Ramirez Ramos Rangel Reed Reid Reyes Reynolds Rice Richards Riley Rios Rivas Rivera Roberts
    Robinson Rodriguez Rogers Rojas Romero Rosales Rose Ross Rossi Ruiz Russell Ryan Salazar Salgado
    Sanchez Sanders Sandoval Santiago Santos Schmidt Schneider Schultz Scott Serrano Shah Sharma Shaw
    Silva Simmons Simpson Singh Smith Snyder Solis Soto Spencer Stevens Stewart Stone Suarez Sullivan
    Tanaka Taylor Thomas Thompson Torres Tran Tucker Turner Valdez Vargas Vasquez Vega Velasquez Villa
    Wade Wagner Walker Wallace Walsh Wang Ward Warren Washington Watson Weaver Webb Weber Wells West
    Wheeler White Williams Wilson Wolf Wong Wood Woods Wright Wu Xu Yamamoto Yang Young Yu Zamora Zavala
    Zhang Zimmerman
    """)

  static let streets = words(
    """
    Acacia Alder Arroyo Ash Aspen Bayview Birch Bluff Bridge Broad Canal Cedar Center Cherry Chestnut
    Church Clay Cliff College Court Cottonwood Cypress Dale Depot Division Dogwood Elm Fairview Fern
    Forest Franklin Front Garden Grand Grove Hawthorn Hickory Highland Hill Holly Hudson Jefferson
    Juniper Lake Laurel Liberty Lincoln Linden Locust Madison Magnolia Main Maple Market Meadow Mesa
    Mill Mission Monroe Mulberry Oak Olive Orange Orchard Palm Park Pecan Pine Plum Pond Poplar Prairie
    Railroad Ridge River Rose Sage School Second Spring Spruce State Summit Sunset Sycamore Third Union
    Valley Vine Walnut Washington Water Willow
    """)

  static let streetKinds = words("St St St Ave Ave Ave Rd Dr Ln Blvd Ct Way")

  /// Words that open the names of small businesses.
  static let trade = words(
    """
    Alpine Amber Anchor Apex Arbor Aurora Beacon Bluebird Blue Bright Bridge Canyon Cardinal Cascade
    Cedar Centro Cobalt Copper Coral Corner Crescent Crown Delta Desert Diamond Eagle East Echo Elite
    Emerald Evergreen Falcon Family First Five Frontier Garden Gateway Gold Golden Granite Green Harbor
    Heritage Hill Hometown Horizon Iron Ivy Jade Keystone Lake Lantern Liberty Lone Lotus Lucky Luna
    Maple Meadow Mesa Metro Midtown Mission Modern Moon Mountain New Noble North Northern Oak Ocean
    Orchid Pacific Palm Paradise Park Peak Pearl Phoenix Pine Pioneer Plaza Prairie Premier Prime
    Quality Rapid Red Redwood Reliable Ridge River Riverside Rose Royal Sage Sierra Silver Skyline Solid
    South Star Sterling Stone Summit Sun Sunrise Sunset Superior Swift Three Timber Tri Twin Union
    United Valley Vista West Western White Willow
    """)

  static func words(_ text: String) -> [String] {
    text.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init)
  }
}

extension Dice {
  /// A person's name, of a family where one is given.
  mutating func person(of family: String? = nil) -> (name: String, family: String) {
    let given = pick(Names.first)
    let surname = family ?? pick(Names.last)
    return (given + " " + surname, surname)
  }

  /// House number and street; a flat where it is one of many.
  mutating func street(isFlat: Bool) -> String {
    let house = "\(between(1...9989)) \(pick(Names.streets)) \(pick(Names.streetKinds))"
    return isFlat ? "\(house) Apt \(between(1...48))" : house
  }

  /// What a small business calls itself: two words and its trade.
  mutating func business(_ trade: String) -> String {
    let ending = pick(["", " LLC", " LLC", " Inc", " Co"])
    return "\(pick(Names.trade)) \(pick(Names.trade)) \(trade)\(ending)"
  }

  /// A town; some have many more customers than others.
  mutating func town() -> Place { Places.all[weighted(Places.popularity)] }

  /// A town away from the border.
  mutating func inland() -> Place { pick(Places.interior) }

  /// A town on the border.
  mutating func borderTown() -> Place { pick(Places.border) }
}
