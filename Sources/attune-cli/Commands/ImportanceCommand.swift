import Attune

/// Tells which parameters of a study matter.
enum ImportanceCommand: Command {
  private enum Evaluator: String, CaseIterable {
    case pedANOVA = "ped-anova"
    case fANOVA = "fanova"
    case meanDecreaseInImpurity = "mdi"

    var evaluator: any ImportanceEvaluator {
      switch self {
      case .pedANOVA: .pedANOVA()
      case .fANOVA: .fANOVA()
      case .meanDecreaseInImpurity: .meanDecreaseInImpurity()
      }
    }
  }

  private static let evaluator = Option.choice(
    "evaluator", letter: "e", of: Evaluator.self, "How importances are worked out.",
    standard: .pedANOVA)
  private static let parameter = Option.value(
    "param", letter: "p", value: "NAME", "A parameter to judge.",
    standard: "all that can be judged", isRepeatable: true)
  private static let objective = Option.value(
    "objective", value: "PLACE", "Which of several objective values counts, from 0.")
  private static let duration = Option.flag(
    "duration", "Judge by the time that trials take, in place of their values.")
  private static let plain = Option.flag(
    "not-normalized", "Leave the importances as they are, not adding up to 1.")

  static let description = CommandDescription(
    "importance", .looking, "Tell which parameters of a study matter.",
    discussion: """
      ped-anova compares the best tenth of the trials with all; it judges every parameter, also those \
      that only some trials have, and is at its best with many trials. fanova tells how much of the \
      variance over the whole space a parameter explains on its own, mdi how much a random forest \
      gains by it; both judge the parameters that all complete trials have.
      """,
    options: [
      StudySelection.journal, StudySelection.study, evaluator, parameter, objective, duration,
      plain,
      TableFormat.option,
    ])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let place = try arguments.int(of: objective, in: 0...Int.max)
    guard place == nil || !arguments.has(duration) else {
      throw UsageError("--objective and --duration exclude each other")
    }
    let study = try arguments.study(in: arguments.existingJournal())
    let evaluator: Evaluator = arguments.choice(of: evaluator) ?? .pedANOVA
    guard
      evaluator == .pedANOVA || study.directions.count == 1 || place != nil
        || arguments.has(duration)
    else {
      throw CommandError(
        "the study \"\(study.name)\" has \(study.directions.count) objective values, and "
          + "\(evaluator.rawValue) judges by one; give --objective 0 for the first of them, or "
          + "--evaluator ped-anova")
    }
    let names = arguments.texts(of: parameter)
    let importances = try study.importances(
      by: evaluator.evaluator, of: names.isEmpty ? nil : names,
      for: arguments.has(duration) ? .duration : place.map { .objective($0) } ?? .objectives,
      isNormalized: !arguments.has(plain))
    let table = DataTable(
      columns: [DataTable.Column("parameter"), DataTable.Column("importance")],
      rows: importances.map { [$0.name.jsonValue, $0.value.jsonValue] })
    try console.show(table, as: arguments.choice(of: TableFormat.option))
    return .success
  }
}
