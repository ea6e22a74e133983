import Glibc
import Testing

@testable import Review

struct ConnectionSettingsTests {
  @Test(arguments: [
    "host=db password=hunter2", "postgresql://maria:hunter2@db/manumit", "dbname=x sslpassword=hunter2",
    "postgres://db/x?password=hunter2", "password=''",
  ])
  func aPasswordIsRefusedAndNotRepeated(conninfo: String) {
    let error = #expect(throws: ReviewError.self) { try ConnectionSettings(conninfo) }
    #expect(error?.code == .passwordInSettings)
    #expect(error?.description.contains("hunter2") == false)
    #expect(error?.description.contains("PGPASSFILE") == true)
  }

  @Test(arguments: [
    "hunter2", "password=hunter2 host", "postgresql://a:hunter2@[::1", "nonsense=hunter2", "a\0b",
  ])
  func whatCannotBeReadIsRefusedAndNotRepeated(conninfo: String) {
    let error = #expect(throws: ReviewError.self) { try ConnectionSettings(conninfo) }
    #expect(error?.code == .badSettings)
    #expect(error?.description.contains("hunter2") == false)
  }

  /// Wherever it is stated; unstated, it is libpq's default, for which `Connection` puts verify-full.
  @Test func theModeOfTransportIsWhatLibpqWouldTake() throws {
    #expect(try ConnectionSettings("host=db sslmode=require").transportSecurity == "require")
    #expect(try ConnectionSettings("postgresql://db/x?sslmode=disable").transportSecurity == "disable")
    guard getenv("PGSSLMODE") == nil, getenv("PGSERVICE") == nil else { return }
    #expect(ConnectionSettings().transportSecurity == TransportSecurity.unstated)
    #expect(try ConnectionSettings("host=db").transportSecurity == TransportSecurity.unstated)
  }

  @Test(arguments: [
    "", "host=db dbname=manumit user=nightly", "service=manumit", "postgresql://nightly@db/manumit",
  ])
  func theUsualFormsAreTaken(conninfo: String) throws {
    #expect(try ConnectionSettings(conninfo).conninfo == conninfo)
  }
}
