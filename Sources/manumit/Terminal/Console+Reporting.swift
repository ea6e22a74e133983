import ArgumentParser
import History
import Ingest
import Ledger
import Pipeline
import Review
import Rulebook

extension Console {
  /// Runs a command's work; an error of ours is told in its own words and becomes an exit status. Results that did not
  /// arrive are an error too, beside another that the status tells of.
  func reporting(_ body: () throws -> Void) throws {
    do {
      try body()
      try StandardOutput.check()
    } catch let error as ExitCode {
      do { try StandardOutput.check() } catch { self.error(error.description, code: error.code.rawValue) }
      throw error
    } catch let error as ValidationError {
      throw error
    } catch {
      self.error(Self.message(of: error), code: Self.code(of: error))
      throw ExitCode(ExitStatus(of: error).rawValue)
    }
  }

  /// What is said of it. Names of files are whoever's who wrote the folder: they neither steer the terminal nor make
  /// lines of their own.
  private static func message(of error: any Error) -> String {
    let namesFiles = error is IngestError || error is PipelineError
    return switch error {
    case let error as any Error & CustomStringConvertible:
      printable(error.description, keepingLines: !namesFiles)
    default: printable("\(error)")
    }
  }

  private static func code(of error: any Error) -> String {
    switch error {
    case let error as IngestError: error.code.rawValue
    case let error as HistoryError: error.code.rawValue
    case let error as ReviewError: error.code.rawValue
    case let error as PipelineError: error.code.rawValue
    case is RulebookErrors: "rulebook"
    default: "fault"
    }
  }
}
