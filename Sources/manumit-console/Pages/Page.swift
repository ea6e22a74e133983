/// A page: what its template shows. A template names stored properties of its page, and of `Layout`: what is
/// computed is not seen by it.
///
/// Swift-mustache escapes what it puts in; a template that puts something in as it is (`{{{…}}}`) says so in
/// `TemplateTests`.
protocol Page: Sendable {
  /// The file of `Templates` it is shown by.
  static var template: Template { get }
  /// What the browser's tab and history say: never the name of a customer.
  var title: String { get }
  /// The entry of the navigation it belongs to.
  var section: Section? { get }
}

extension Page {
  var section: Section? { nil }
}

/// Entries of the navigation, in its order.
enum Section: String, CaseIterable, Sendable {
  case queue = "Queue"
  case runs = "Runs"
  case rejections = "Rejections"
  case rulebook = "Rulebook"
  case statistics = "Statistics"

  var address: String {
    switch self {
    case .queue: "/"
    case .runs: "/runs"
    case .rejections: "/rejections"
    case .rulebook: "/rulebook"
    case .statistics: "/statistics"
    }
  }
}

/// What is around every page.
struct Layout<Content: Page>: Sendable {
  let title: String
  let style = Asset.style.address
  let script = Asset.script.address
  /// Nil where nobody is signed in.
  let visitor: Visitor?
  let notice: Notice?
  let page: Content

  init(_ page: Content, session: Session?) {
    title = page.title
    self.page = page
    notice = session?.takeNotice()
    visitor = session.map { session in
      Visitor(
        role: session.role, token: session.formToken,
        navigation: Section.allCases.map {
          NavigationEntry(name: $0.rawValue, address: $0.address, isCurrent: $0 == page.section)
        })
    }
  }
}

/// Who is signed in, and what forms carry to prove that they are theirs: `{{visitor.token}}`.
struct Visitor: Sendable {
  let role: String
  let token: String
  let navigation: [NavigationEntry]
}

/// A link of the navigation.
struct NavigationEntry: Sendable {
  let name: String
  let address: String
  let isCurrent: Bool
}

/// A sentence on top of the next page: what was done, or why it was not.
struct Notice: Sendable {
  let text: String
  /// Whether something was not done.
  let isRefusal: Bool
}
