import Testing

@testable import manumit_console

@Suite struct TemplateTests {
  /// Templates that put something in as it is, and what: pictures alone, which are made of escaped text.
  private static let unescaped: [Template: Set<String>] = [:]

  @Test(arguments: Template.allCases)
  func `nothing is put into a page unescaped but pictures`(template: Template) {
    let found = Set(template.text.matches(of: /\{\{(?:\{|&)\s*([\w.]+)/).map { String($0.1) })
    #expect(found == Self.unescaped[template] ?? [])
  }

  @Test(arguments: Template.allCases)
  func `no template has style or script of its own, which the policy would refuse`(template: Template) {
    #expect(!template.text.contains("<style"))
    #expect(template.text.matches(of: /<script(?! src=)/).isEmpty)
    #expect(template.text.matches(of: /\s(style|on[a-z]+)=/).isEmpty)
  }
}
