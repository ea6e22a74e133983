import HTTPTypes
import Hummingbird
import Logging
import Review

/// Makes a page of whatever goes wrong: what to do about it, and nothing of the inside.
struct ErrorPages: RouterMiddleware {
  func handle(
    _ request: Request, context: ConsoleContext,
    next: (Request, ConsoleContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch {
      return Self.response(to: error, context)
    }
  }

  private static func response(to error: any Error, _ context: ConsoleContext) -> Response {
    switch error {
    case is SignInNeeded: return .seeOther("/sign-in")
    case let error as ConsoleError:
      return ProblemPage(error).response(status: status(of: error.code), session: context.session)
    case let error as ReviewError: return response(to: error, context)
    case let error as any HTTPResponseError:
      return ProblemPage(error.status).response(status: error.status, session: context.session)
    default:
      // The type says enough to find the place; a description may hold data.
      context.logger.error("fault", metadata: ["type": "\(type(of: error))", "route": route(context)])
      return ProblemPage.fault.response(status: .internalServerError, session: context.session)
    }
  }

  /// Words of `ReviewError` are made for logs, and hold nothing of a customer.
  private static func response(to error: ReviewError, _ context: ConsoleContext) -> Response {
    context.logger.warning(
      "database",
      metadata: [
        "code": "\(error.code.rawValue)", "sqlstate": "\(error.sqlState ?? "-")", "route": route(context),
      ])
    let status: HTTPResponse.Status =
      switch error.code {
      case .unreachable, .serverLimit, .signInRefused, .serverNotTrusted, .passwordNotAsked:
        .serviceUnavailable
      case .notOpened: .notFound
      case .forbidden: .forbidden
      case .conflict, .decisionRefused: .conflict
      default: .internalServerError
      }
    return ProblemPage(error).response(status: status, session: context.session)
  }

  private static func route(_ context: ConsoleContext) -> Logger.MetadataValue {
    "\(context.endpointPath ?? "none")"
  }

  private static func status(of code: ConsoleError.Code) -> HTTPResponse.Status {
    switch code {
    case .forged: .forbidden
    case .tooMany: .tooManyRequests
    case .notFound: .notFound
    case .signedOut: .unauthorized
    case .form: .badRequest
    case .address, .certificate: .internalServerError
    }
  }
}
