import Hummingbird
import Rulebook

/// Every address of the console, and who answers it.
struct Routes {
  let desk: SignInDesk
  /// The rules whose titles and sources pages show.
  let rulebook: Rulebook

  func add(to router: Router<ConsoleContext>) {
    for asset in Asset.allCases {
      router.get("assets/\(asset.rawValue)") { _, _ in asset.response }
    }
    router.get("sign-in") { request, context in desk.show(request, context) }
    router.post("sign-in") { request, context in try await desk.signIn(request, context) }

    let titles = RuleTitles(rulebook)
    let signedIn = router.group(context: SignedInContext.self)
    signedIn.post("sign-out") { request, context in try await desk.signOut(request, context) }
    signedIn.get("/") { request, context in
      try await HomePage.answer(request, context, titles)
    }
    signedIn.post("search") { request, context in
      try await HomePage.search(request, context, titles)
    }
    signedIn.get("flags/:id") { request, context in try await FlagPage.answer(request, context, titles) }
    signedIn.get("subjects/:key") { request, context in
      try await SubjectPage.answer(request, context, titles)
    }
    signedIn.get("subjects/:key/network") { request, context in try await NetworkPage.answer(request, context)
    }
    signedIn.get("statistics") { request, context in try await StatisticsPage.answer(request, context) }
    signedIn.get("runs") { request, context in try await RunsPage.answer(request, context) }
    signedIn.get("runs/:id") { request, context in try await RunPage.answer(request, context, rulebook) }
    signedIn.get("coverage") { request, context in try await CoveragePage.answer(request, context, rulebook) }
    signedIn.get("rejections") { request, context in try await RejectionsPage.answer(request, context) }
    signedIn.get("rulebook") { request, context in try await RulebookPage.answer(request, context, rulebook) }
    signedIn.get("rulebook/:id") { request, context in try await RulePage.answer(request, context, rulebook) }
    for action in FlagActions.allCases {
      signedIn.post("flags/:id/\(action.rawValue)") { request, context in
        try await action.answer(request, context)
      }
    }
  }
}
