import Attune

/// Creates a study without trials.
enum CreateStudyCommand: Command {
  private static let name = Option.value(
    "study", "study-name", letter: "s", value: "NAME", "Give the study this name.")
  private static let direction = Option.choice(
    "direction", of: DirectionName.self, "Minimize or maximize the objective value.",
    default: .minimize)
  private static let directions = Option.choice(
    "directions", of: DirectionName.self, "Minimize or maximize each of several objective values.",
    takesSeveral: true)
  private static let seed = Option.value(
    "seed", value: "NUMBER", "Derive all random numbers from this seed.", default: "random")
  private static let skip = Option.flag(
    "skip-if-exists", "Do nothing if a study with that name exists.")

  static let description = CommandDescription(
    "create-study", .managing, "Create a study, and its journal if there is none.",
    discussion: """
      Prints the name of the study. Sampler, pruner and seed are recorded with the study; programs \
      that resume it use their own sampler and pruner.
      """,
    options: [
      StudySelection.journal, name, direction, directions,
      SamplerChoice.option, PrunerSpecification.option, seed, skip,
    ])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    guard let name = arguments.text(of: name), !name.isEmpty else {
      throw UsageError("the study has no name; give --study NAME")
    }
    let directions = try arguments.directions(of: direction, or: directions)
    let seed = try arguments.seed(of: seed)
    let journal = try arguments.journal()
    let sampler: SamplerChoice = arguments.choice(of: SamplerChoice.option) ?? .standard
    let pruner = try arguments.pruner()
    if try journal.study(named: name) != nil {
      guard arguments.has(skip) else {
        throw CommandError(
          "the journal \(journal.path) already contains a study \"\(name)\"; "
            + "give another name, or --skip-if-exists")
      }
    } else {
      try create(
        name, directions.isEmpty ? [.minimize] : directions, journal, sampler.sampler, pruner, seed)
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
