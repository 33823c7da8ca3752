import Attune

/// Ends a running trial.
enum TellCommand: Command {
  private enum State: String, CaseIterable {
    case complete, pruned, fail
  }

  private static let words = Operand(
    "NUMBER VALUE", "The trial number and the objective values, one for each direction.", .any)
  private static let number = Option.value(
    "trial-number", value: "NUMBER", "End this trial, instead of the first operand.")
  private static let values = Option.value(
    "values", value: "VALUE", "Record these objective values, instead of operands.",
    takesSeveral: true)
  private static let state = Option.choice(
    "state", of: State.self, "End the trial in this state.", default: .complete)
  private static let reason = Option.value(
    "reason", value: "TEXT", "Record this reason for a failure.")
  private static let skip = Option.flag(
    "skip-if-finished", "Do nothing if the trial is already finished.")

  static let description = CommandDescription(
    "tell", .managing, "Report the result of a running trial.",
    discussion: """
      Pruned and failed trials take no values. A trial with the value NaN fails.

        attune tell 7 0.25
        attune tell 8 --state fail --reason "out of memory"
      """,
    operands: [words],
    options: [
      StudySelection.storage, StudySelection.study, number, values, state, reason, skip,
    ])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    var words = arguments.texts(of: words)[...]
    guard let subject = arguments.text(of: number) ?? words.popFirst() else {
      throw UsageError("the trial number is missing")
    }
    let number = try Arguments.int(subject, of: "the trial number", in: 0...Int.max)
    var values: [Double] = []
    for text in words + arguments.texts(of: Self.values) {
      values.append(try Arguments.number(text, of: "an objective value"))
    }
    let state: State = arguments.choice(of: state) ?? .complete
    guard state == .complete || values.isEmpty else {
      throw UsageError("--state \(state.rawValue) takes no objective values")
    }
    guard state == .fail || !arguments.has(reason) else {
      throw UsageError("--reason needs --state fail")
    }
    let study = try arguments.openStudy()
    guard state != .complete || values.count == study.directions.count else {
      throw UsageError(
        "the study \"\(study.name)\" needs \(study.directions.count) objective values; "
          + "\(values.count) are given")
    }
    let trials = study.trials
    if arguments.has(skip), trials.indices.contains(number), trials[number].state.isFinished {
      console.printNotice("Trial \(number) is already \(trials[number].state).")
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
