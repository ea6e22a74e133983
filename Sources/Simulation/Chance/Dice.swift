import Ledger

/// The chance of one actor: the same numbers on every machine for the same seed and name.
///
/// Every person, business and operation has dice of its own, so that adding one leaves all the others as
/// they were. SplitMix64; no library function whose last digit may differ between machines.
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64, stream: String) { state = StableHash.hash(stream, seed: seed) }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number in 0..<bound; 0 where nothing is to choose from.
  mutating func below(_ bound: Int) -> Int {
    bound <= 1 ? 0 : Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number of the range.
  mutating func between(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// A number of the range, with its decimals.
  mutating func between(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + fraction() * (range.upperBound - range.lowerBound)
  }

  /// 0 or more, less than 1.
  mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

  mutating func chance(_ probability: Double) -> Bool { fraction() < probability }

  mutating func pick<Element>(_ choices: [Element]) -> Element { choices[below(choices.count)] }

  /// `count` different ones of the choices, or all of them where there are fewer, in any order.
  mutating func some<Element>(_ count: Int, of choices: [Element]) -> [Element] {
    var left = choices
    let wanted = min(count, left.count)
    for place in 0..<wanted { left.swapAt(place, place + below(left.count - place)) }
    return Array(left.prefix(wanted))
  }

  /// One index, in proportion to the weights, whose running sums these are.
  mutating func weighted(_ runningSums: [Double]) -> Int {
    let drawn = fraction() * (runningSums.last ?? 0)
    var low = 0
    var high = runningSums.count - 1
    while low < high {
      let middle = (low + high) / 2
      if runningSums[middle] > drawn { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension Dice {
  /// How often something happens that happens `mean` times on average (Poisson, at most 60).
  mutating func count(_ mean: Double) -> Int {
    guard mean > 0 else { return 0 }
    let floor = Curve.power2(-mean * Curve.binaryLogarithmOfE)
    var product = fraction()
    var count = 0
    while product > floor, count < 60 {
      count += 1
      product *= fraction()
    }
    return count
  }

  /// About normal, mean 0 and deviation 1: the sum of three.
  mutating func normal() -> Double { (fraction() + fraction() + fraction() - 1.5) * 2 }

  /// Around `middle`, as often above as below, with the long tail that money has. At `width` 1 two in
  /// three lie between half and double.
  mutating func spread(_ middle: Int, _ width: Double = 0.6) -> Int {
    max(1, Int(Double(middle) * Curve.power2(normal() * width)))
  }

  /// `amount`, up to `share` of it more or less.
  mutating func vary(_ amount: Int, _ share: Double) -> Int {
    max(1, amount + Int(Double(amount) * share * (2 * fraction() - 1)))
  }

  /// Cents of a whole number of dollars in the range, a multiple of `step` dollars.
  mutating func dollars(_ range: ClosedRange<Int>, step: Int = 1) -> Int {
    let low = (range.lowerBound + step - 1) / step
    return 100 * step * between(low...max(low, range.upperBound / step))
  }

  /// Cents between so many dollars.
  mutating func cents(_ dollars: ClosedRange<Int>) -> Int {
    between(dollars.lowerBound * 100...dollars.upperBound * 100)
  }

  /// A second of the day in these hours of the clock on the wall; past 24 is the day after.
  mutating func time(_ hours: ClosedRange<Int>) -> Int {
    hours.lowerBound * 3600 + below((hours.upperBound - hours.lowerBound) * 3600)
  }
}

extension [Double] {
  /// The running sums of weights, for `Dice.weighted`.
  var runningSums: [Double] {
    var total = 0.0
    return map { weight in
      total += weight
      return total
    }
  }
}
