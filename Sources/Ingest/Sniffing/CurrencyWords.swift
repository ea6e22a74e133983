/// Currencies that a column may be recognised by, and names that exports write instead of codes.
enum CurrencyWords {
  /// Codes met often enough that a column of them is no accident (ISO 4217).
  static let codes: Set<String> = Set(
    """
    AED ARS AUD BDT BGN BHD BRL CAD CHF CLP CNY COP CRC CZK DKK DOP EGP ETB EUR GBP GHS GTQ HKD HNL HUF IDR \
    ILS INR JMD JOD JPY KES KRW KWD LKR LTL MAD MXN MYR NGN NIO NOK NPR NZD OMR PAB PEN PHP PKR PLN QAR RON \
    RSD RUB SAR SEK SGD THB TND TRY TWD UAH USD UYU VND XAF XOF ZAR
    """.split(separator: " ").map(String.init))

  /// Names without two readings, in lower case.
  static let names: [String: String] = [
    "us dollar": "USD", "euro": "EUR", "uk pound": "GBP", "pound sterling": "GBP", "yuan": "CNY",
    "yen": "JPY", "ruble": "RUB", "rupee": "INR", "indian rupee": "INR", "swiss franc": "CHF",
    "canadian dollar": "CAD", "australian dollar": "AUD", "mexican peso": "MXN", "brazil real": "BRL",
    "shekel": "ILS", "saudi riyal": "SAR", "albanian lek": "ALL", "dirham": "AED", "moroccan dirham": "MAD",
    "naira": "NGN", "turkish lira": "TRY", "pakistani rupee": "PKR", "€": "EUR", "us dollars": "USD",
  ]
}
