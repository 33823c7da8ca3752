import Attune

/// A parameter of the trials in a file: its distribution, which a table does not contain, and its values.
struct ImportedParameter {
  let name: String
  /// The distribution of all values.
  let distribution: Distribution
  /// Whether only the values determine the distribution.
  let isInferred: Bool
  /// The value of each row; nil if the trial does not have the parameter.
  let labels: [JSONValue?]

  /// A problem with the value of a row.
  struct Failure: Error {
    /// The index of the row; nil if it concerns the parameter as a whole.
    let row: Int?
    /// What is wrong, and what to do.
    let problem: String
  }

  /// Finds the distribution of a parameter.
  ///
  /// - Parameters:
  ///   - cells: The cell of each row; nil if it is missing.
  ///   - described: The distribution on the command line, which must contain all values.
  ///   - recorded: The distribution in earlier trials of the study, whose range may be extended.
  ///   - bounds: The distribution in the file.
  init(
    _ name: String, _ cells: [ImportTable.Cell?], described: Distribution?, recorded: Distribution?,
    bounds: Distribution?
  ) throws(Failure) {
    self.name = name
    isInferred = described == nil && recorded == nil && bounds == nil
    if let fixed = described ?? recorded {
      let values = try cells.enumerated().map { row, cell throws(Failure) in
        try cell.flatMap { cell throws(Failure) in try Self.label(cell, row, in: fixed) }
      }
      labels = values
      distribution = described ?? Self.extended(fixed, toContain: values.compactMap(\.self))
    } else if let bounds, cells.allSatisfy({ $0.map { Self.number($0) != nil } ?? true }) {
      labels = cells.map { $0.flatMap(Self.number) }
      distribution = Self.extended(bounds, toContain: labels.compactMap(\.self))
    } else {
      (distribution, labels) = try Self.inferred(cells)
    }
    for (row, label) in labels.enumerated() {
      guard let label else { continue }
      guard let value = distribution.value(labelled: label), distribution.contains(value) else {
        throw Failure(row: row, problem: "\(label) is not a value of \"\(name)\", \(distribution)")
      }
    }
  }

  // MARK: Values

  /// The number in a cell; nil if it is not one.
  static func number(_ cell: ImportTable.Cell) -> JSONValue? {
    switch cell {
    case .json(.string(let text)), .text(let text):
      let text = String(ParameterRange.trimmed(text[...]))
      // Swift also reads hexadecimal numbers.
      guard !text.utf8.contains(where: { "xXpP".utf8.contains($0) }) else { return nil }
      return Int(text).map { .int($0) } ?? Double(text).map { .float($0) }
    case .json(let value): return value.doubleValue == nil ? nil : value
    }
  }

  /// The Boolean in a cell, also as Python writes it; nil if it is not one.
  private static func bool(_ cell: ImportTable.Cell) -> Bool? {
    switch cell {
    case .json(let value): value.boolValue
    case .text("true"), .text("True"): true
    case .text("false"), .text("False"): false
    case .text: nil
    }
  }

  /// The label of a choice in a cell, by the rules of the command line and of Python's Booleans.
  private static func choice(_ cell: ImportTable.Cell) -> JSONValue {
    switch cell {
    case .json(let value): value
    case .text(let text): bool(cell).map { .bool($0) } ?? ParameterSpecification.label(text)
    }
  }

  /// The value of a cell for a known distribution; nil for an empty text without a meaning.
  private static func label(
    _ cell: ImportTable.Cell, _ row: Int, in distribution: Distribution
  ) throws(Failure) -> JSONValue? {
    guard case .categorical(let categorical) = distribution else {
      if cell == .text("") { return nil }
      guard let number = number(cell) else {
        throw Failure(
          row: row,
          problem: "\(text(of: cell)) is not a number, but the parameter is \(distribution)")
      }
      return number
    }
    if case .text(let text) = cell, let spelled = distribution.choice(spelled: text) {
      return spelled
    }
    let label = choice(cell)
    let number = number(cell)
    let alternatives = [label, bool(cell).map { .bool($0) }, number].compactMap(\.self)
    return alternatives.first { categorical.choices.contains($0) } ?? label
  }

  private static func text(of cell: ImportTable.Cell) -> String {
    switch cell {
    case .text(let text): "\"\(text.shortened(toBytes: 80))\""
    case .json(let value): value.description.shortened(toBytes: 80)
    }
  }

  // MARK: Distributions

  /// The distribution of the same kind and scale that also contains the given values, if there is one.
  ///
  /// A range that is extended has no step, since its grid may differ.
  private static func extended(
    _ distribution: Distribution, toContain labels: [JSONValue]
  ) -> Distribution {
    let values = labels.compactMap { distribution.value(labelled: $0) }
    if values.count == labels.count, values.allSatisfy(distribution.contains) {
      return distribution
    }
    switch distribution {
    case .float(let float):
      let numbers = labels.compactMap(\.doubleValue) + [float.low, float.high]
      let range = try? FloatDistribution(
        low: numbers.min() ?? float.low, high: numbers.max() ?? float.high, scale: float.scale)
      return range.map { .float($0) } ?? distribution
    case .int(let int):
      let numbers = labels.compactMap(\.intValue) + [int.low, int.high]
      let range = try? IntDistribution(
        low: numbers.min() ?? int.low, high: numbers.max() ?? int.high, scale: int.scale)
      return range.map { .int($0) } ?? distribution
    case .categorical(let categorical):
      let new = unique(labels.filter { !categorical.choices.contains($0) })
      let choices = try? CategoricalDistribution(choices: categorical.choices + new)
      return choices.map { .categorical($0) } ?? distribution
    }
  }

  private static func unique(_ labels: [JSONValue]) -> [JSONValue] {
    var known: Set<JSONValue> = []
    return labels.filter { known.insert($0).inserted }
  }

  /// The distribution of values about which nothing is known: integers, floating-point values or choices.
  private static func inferred(
    _ cells: [ImportTable.Cell?]
  ) throws(Failure) -> (Distribution, [JSONValue?]) {
    // An empty text is a choice only among texts.
    let given = cells.map { $0 == .text("") ? nil : $0 }
    let present = given.compactMap(\.self)
    do throws(SearchSpaceError) {
      // A string in JSON is a choice, whatever it looks like.
      let areNumbers = !present.contains { if case .json(.string) = $0 { true } else { false } }
      let numbers = present.compactMap(number)
      if !present.isEmpty, areNumbers, numbers.count == present.count {
        return (try range(numbers), given.map { $0.flatMap(number) })
      }
      let bools = present.compactMap(bool)
      if !present.isEmpty, bools.count == present.count {
        return (
          .categorical(try CategoricalDistribution(choices: unique(bools.map { .bool($0) }))),
          given.map { $0.flatMap(bool).map { .bool($0) } }
        )
      }
      let labels = cells.map { $0.map(choice) }
      return (
        .categorical(try CategoricalDistribution(choices: unique(labels.compactMap(\.self)))),
        labels
      )
    } catch {
      throw Failure(row: nil, problem: error.description)
    }
  }

  /// The smallest range of numbers.
  private static func range(_ numbers: [JSONValue]) throws(SearchSpaceError) -> Distribution {
    let integers = numbers.compactMap { if case .int(let number) = $0 { number } else { nil } }
    if integers.count == numbers.count, let low = integers.min(), let high = integers.max() {
      return .int(try IntDistribution(low: low, high: high))
    }
    let doubles = numbers.compactMap(\.doubleValue)
    // The minimum of values with NaN may be any of them; NaN is an invalid bound.
    let bounds = doubles.contains(where: \.isNaN) ? [.nan] : doubles
    return .float(
      try FloatDistribution(low: bounds.min() ?? 0, high: bounds.max() ?? 0))
  }
}
