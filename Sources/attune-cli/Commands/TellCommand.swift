import Attune

/// Ends a running trial.
enum TellCommand: Command {
  private enum State: String, CaseIterable {
    case complete, pruned, fail
  }

  private static let words = Operand(
    "NUMBER VALUE", "The trial, and its objective values, one for each direction.", .any)
  private static let number = Option.value(
    "trial-number", value: "NUMBER", "The trial, in place of the first operand.")
  private static let values = Option.value(
    "values", value: "VALUE", "Its objective values, in place of operands.", takesSeveral: true)
  private static let state = Option.choice(
    "state", of: State.self, "How it ended.", standard: .complete)
  private static let reason = Option.value("reason", value: "TEXT", "Why it failed.")
  private static let skip = Option.flag(
    "skip-if-finished", "Do nothing when the trial is finished already.")

  static let description = CommandDescription(
    "tell", .steering, "End a running trial with its result.",
    discussion: """
      A pruned trial has no value of its own, nor has a failed one. NaN makes a trial fail.

        attune tell 7 0.25
        attune tell 8 --state fail --reason "out of memory"
      """,
    operands: [words],
    options: [
      StudySelection.journal, StudySelection.study, number, values, state, reason, skip,
    ])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    var words = arguments.texts(of: words)[...]
    guard let subject = arguments.text(of: number) ?? words.popFirst() else {
      throw UsageError("the number of the trial is missing")
    }
    let number = try Arguments.int(subject, of: "the number of the trial", in: 0...Int.max)
    var values: [Double] = []
    for text in words + arguments.texts(of: Self.values) {
      values.append(try Arguments.number(text, of: "an objective value"))
    }
    let state: State = arguments.choice(of: state) ?? .complete
    guard state == .complete || values.isEmpty else {
      throw UsageError("a trial that ends as \(state.rawValue) has no values")
    }
    guard state == .fail || !arguments.has(reason) else {
      throw UsageError("--reason goes with --state fail")
    }
    let study = try arguments.openStudy()
    guard state != .complete || values.count == study.directions.count else {
      throw UsageError(
        "the study \"\(study.name)\" needs \(study.directions.count) objective values, not "
          + "\(values.count)")
    }
    let trials = study.trials
    if arguments.has(skip), trials.indices.contains(number), trials[number].state.isFinished {
      console.note("Trial \(number) is \(trials[number].state) already.")
      return .success
    }
    let result: TrialResult =
      switch state {
      case .complete: .complete(values)
      case .pruned: .pruned
      case .fail:
        .failed(reason: arguments.text(of: reason) ?? "reported as failed by `attune tell`")
      }
    try console.writeLine(study.tell(number, result).description.printable)
    return .success
  }
}
