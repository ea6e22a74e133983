import ArgumentParser

/// How log lines look.
enum LogFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
  case text
  case json
}

/// Options every command has.
struct LogOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How messages on standard error look.", valueName: "text|json"))
  var logFormat = LogFormat.text

  var console: Console { Console(logFormat) }
}
