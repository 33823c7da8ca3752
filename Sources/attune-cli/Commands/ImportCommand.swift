import Attune

/// Adds trials from a file to a study.
enum ImportCommand: Command {
  private static let file = Operand(
    "FILE", "A file in CSV or JSON, or a log of bayesian-optimization.", isFile: true)
  private static let create = Option.flag(
    "create", "Create the study, and its storage, if there is none; needs --study.")
  private static let direction = Option.choice(
    "direction", of: DirectionName.self,
    "Create the study with this direction, or check that it has it.")
  private static let directions = Option.choice(
    "directions", of: DirectionName.self, "The same for several objective values.",
    takesSeveral: true)
  private static let format = Option.choice(
    "format", letter: "f", of: ImportFormat.self, "Read this format instead of the detected one.")
  private static let value = Option.value(
    "value", value: "COLUMN",
    "Read the objective value from this column, or from one for each direction.",
    default: "value, or values_0 and so on", isRepeatable: true)
  private static let ignore = Option.value(
    "ignore", value: "COLUMN", "Do not import this column.", isRepeatable: true)
  private static let dryRun = Option.flag(
    "dry-run", "Check the file and print the definitions, but import nothing.")

  static let description = CommandDescription(
    "import", .managing, "Add trials from a file to a study.",
    discussion: """
      The trials get the next numbers of the study, and samplers use them as its own. If a line is \
      invalid, the message has its place, and nothing is imported. Running and waiting trials are \
      skipped.

      Formats: a file that `attune export` or Optuna's trials_dataframe().to_csv() wrote; any CSV \
      whose columns are the objective value and parameters; JSON with an object for each trial, \
      in lines or in an array; the log of JSONLogger and the file of save_state of the Python \
      package bayesian-optimization, which maximizes.

        attune import trials.csv --study s --create
        attune import runs.csv --value loss --ignore host --param lr=log:1e-5..1e-1
        attune import logs.json --study s --create --direction maximize

      Columns are value, or values_0 and so on for multi-objective studies, state, datetime_start, \
      datetime_complete, params_NAME, constraints_NAME, user_attrs_NAME and \
      intermediate_values_STEP; number, duration, feasible, violation and system_attrs_NAME are \
      not imported. In JSON, params is an object of names and values, and so are the other groups. \
      In a file without params_NAME, all other columns are parameters. An empty cell means that a \
      trial does not have the parameter. Without a state, a trial without a value has failed.

      A file does not contain the definitions of parameters. They are those of --param, otherwise \
      those of the study, whose ranges are extended if needed, otherwise inferred from the values: \
      integers, floating-point values on a linear scale, or choices. A program that runs the study \
      must use the same kinds and scales, so check them with --dry-run.


      """ + ParameterSpecification.discussion,
    operands: [file],
    options: [
      StudySelection.storage, StudySelection.study, create, direction, directions, format,
      value, ParameterSpecification.option, ignore, dryRun,
    ])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    guard let path = arguments.text(of: file) else { throw UsageError("FILE is missing") }
    let described = try ParameterSpecification.all(
      arguments.texts(of: ParameterSpecification.option))
    let wanted = try arguments.directions(of: direction, or: directions)
    let target = try target(arguments)
    let bytes = try contents(of: path)
    let format: ImportFormat = arguments.choice(of: format) ?? ImportFormat(of: path, bytes)
    let table = try format.table(bytes, file: path)
    let directions = try Self.directions(of: table, wanted, target.study)
    let columns = try ImportColumn.all(
      of: table, values: arguments.texts(of: value), parameters: described.map(\.name),
      ignored: arguments.texts(of: ignore))
    let trials = try ImportedTrials(
      table, columns, described: described, history: target.study?.trials,
      directionCount: directions.count)
    // An invalid trial must not leave an empty study.
    let snapshot = try target.study ?? Study(target.name, directions: directions).snapshot
    try snapshot.check(trials.records, subject: trials.subject)
    if !arguments.has(dryRun) {
      let study =
        try target.study == nil
        ? Study(target.name, directions: directions, storage: target.storage)
        : Study(loading: target.name, storage: target.storage)
      try study.add(contentsOf: trials.records, subject: trials.subject)
    }
    try report(trials, isDryRun: arguments.has(dryRun), target.name, console)
    return .success
  }

  /// The study to which the trials are added; nil if it is to be created.
  private static func target(
    _ arguments: Arguments
  ) throws -> (name: String, study: StudySnapshot?, storage: any Storage) {
    guard arguments.has(create) else {
      let storage = try arguments.existingStorage()
      let study = try arguments.study(in: storage)
      return (study.name, study, storage)
    }
    guard let name = arguments.text(of: StudySelection.study), !name.isEmpty else {
      throw UsageError("the study has no name; give --study NAME with --create")
    }
    let storage = try arguments.storage()
    return (name, try storage.study(named: name), storage)
  }

  private static func contents(of path: String) throws(CommandError) -> [UInt8] {
    let file: FileHandle
    do throws(SystemError) {
      file = try FileHandle(reading: path)
    } catch {
      throw CommandError("the file \(path) cannot be read: \(error)")
    }
    var bytes: [UInt8] = []
    while true {
      guard let piece = file.read() else {
        throw CommandError("the file \(path) cannot be read: \(SystemError.last())")
      }
      if piece.isEmpty { return bytes }
      bytes += piece
    }
  }

  /// The directions of the study, which must be those that are wanted and those of the file.
  private static func directions(
    of table: ImportTable, _ wanted: [Direction], _ study: StudySnapshot?
  ) throws(CommandError) -> [Direction] {
    let directions =
      study?.directions ?? (wanted.isEmpty ? [table.direction ?? .minimize] : wanted)
    func list(_ directions: [Direction]) -> String {
      directions.map(\.description).joined(separator: ", ")
    }
    if let study, !wanted.isEmpty, wanted != directions {
      throw CommandError(
        "the study \"\(study.name)\" has the direction\(directions.count == 1 ? "" : "s") "
          + "\(list(directions)), not \(list(wanted)); omit the option, or give another study")
    }
    if let direction = table.direction, directions != [direction] {
      throw CommandError(
        "\(table.file) is of a program that uses the direction \(direction), and the study's is "
          + "\(list(directions)); import it into a study with --create --direction \(direction)")
    }
    return directions
  }

  private static func report(
    _ trials: ImportedTrials, isDryRun: Bool, _ study: String, _ console: Console
  ) throws {
    func counted(_ count: Int, _ adjective: String = "") -> String {
      "\(count) \(adjective)trial\(count == 1 ? "" : "s")"
    }
    if !trials.inferred.isEmpty {
      console.printNotice(
        "These definitions are inferred from the values; a program that runs the study must use the "
          + "same kinds and scales, or give --param:")
      for parameter in trials.inferred {
        console.printNotice("  \(parameter.name): \(parameter.distribution)")
      }
    }
    if trials.unfinishedCount > 0 {
      console.printNotice(
        "Skipped \(counted(trials.unfinishedCount, "unfinished ")).")
    }
    let verb = isDryRun ? "can be imported" : "imported"
    try console.writeLine("\(counted(trials.records.count)) \(verb) into \"\(study.printable)\"")
  }
}
