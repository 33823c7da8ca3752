// swift-tools-version: 6.1

import PackageDescription

let package = Package(
  name: "attune",
  platforms: [.macOS(.v15)],
  products: [
    // What users import.
    .library(name: "Attune", targets: ["Attune"]),
    // Splits, metrics, cross-validation and the searches built on them.
    .library(name: "AttuneEvaluation", targets: ["AttuneEvaluation"]),
    // Studies in databases, in Optuna's tables; each needs the trait of its name.
    .library(name: "AttuneSQLite", targets: ["AttuneSQLite"]),
    .library(name: "AttunePostgreSQL", targets: ["AttunePostgreSQL"]),
    .library(name: "AttuneMySQL", targets: ["AttuneMySQL"]),
    // A storage by its address: a path or a URL of any of them.
    .library(name: "AttuneDatabases", targets: ["AttuneDatabases"]),
    // Contract checks for people who write samplers, pruners and storages.
    .library(name: "AttuneTesting", targets: ["AttuneTesting"]),
    // The command. Its target is not called `attune`, since some file systems do not distinguish that
    // from `Attune`.
    .executable(name: "attune", targets: ["attune-cli"]),
    // The same as `swift package attune`, in every package that depends on this one.
    .plugin(name: "AttunePlugin", targets: ["AttunePlugin"]),
  ],
  traits: [
    .trait(name: "SQLite", description: "Studies in files of SQLite (needs libsqlite3-dev)"),
    .trait(name: "PostgreSQL", description: "Studies in PostgreSQL (needs libpq-dev)"),
    .trait(name: "MySQL", description: "Studies in MySQL and MariaDB (needs libmariadb-dev)"),
    .default(enabledTraits: []),
  ],
  targets: [
    // Core library
    .target(name: "Attune", dependencies: ["AttuneKernels"]),
    // Loops that C compilers vectorize and Swift's does not; see Docs/Architecture.md.
    .target(name: "AttuneKernels"),
    .target(name: "AttuneEvaluation", dependencies: ["Attune"]),
    .target(name: "AttuneTesting", dependencies: ["Attune"]),

    // Databases, on the system's C libraries
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3",
      providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
    .systemLibrary(
      name: "CPostgreSQL", pkgConfig: "libpq",
      providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
    .systemLibrary(
      name: "CMariaDB", pkgConfig: "libmariadb",
      providers: [.apt(["libmariadb-dev"]), .brew(["mariadb-connector-c"])]),
    // The tables, and what all three share.
    .target(name: "AttuneRelational", dependencies: ["Attune"]),
    .target(
      name: "AttuneSQLite",
      dependencies: [
        "Attune", "AttuneRelational",
        .target(name: "CSQLite", condition: .when(traits: ["SQLite"])),
      ]),
    .target(
      name: "AttunePostgreSQL",
      dependencies: [
        "Attune", "AttuneRelational",
        .target(name: "CPostgreSQL", condition: .when(traits: ["PostgreSQL"])),
      ]),
    .target(
      name: "AttuneMySQL",
      dependencies: [
        "Attune", "AttuneRelational",
        .target(name: "CMariaDB", condition: .when(traits: ["MySQL"])),
      ]),
    .target(
      name: "AttuneDatabases",
      dependencies: [
        "Attune", "AttuneRelational",
        .target(name: "AttuneSQLite", condition: .when(traits: ["SQLite"])),
        .target(name: "AttunePostgreSQL", condition: .when(traits: ["PostgreSQL"])),
        .target(name: "AttuneMySQL", condition: .when(traits: ["MySQL"])),
      ]),

    // The command
    .executableTarget(
      name: "attune-cli", dependencies: ["Attune", "AttuneDatabases", "AttuneRelational"]),
    .plugin(
      name: "AttunePlugin",
      capability: .command(
        intent: .custom(verb: "attune", description: "Run studies, and look at them"),
        permissions: [
          .writeToPackageDirectory(
            reason: "Studies write journals and reports, and init adds a target.")
        ]),
      dependencies: ["attune-cli"]),

    // Examples
    .executableTarget(
      name: "quickstart",
      dependencies: ["Attune", "AttuneDatabases", "ExampleSupport"],
      path: "Examples/quickstart"),
    .executableTarget(
      name: "population",
      dependencies: ["Attune", "ExampleSupport"],
      path: "Examples/population"),
    .executableTarget(
      name: "custom-sampler",
      dependencies: ["Attune", "ExampleSupport"],
      path: "Examples/custom-sampler"),
    .executableTarget(
      name: "diabetes",
      dependencies: ["Attune", "AttuneEvaluation", "ExampleSupport"],
      path: "Examples/diabetes"),
    // Networks and data that the examples share.
    .target(
      name: "ExampleSupport",
      path: "Examples/support",
      resources: [
        .copy("Resources/digits.csv"), .copy("Resources/pima-indians-diabetes.csv"),
      ]),

    // Measurements
    .executableTarget(
      name: "attune-bench",
      dependencies: ["Attune", "AttuneDatabases"],
      exclude: [
        "Resources/choosing.py", "Resources/compare.py", "Resources/control.py",
        "Resources/curves.py", "Resources/measuring.py", "Resources/pruning.py",
        "Resources/tables.py",
      ],
      resources: [
        .copy("Resources/boosting-diabetes.csv"), .copy("Resources/curves-boosting-cancer.csv"),
        .copy("Resources/curves-linear-wine.csv"), .copy("Resources/curves-network-diabetes.csv"),
        .copy("Resources/curves-network-digits.csv"), .copy("Resources/network-digits.csv"),
        .copy("Resources/peers.csv"), .copy("Resources/svc-breast-cancer.csv"),
      ]),

    // Studies that are killed and shared, and journals that are corrupted; see Docs/Durability.md.
    .executableTarget(
      name: "attune-stress",
      dependencies: ["Attune", "AttuneDatabases", "AttuneRelational", "AttuneTesting"]),

    // Tests
    .testTarget(
      name: "AttuneTests",
      dependencies: ["Attune", "AttuneTesting", "ProgramTesting"],
      resources: [.copy("Fixtures")]),
    // Storages as other packages write them: `package` symbols are not visible here.
    .testTarget(
      name: "ThirdPartyTests",
      dependencies: ["Attune", "AttuneTesting"],
      packageAccess: false),
    .testTarget(name: "ArchitectureTests"),
    .testTarget(
      name: "CommandTests",
      dependencies: ["Attune", "attune-cli", "ProgramTesting"]),
    .testTarget(
      name: "EvaluationTests",
      dependencies: ["Attune", "AttuneEvaluation", "AttuneTesting", "ProgramTesting"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "ExampleTests",
      dependencies: [
        "Attune", "AttuneEvaluation", "AttuneTesting", "ProgramTesting", "ExampleSupport",
        "quickstart", "custom-sampler", "diabetes", "population",
      ]),
    .testTarget(
      name: "BenchTests",
      dependencies: ["Attune", "ProgramTesting", "attune-bench"],
      resources: [.copy("Fixtures")]),
    // SQLite with its trait; servers whose URLs are in ATTUNE_POSTGRESQL_URL and ATTUNE_MYSQL_URL.
    .testTarget(
      name: "RelationalTests",
      dependencies: [
        "Attune", "AttuneRelational", "AttuneSQLite", "AttunePostgreSQL", "AttuneMySQL",
        "AttuneDatabases", "AttuneTesting",
      ]),
    // Runs the programs of the package.
    .target(name: "ProgramTesting", path: "Tests/ProgramTesting"),
  ],
  swiftLanguageModes: [.v6]
)

// One place for the settings that every target shares.
for target in package.targets
where ![.plugin, .system].contains(target.type) && target.name != "AttuneKernels" {
  target.swiftSettings = [
    // Existential types are written `any P`, so that their cost is visible.
    .enableUpcomingFeature("ExistentialAny"),
    // An import is not part of the public interface unless a signature needs it.
    .enableUpcomingFeature("InternalImportsByDefault"),
    // A member is visible only where its module is imported, so that no dependency is accidental.
    .enableUpcomingFeature("MemberImportVisibility"),
    // Asynchronous functions run where their caller runs, so objectives need not be `@Sendable`.
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  ]
}
