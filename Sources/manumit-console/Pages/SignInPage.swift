/// Asks who somebody is.
struct SignInPage: Page {
  static let template = Template.signIn
  let title = "Sign in"
  /// What the form carries to prove that it is ours.
  let token: String
  /// Why the last attempt failed.
  let refusal: String?
  /// What was typed then.
  let role: String
}
