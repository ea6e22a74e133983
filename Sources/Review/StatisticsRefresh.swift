extension Connection {
  /// Counts the statistics again; readers see those of before until it is done.
  ///
  /// - Throws: `ReviewError`.
  public func refreshStatistics() throws(ReviewError) {
    _ = try query("SELECT manumit.refresh_statistics()", doing: "Counting the statistics")
  }
}
