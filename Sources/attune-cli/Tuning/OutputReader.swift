import Attune

/// Finds the values of a trial in the lines of its program.
struct OutputReader {
  private let objectives: [OutputPattern.Search]
  private let report: OutputPattern.Search?
  /// What the pattern of each objective has found last.
  private var found: [String?]
  private var reportCount = 0

  init(_ objectives: [OutputPattern], report: OutputPattern?) {
    self.objectives = objectives.map { $0.search() }
    self.report = report?.search()
    found = objectives.map { _ in nil }
  }

  /// Takes note of what a line says; returns the report in it, if there is one.
  mutating func read(_ line: String) throws -> IntermediateValue? {
    for (index, objective) in objectives.enumerated() {
      if let groups = objective.last(in: line) { found[index] = groups[0] }
    }
    guard let report, let groups = report.last(in: line) else { return nil }
    defer { reportCount += 1 }
    var step = reportCount
    if groups.count == 2 {
      guard let number = Int(groups[0]) else {
        throw ProgramFailure("the step \"\(groups[0])\" of a report is not a whole number")
      }
      step = number
    }
    return IntermediateValue(step: step, value: try report.number(groups[groups.count - 1]))
  }

  /// The objective values that have been found.
  func values() throws(ProgramFailure) -> [Double] {
    var values: [Double] = []
    for (objective, text) in zip(objectives, found) {
      guard let text else {
        throw ProgramFailure("no line of the output matches \"\(objective.text)\"")
      }
      values.append(try objective.number(text))
    }
    return values
  }
}
