import Attune

/// Finds the values of a trial in the output of its program.
struct OutputReader {
  private var objectives: [OutputPattern.Search]
  private var value: OutputPattern.Search?
  private var step: OutputPattern.Search?
  private let warning: OneTimeWarning?
  /// The last match of each objective's pattern.
  private var found: [FoundNumber?]
  /// The last match of the step's pattern.
  private var lastStep: FoundNumber?
  private var reportCount = 0

  init(_ objectives: [OutputPattern], report: ReportPattern?) {
    self.objectives = objectives.map { $0.search() }
    value = report?.value.search()
    step = report?.step?.search()
    warning = report?.warning
    found = objectives.map { _ in nil }
  }

  /// Reads a line.
  ///
  /// - Returns: The report in it, if there is a valid one.
  mutating func read(_ text: String) -> IntermediateValue? {
    let line = OutputLine(text)
    for index in objectives.indices {
      if let numbers = objectives[index].last(in: line) { found[index] = numbers[0] }
    }
    if let number = step?.last(in: line, isStep: true)?[0] { lastStep = number }
    let isPair = value?.pattern.groupCount == 2
    guard let numbers = value?.last(in: line, isStep: isPair) else { return nil }
    defer { reportCount += 1 }
    switch numbers[numbers.count - 1] {
    case .invalid(let reason): warn(reason)
    case .number(let value, _):
      if let step = stepNumber(isPair ? numbers[0] : lastStep, line) {
        return IntermediateValue(step: step, value: value)
      }
    }
    return nil
  }

  private func stepNumber(_ number: FoundNumber?, _ line: OutputLine) -> Int? {
    if let step = number?.step, step >= 0 { return step }
    switch number {
    case .number(_, let text)?:
      warn(
        "the step \(text) is not a non-negative integer in the line \"\(line.excerpt(around: 0))\"")
    case .invalid(let reason)?: warn(reason)
    case nil:
      guard let step else { return reportCount }
      warn("\(step.pattern.missing), before the line \"\(line.excerpt(around: 0))\"")
    }
    return nil
  }

  private func warn(_ reason: String) {
    warning?("a report is skipped: \(reason)")
  }

  /// Returns the objective values.
  ///
  /// - Throws: `ProgramFailure` if one is missing or not a number.
  func values() throws(ProgramFailure) -> [Double] {
    if let value, reportCount == 0 { warning?("there is no report: \(value.pattern.missing)") }
    var values: [Double] = []
    for (objective, number) in zip(objectives, found) {
      switch number {
      case .number(let value, _)?: values.append(value)
      case .invalid(let reason)?: throw ProgramFailure(reason)
      case nil: throw ProgramFailure(objective.pattern.missing)
      }
    }
    return values
  }
}
