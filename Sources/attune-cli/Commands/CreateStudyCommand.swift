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
    "create-study", .managing, "Create a study, and its storage if there is none.",
    discussion: """
      Prints the name of the study. Sampler, pruner and seed are recorded with the study; programs \
      that resume it use their own sampler and pruner.
      """,
    options: [
      StudySelection.storage, name, direction, directions, SamplerSpecification.option,
      PrunerSpecification.option, seed, skip,
    ])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    guard let name = arguments.text(of: name), !name.isEmpty else {
      throw UsageError("the study has no name; give --study NAME")
    }
    let directions = try arguments.directions(of: direction, or: directions)
    let seed = try arguments.seed(of: seed)
    let storage = try arguments.storage()
    let sampler = try arguments.sampler()
    let pruner = try arguments.pruner()
    if try storage.findStudy(named: name) != nil {
      guard arguments.has(skip) else {
        throw CommandError(
          "\(storage.phrase) already contains a study \"\(name)\"; "
            + "give another name, or --skip-if-exists")
      }
    } else {
      _ = try Study(
        name, directions: directions.isEmpty ? [.minimize] : directions, storage: storage,
        sampler: sampler, pruner: pruner, seed: seed)
    }
    try console.writeLine(name)
    return .success
  }
}
