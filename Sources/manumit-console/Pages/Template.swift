import Mustache

/// The files of `Templates`, compiled into the program.
enum Template: String, CaseIterable, Sendable {
  case layout
  case signIn = "sign-in"
  case problem
  case queue
  case flag
  case flagForms = "flag-forms"
  case runs
  case run
  case coverage
  case rejections
  case rulebook
  case rule
  case subject
  case network
  case statistics

  private var source: [UInt8] {
    switch self {
    case .layout: PackageResources.layout_mustache
    case .signIn: PackageResources.sign_in_mustache
    case .problem: PackageResources.problem_mustache
    case .queue: PackageResources.queue_mustache
    case .flag: PackageResources.flag_mustache
    case .flagForms: PackageResources.flag_forms_mustache
    case .runs: PackageResources.runs_mustache
    case .run: PackageResources.run_mustache
    case .coverage: PackageResources.coverage_mustache
    case .rejections: PackageResources.rejections_mustache
    case .rulebook: PackageResources.rulebook_mustache
    case .rule: PackageResources.rule_mustache
    case .subject: PackageResources.subject_mustache
    case .network: PackageResources.network_mustache
    case .statistics: PackageResources.statistics_mustache
    }
  }

  var text: String { String(decoding: source, as: UTF8.self) }

  /// All of them, read once. A template that cannot be read is a fault of this program, which every test finds.
  static let library: MustacheLibrary = {
    var library = MustacheLibrary()
    for template in allCases {
      do {
        try library.register(template.text, named: template.rawValue)
      } catch {
        fatalError("template \(template.rawValue): \(error)")
      }
    }
    return library
  }()
}
