/// How a connection over a network is kept from others. On a socket of the same machine it plays no part.
///
/// libpq's own default, `prefer`, takes any answer for the server, encrypted or not. Here the server must prove itself
/// unless somebody says that it need not: `prefer`, stated or not, is taken for `verify-full`.
enum TransportSecurity {
  /// libpq's name of the setting.
  static let keyword = "sslmode"
  /// libpq's default, which nobody needs to have stated.
  static let unstated = "prefer"
  /// Encrypted, the certificate signed by an authority we know, and made out to the host we asked for.
  static let verified = "verify-full"

  /// Whether what libpq says of a failed connection is about TLS. It gives no code; its messages are English, for the
  /// program sets no locale.
  static func isComplaint(_ reason: String) -> Bool {
    ["certificate", "does not support SSL", "SSL error:"].contains { reason.contains($0) }
  }

  static let advice =
    "The server must speak TLS and show a certificate that names this host, signed by an authority whose certificate"
    + " is in ~/.postgresql/root.crt or the file that PGSSLROOTCERT names. PGSSLMODE=disable goes without, on a network"
    + " that nobody else can reach."
}
