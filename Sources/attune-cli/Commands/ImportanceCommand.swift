import Attune

/// Prints the importances of the parameters of a study.
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
    "evaluator", letter: "e", of: Evaluator.self, "Compute importances with this evaluator.",
    default: .pedANOVA)
  private static let parameter = Option.value(
    "param", letter: "p", value: "NAME", "Evaluate this parameter.",
    default: "all that can be evaluated", isRepeatable: true)
  private static let objective = Option.value(
    "objective", value: "INDEX", "Use the objective value at this index, counted from 0.")
  private static let duration = Option.flag(
    "duration", "Use the durations of trials instead of their objective values.")
  private static let plain = Option.flag(
    "not-normalized", "Do not scale the importances to a sum of 1.")

  static let description = CommandDescription(
    "importance", .inspecting, "Print the importances of the parameters of a study.",
    discussion: """
      ped-anova compares the best tenth of the trials with all trials. It evaluates every \
      parameter, including those that only some trials have, and works best with many trials. \
      fanova is the fraction of the variance over the search space that a parameter explains \
      alone; mdi is the mean decrease in impurity in a random forest. Both evaluate the parameters \
      that all complete trials have. In a study with budgets these are the trials with the largest \
      budget.
      """,
    options: [
      StudySelection.storage, StudySelection.study, evaluator, parameter, objective, duration,
      plain,
      TableFormat.option,
    ])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let index = try arguments.int(of: objective, in: 0...Int.max)
    guard index == nil || !arguments.has(duration) else {
      throw UsageError("--objective and --duration exclude each other")
    }
    let study = try arguments.study(in: arguments.existingStorage())
    let evaluator: Evaluator = arguments.choice(of: evaluator) ?? .pedANOVA
    guard
      evaluator == .pedANOVA || study.directions.count == 1 || index != nil
        || arguments.has(duration)
    else {
      throw CommandError(
        "the study \"\(study.name)\" has \(study.directions.count) objective values, and "
          + "\(evaluator.rawValue) uses one; give --objective 0 for the first of them, or "
          + "--evaluator ped-anova")
    }
    let names = arguments.texts(of: parameter)
    let importances = try study.importances(
      by: evaluator.evaluator, of: names.isEmpty ? nil : names,
      for: arguments.has(duration) ? .duration : index.map { .objective($0) } ?? .objectives,
      isNormalized: !arguments.has(plain))
    let table = DataTable(
      columns: [DataTable.Column("parameter"), DataTable.Column("importance")],
      rows: importances.map { [$0.name.jsonValue, $0.value.jsonValue] })
    try console.show(table, as: arguments.choice(of: TableFormat.option))
    let trials = study.trials
    let smaller = trials.count { $0.budget.map { !$0.isLargest } ?? false }
    if smaller > 0 {
      console.printNotice(
        "They are those of \(trials.count(of: .complete)) complete trials; \(smaller) with smaller budgets "
          + "are left out.")
    }
    return .success
  }
}
