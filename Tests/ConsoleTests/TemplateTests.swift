import Testing

@testable import manumit_console

/// What holds for every template: mustache escapes, and the browser refuses what does not come from our own files.
struct TemplateTests {
  /// What is put in as it is, and where: pictures alone, which are made of escaped text.
  private static let unescaped: [Template: Set<String>] = [
    .flag: ["."], .network: ["."], .statistics: ["."],
  ]

  @Test(arguments: Template.allCases)
  func nothingIsPutInUnescapedButPictures(template: Template) {
    let found = Set(template.text.matches(of: /\{\{(?:\{|&)\s*([\w.]+)/).map { String($0.1) })
    #expect(found == Self.unescaped[template] ?? [])
  }

  @Test(arguments: Template.allCases)
  func noTemplateHasStyleOrScriptOfItsOwn(template: Template) {
    #expect(!template.text.contains("<style"))
    #expect(template.text.matches(of: /<script(?! src=)/).isEmpty)
    #expect(template.text.matches(of: /\s(style|on[a-z]+)=/).isEmpty)
  }

  @Test(arguments: Template.allCases)
  func everyFormThatPostsCarriesTheToken(template: Template) {
    for form in template.text.matches(of: /<form[^>]*method="post"[\s\S]*?<\/form>/) {
      #expect(form.output.contains(/name="token" value="\{\{(visitor\.)?token\}\}"/), "\(form.output)")
    }
    #expect(!template.text.contains("method=\"POST\""), "small letters, so that the line above finds it")
  }

  @Test func textOfOthersIsEscaped() async throws {
    let page = ProblemPage(title: "<b>", reason: "\"><script>alert(1)</script>", advice: "' onclick='x")
    let text = try await page.response(session: nil).text
    #expect(!text.contains("<b>") && !text.contains("<script>alert") && !text.contains("' onclick"))
    #expect(text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
  }
}
