import Testing

@Suite("Errors of whole files")
struct FileErrorTests {
  @Test("a file that does not say what it is")
  func aFileThatDoesNotSayWhatItIs() {
    #expect(
      Probe.complaint(files: [
        ("a.yaml", "title: T\n")
      ])
        == """
        a.yaml:1:1: the file does not say what it is
          hint: it begins with one of `indicator:`, `mitigation:`, `typology:`, `list:`, `lexicon:`, `threshold:`, `peers:`
        """)
  }

  @Test("an empty file")
  func anEmptyFile() {
    #expect(
      Probe.complaint(files: [
        ("a.yaml", "")
      ])
        == """
        a.yaml:1:1: the file is empty
        """)
  }

  @Test("a file that is not YAML")
  func aFileThatIsNotYaml() {
    #expect(
      Probe.complaint(files: [
        ("a.yaml", "indicator: R-1\ntitle: a: b\n")
      ])
        == """
        a.yaml:2:9: the file is not YAML: mapping values are not allowed in this context
          hint: a text with `: ` or ` #` in it stands in quotes
        """)
  }

  @Test("a key given twice")
  func aKeyGivenTwice() {
    #expect(
      Probe.complaint(files: [
        ("a.yaml", "typology: t\ntitle: T\ntitle: U\n")
      ])
        == """
        a.yaml:2:1: the key `title` is given twice in one mapping
        """)
  }

  @Test("one ID for two rules")
  func oneIdForTwoRules() {
    #expect(
      Probe.complaint(files: [
        ("t.yaml", "typology: t\ntitle: T\nsources: [none]\nwindow: 90 days\nthreshold: 55\n"),
        (
          "a.yaml",
          "indicator: R-1\ntitle: T\nabout: customer\ntypologies: [t]\nfamily: f\nstrength: normal\nsources: [none]\nwhen: [count of cash in 7 days >= 3]\n"
        ),
        (
          "b.yaml",
          "indicator: R-1\ntitle: T\nabout: customer\ntypologies: [t]\nfamily: f\nstrength: normal\nsources: [none]\nwhen: [count of cash in 7 days >= 3]\n"
        ),
      ])
        == """
        b.yaml:1:12: `R-1` is already defined
          hint: see a.yaml:1
        """)
  }

  @Test("one name for two lists")
  func oneNameForTwoLists() {
    #expect(
      Probe.complaint(files: [
        ("a.yaml", "list: l\nof: states\nsources: [none]\nvalues: [TX]\n"),
        ("b.yaml", "list: l\nof: states\nsources: [none]\nvalues: [AZ]\n"),
      ])
        == """
        b.yaml:1:7: `l` is already defined
          hint: see a.yaml:1
        """)
  }

  @Test("codes of a list")
  func codesOfAList() {
    #expect(
      Probe.complaint(files: [
        ("a.yaml", "list: l\nof: states\nsources: [none]\nvalues: [TX, Texas]\n"),
        ("b.yaml", "list: m\nof: counties\nsources: [none]\nvalues: [48061, 6025, 48063-48061]\n"),
        ("c.yaml", "list: n\nof: towns\nsources: [none]\nvalues: [X]\n"),
      ])
        == """
        a.yaml:4:14: `Texas` is no code of two letters
        b.yaml:4:17: `6025` is no code of 5 digits
          hint: write all digits, or a range such as 3501-3835
        b.yaml:4:23: `48063-48061` is no code of 5 digits
          hint: write all digits, or a range such as 3501-3835
        c.yaml:2:5: `of` cannot be `towns`
          hint: it is one of states, countries, counties, postal codes, merchant categories, trades, contacts
        """)
  }

  @Test("phrases of a lexicon")
  func phrasesOfALexicon() {
    #expect(
      Probe.complaint(files: [
        ("a.yaml", "lexicon: l\nsources: [none]\nphrases: {en: [rent, Rent!, '...']}\n"),
        ("b.yaml", "lexicon: m\nsources: [none]\n"),
      ])
        == """
        a.yaml:3:22: `Rent!` is in the lexicon twice
        a.yaml:3:30: `...` has no letter or digit to look for
        b.yaml:1:1: a lexicon needs the key `phrases`
        """)
  }

  @Test("steps of a threshold")
  func stepsOfAThreshold() {
    #expect(
      Probe.complaint(files: [
        (
          "a.yaml",
          "threshold: l\nsources: [none]\nsteps:\n  - {from: 1.1.2026, amount: 5 USD}\n  - {from: 2026-01-01, amount: 5}\n  - {from: 2026-01-01, amount: 5 USD}\n  - {from: 2027-01-01, amount: 5 EUR}\n"
        )
      ])
        == """
        a.yaml:4:12: `1.1.2026` is no date
          hint: write 2026-03-07
        a.yaml:5:32: a threshold is an amount
          hint: write `10000 USD`
        a.yaml:7:32: the steps of a threshold are in one currency
        """)
  }

  @Test("a reference without its source")
  func aReferenceWithoutItsSource() {
    #expect(
      Probe.complaint(files: [
        ("a.yaml", "lexicon: l\nphrases: [rent]\n")
      ])
        == """
        a.yaml:1:1: a lexicon needs the key `sources`
        """)
  }

  @Test("a typology's numbers")
  func aTypologysNumbers() {
    #expect(
      Probe.complaint(files: [
        ("a.yaml", "typology: t\ntitle: T\nsources: [none]\nwindow: 91 days\nthreshold: 55\n"),
        ("b.yaml", "typology: u\ntitle: T\nsources: [none]\nwindow: 90 days\nthreshold: none\n"),
      ])
        == """
        a.yaml:4:9: `window` is 1 to 90 days
        b.yaml:5:12: `threshold` is a whole number of points
        """)
  }

  @Test("errors of several files, in order")
  func errorsOfSeveralFilesInOrder() {
    #expect(
      Probe.complaint(files: [
        ("z.yaml", "title: T\n"),
        ("a.yaml", "typology: t\n"),
      ])
        == """
        a.yaml:1:1: a typology needs the key `sources`
        a.yaml:1:1: a typology needs the key `threshold`
        a.yaml:1:1: a typology needs the key `title`
        a.yaml:1:1: a typology needs the key `window`
        z.yaml:1:1: the file does not say what it is
          hint: it begins with one of `indicator:`, `mitigation:`, `typology:`, `list:`, `lexicon:`, `threshold:`, `peers:`
        """)
  }
}
