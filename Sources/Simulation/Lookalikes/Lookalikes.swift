extension Population {
  /// Every innocent group, and how many households of a thousand customers are of it.
  static var lookalikes: [Kind] { [] }
}
