import Attune

/// Finds the values of a trial in the lines of its program.
struct OutputReader {
  private var objectives: [OutputPattern.Search]
  private var value: OutputPattern.Search?
  private var step: OutputPattern.Search?
  private let warning: OneTimeWarning?
  /// What the pattern of each objective has found last.
  private var found: [FoundNumber?]
  /// What the pattern of the step has found last.
  private var lastStep: FoundNumber?
  private var reportCount = 0

  init(_ objectives: [OutputPattern], report: ReportPattern?) {
    self.objectives = objectives.map { $0.search() }
    value = report?.value.search()
    step = report?.step?.search()
    warning = report?.warning
    found = objectives.map { _ in nil }
  }

  /// Takes note of what a line says; returns the report in it, if there is one that can be read.
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
    case .noNumber(let reason): warn(reason)
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
        "the step \(text) is not an integer from 0 on in the line \"\(line.excerpt(around: 0))\"")
    case .noNumber(let reason)?: warn(reason)
    case nil:
      guard let step else { return reportCount }
      warn("\(step.pattern.missing), before the line \"\(line.excerpt(around: 0))\"")
    }
    return nil
  }

  private func warn(_ reason: String) {
    warning?("a report is passed over: \(reason)")
  }

  /// The objective values that have been found.
  func values() throws(ProgramFailure) -> [Double] {
    if let value, reportCount == 0 { warning?("there is no report: \(value.pattern.missing)") }
    var values: [Double] = []
    for (objective, number) in zip(objectives, found) {
      switch number {
      case .number(let value, _)?: values.append(value)
      case .noNumber(let reason)?: throw ProgramFailure(reason)
      case nil: throw ProgramFailure(objective.pattern.missing)
      }
    }
    return values
  }
}
