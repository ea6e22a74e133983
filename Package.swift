// swift-tools-version: 6.2
import PackageDescription

/// Every target is held to the same rules; the compiler is the first reviewer.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

func room(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"], resources: resources,
    swiftSettings: strict)
}

let package = Package(
  name: "manumit",
  products: [
    .executable(name: "manumit", targets: ["manumit"]),
    .executable(name: "manumit-console", targets: ["manumit-console"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    // The reviewers' web pages alone.
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CPostgres", pkgConfig: "libpq",
      providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
    .systemLibrary(
      name: "CLMDB", pkgConfig: "lmdb", providers: [.apt(["liblmdb-dev"]), .brew(["lmdb"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]),

    room("Ledger", []),
    room("Ingest", ["Ledger", "CLibXML2", "CZlib", "CZstd", "Yams"]),
    room("Rulebook", ["Ledger", "Yams"], resources: [.copy("Shipped")]),
    room("Detection", ["Ledger", "Rulebook"]),
    room("History", ["Ledger", "Detection", "CLMDB"]),
    room("Review", ["Ledger", "Detection", "History", "CPostgres"], resources: [.embedInCode("Schemas")]),
    room("Reporting", ["Ledger", "Rulebook", "Detection"]),
    room("Simulation", ["Ledger"]),
    room(
      "Pipeline",
      [
        "Ledger", "Ingest", "Rulebook", "Detection", "History", "Review", "Reporting",
        .product(name: "Logging", package: "swift-log"),
      ]),
    .executableTarget(
      name: "manumit",
      dependencies: [
        "Ledger", "Ingest", "Rulebook", "Detection", "History", "Review", "Reporting", "Pipeline",
        "Simulation",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "manumit-console",
      dependencies: [
        "Ledger", "Rulebook", "Detection", "Review", "Reporting",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [.embedInCode("Templates"), .embedInCode("Assets")], swiftSettings: strict),

    .target(
      name: "TestSupport", dependencies: ["Ledger", "CZlib", "CZstd"], path: "Tests/TestSupport",
      swiftSettings: strict),
    .target(
      name: "Fuzzing", dependencies: ["Ledger", "Ingest", "Rulebook", "TestSupport"], path: "Tests/Fuzzing",
      swiftSettings: strict),
    tests("LedgerTests", ["Ledger"]),
    tests("IngestTests", ["Ledger", "Ingest"]),
    tests("RulebookTests", ["Ledger", "Rulebook"]),
    tests("DetectionTests", ["Ledger", "Rulebook", "Detection"]),
    tests("HistoryTests", ["Ledger", "Detection", "History"]),
    tests("ReviewTests", ["Ledger", "Detection", "History", "Review"]),
    tests(
      "ReportingTests", ["Ledger", "Rulebook", "Detection", "Reporting"],
      resources: [.copy("Pictures/Golden")]),
    tests("SimulationTests", ["Ledger", "Simulation"]),
    tests("FuzzingTests", ["Fuzzing"]),
    tests(
      "ConsoleTests",
      [
        "Review", "Rulebook", "manumit-console", .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"), .product(name: "NIOCore", package: "swift-nio"),
      ]),
    tests(
      "PipelineTests",
      [
        "Ledger", "Ingest", "Rulebook", "Detection", "History", "Review", "Reporting", "Pipeline",
      ]),
  ],
  swiftLanguageModes: [.v6]
)

// The program that libFuzzer drives exists only for `Scripts/soak --fuzz`: it has no main function of its own.
if Context.environment["MANUMIT_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "FuzzProgram", dependencies: ["Fuzzing"], path: "Tests/FuzzProgram", swiftSettings: strict))
}
