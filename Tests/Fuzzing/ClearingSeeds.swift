/// Files of clearing houses to begin with: ACH of every layout, tagged Fedwire.
enum ClearingSeeds {
  static let files = [
    record("101 231380104121042882 2611200930A094101FED") + batch("PPD", "PAYROLL")
      + record(
        "622231380104744-5678-99      0000150000E-77           JANE DOE                1121042880000007")
      + record("705" + padded("TXP*1*a text", 80) + "00010000007")
      + record("82200000020023138010000000000000000000150000" + padded("1123456789", 35) + "121042880000001")
      + record("9000001000001000000020023138010000000000000000000150000"),
    batch("CTX", "INVOICES", "\r\n")
      + record(
        "626121042882A1               0000007500X              0001CO              1231380100000044", "\r\n")
      + record("799R03121042880000009      23138010NO ACCOUNT" + padded("", 34) + "231380100000044", "\r\n")
      + record(
        "799R73121042880000009261121231380103252313801000000443280312104288000007733069 231380100000099"),
    batch("IAT", "TRADEPAYMT")
      + record("6222313801040007             0000100000001234                             1121042880000001")
      + record(
        "710SAL000000000000100000928383-23938          MARIA LOPEZ                              0000001")
      + record(
        "712Puebla*PU\\                         MX*72000\\                                          0000001")
      + batch("ADV", "ADVICE")
      + record(
        "681231380104744-5678-99    00000005000112104288211131 Name                    0011000010500001")
      + batch("SHR", "VISA")
      + record(
        "627231380104A2               00000007000722123456789100001234567891123456789011121042880000001")
      + record(
        "702REFONEAREFTERM021000490614123456Target Store 0049          PHILADELPHIA   PA121042880000001"),
  ]

  static let fileTokens = [
    "5200", "622", "627", "621", "626", "623", "638", "624", "705", "702", "798C01", "799R61", "799R71",
    "8200", "9", "\r",
    "\r\n", "\n", "101 ", "094101", "0000000000", "COR", "ACK", "DNE", "ENR", "MTE", "POP", "WEB", "CIE",
    "IATCOR", "\u{1A}",
    "261121", "000000", "é", String(repeating: "9", count: 94), String(repeating: " ", count: 94),
  ]

  static let messages = [
    "{1500}30REQ00001P {1510}1000{1520}20260311B1QGC01R000123{2000}000001234567{3100}121042882WELLS*{3400}231380104BANK*"
      + "{3600}CTR*{4200}D998877*MARIA LOPEZ*12 ELM ST**LAREDO, TX 78040*{5000}D123456*ACME LLC*{6000}RENT*MARCH*",
    "{1100}30P 2\n{1500}30REQ00001T \n{1510}1002\n{1520}20260312B1QGC02R000001\n{2000}000000000100\n{3100}231380104B\n"
      + "{3400}121042882W\n{3500}20260311B1QGC01R000123\n{3600}BTR\n{5010}/00123*1/JUAN*3/MX/PUEBLA*\n{8200}0004TEXT\n",
  ]

  static let messageTokens = [
    "{1500}", "{1510}1031", "{1520}", "{2000}", "{1130}E*", "{1100}30P 3", "{8750}", "{7070}70*", "{5010}",
    "{1599}", "*", "**",
    "{", "}", "\r\n", "TX 78040", "/", "{12345}", "{99", "T",
  ]

  private static func batch(_ entryClass: String, _ description: String, _ end: String = "\n") -> String {
    record(
      "5200" + padded("ACME CORP", 36) + "1123456789" + entryClass + padded(description, 16)
        + "261121   1121042880000001",
      end)
  }

  /// 94 columns and the end of the line.
  private static func record(_ text: String, _ end: String = "\n") -> String { padded(text, 94) + end }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
