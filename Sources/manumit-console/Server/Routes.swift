import Hummingbird

/// Every address of the console, and who answers it.
struct Routes {
  let desk: SignInDesk

  func add(to router: Router<ConsoleContext>) {
    for asset in Asset.allCases {
      router.get("assets/\(asset.rawValue)") { _, _ in asset.response }
    }
    router.get("sign-in") { request, context in desk.show(request, context) }
    router.post("sign-in") { request, context in try await desk.signIn(request, context) }

    let signedIn = router.group(context: SignedInContext.self)
    signedIn.post("sign-out") { request, context in try await desk.signOut(request, context) }
    signedIn.get("/") { request, context in try await HomePage.answer(request, context) }
    signedIn.post("search") { request, context in try await HomePage.search(request, context) }
    signedIn.get("flags/:id") { request, context in try await FlagPage.answer(request, context) }
    for action in FlagActions.allCases {
      signedIn.post("flags/:id/\(action.rawValue)") { request, context in
        try await action.answer(request, context)
      }
    }
  }
}
