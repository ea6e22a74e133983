extension Connection {
  /// Puts on record that a flag is read, which opens its details to whoever is signed in, for as long as the setting
  /// `reading_lasts_hours` says.
  ///
  /// - Parameter program: by what it is read, in small letters: `console`, `explain`.
  /// - Throws: `ReviewError` where there is no such flag or it is another unit's.
  public func openFlag(_ id: String, via program: String) throws(ReviewError) {
    // In a transaction of its own: what is rolled back has opened nothing.
    _ = try query("SELECT manumit.open_flag($1, $2)", [id, program], doing: "Opening the flag")
  }
}
