import Hummingbird
import Logging
import NIOCore

/// What is known of a request: where it came from, and whose it is.
struct ConsoleContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The address at the other end of the connection. What a proxy says of addresses is not believed.
  let address: String
  /// Set by `SessionMiddleware`.
  var session: Session?

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    address = source.channel.remoteAddress?.ipAddress ?? "unknown"
  }
}

/// A request of somebody who is signed in; anybody else is sent to sign in.
struct SignedInContext: ChildRequestContext {
  var coreContext: CoreRequestContextStorage
  let session: Session

  init(context: ConsoleContext) throws {
    guard let session = context.session else { throw SignInNeeded() }
    coreContext = context.coreContext
    self.session = session
  }
}

/// Nobody is signed in: `ErrorPages` makes a way to the sign-in of it.
struct SignInNeeded: Error {}
