import Attune

/// Creates a study that has no trials yet.
enum CreateStudyCommand: Command {
  private static let name = Option.value(
    "study", "study-name", letter: "s", value: "NAME", "What to call it.")
  private static let direction = Option.choice(
    "direction", of: DirectionName.self, "What is wanted of the objective value.",
    standard: .minimize)
  private static let directions = Option.choice(
    "directions", of: DirectionName.self, "What is wanted of each of several objective values.",
    takesSeveral: true)
  private static let seed = Option.value(
    "seed", value: "NUMBER", "What all random numbers derive from.", standard: "drawn")
  private static let skip = Option.flag(
    "skip-if-exists", "Do nothing when there is a study of that name.")

  static let description = CommandDescription(
    "create-study", .steering, "Create a study, and its journal if need be.",
    discussion: """
      The name of the study is written to the output. Sampler, pruner and seed are recorded with it; \
      programs that carry it on bring their own sampler and pruner.
      """,
    options: [
      StudySelection.journal, name, direction, directions, SamplerChoice.option,
      PrunerSpecification.option, seed, skip,
    ])

  private enum DirectionName: String, CaseIterable {
    case minimize, maximize

    var direction: Direction { self == .minimize ? .minimize : .maximize }
  }

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    guard let name = arguments.text(of: name), !name.isEmpty else {
      throw UsageError("the study needs a name; give --study NAME")
    }
    guard !arguments.has(direction) || !arguments.has(directions) else {
      throw UsageError("--direction and --directions exclude each other")
    }
    let wanted = arguments.choices(
      of: arguments.has(directions) ? directions : direction, as: DirectionName.self)
    let seed = try arguments.seed(of: seed)
    let journal = try arguments.journal()
    let sampler: SamplerChoice = arguments.choice(of: SamplerChoice.option) ?? .tpe
    let pruner = try arguments.pruner()
    if try journal.study(named: name) != nil {
      guard arguments.has(skip) else {
        throw CommandError(
          "the journal \(journal.path) already holds a study \"\(name)\"; "
            + "give another name, or --skip-if-exists")
      }
    } else {
      try create(
        name, wanted.isEmpty ? [.minimize] : wanted.map(\.direction), journal, sampler.sampler,
        pruner, seed)
    }
    try console.writeLine(name)
    return .success
  }

  private static func create(
    _ name: String, _ directions: [Direction], _ journal: JournalStorage,
    _ sampler: some Sampler, _ pruner: some Pruner, _ seed: UInt64?
  ) throws {
    _ = try Study(
      name, directions: directions, storage: journal, sampler: sampler, pruner: pruner, seed: seed)
  }
}
