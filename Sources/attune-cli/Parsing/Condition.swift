import Attune

/// A condition on rows of a table, such as `lr<0.01` or `optimizer=adam`.
struct Condition: Equatable {
  enum Comparison: String, CaseIterable {
    case atMost = "<="
    case atLeast = ">="
    case unequal = "!="
    case identical = "=="
    case below = "<"
    case above = ">"
    case equal = "="

    /// Whether the comparison needs an order, and not only equality.
    var isOrder: Bool {
      switch self {
      case .atMost, .atLeast, .below, .above: true
      case .unequal, .identical, .equal: false
      }
    }
  }

  static let option = Option.value(
    "where", letter: "w", value: "CONDITION",
    "Select only trials that meet a condition, such as 'lr<0.01' or 'optimizer=adam'.",
    isRepeatable: true)

  /// The characters of comparison operators, in this and in other languages.
  private static let signs: Set<Unicode.Scalar> = ["<", ">", "=", "!", "~", "&", "|"]

  let column: String
  let comparison: Comparison
  let literal: String

  private let text: String
  private let columnRange: Range<String.Index>
  private let comparisonRange: Range<String.Index>
  private let literalRange: Range<String.Index>

  /// Parses a condition.
  init(_ text: String) throws(UsageError) {
    // By code points: a combining mark after an operator is part of the literal.
    let scalars = text.unicodeScalars
    self.text = text
    let list = "write NAME<VALUE, with one of < <= > >= = !="
    guard let start = scalars.firstIndex(where: Self.signs.contains) else {
      throw Self.error(
        text, text.endIndex..<text.endIndex, "--where \"\(text)\" is not a condition; \(list)")
    }
    let end = scalars[start...].firstIndex { !Self.signs.contains($0) } ?? text.endIndex
    columnRange = Self.trimmed(text, text.startIndex..<start)
    comparisonRange = start..<end
    literalRange = Self.trimmed(text, end..<text.endIndex)
    column = String(text[columnRange])
    literal = String(text[literalRange])
    guard let comparison = Comparison(rawValue: String(text[comparisonRange])) else {
      throw Self.error(
        text, comparisonRange,
        "--where \"\(text)\": there is no operator \(text[start..<end])"
          + Self.hint(text[comparisonRange]) + "; \(list)")
    }
    self.comparison = comparison
    guard !column.isEmpty else {
      throw Self.error(
        text, start..<end,
        "--where \"\(text)\" has no column before \(comparison.rawValue); \(list)")
    }
    guard !literal.isEmpty else {
      throw Self.error(
        text, text.endIndex..<text.endIndex,
        "--where \"\(text)\" has no value after \(comparison.rawValue); \(list)")
    }
    // A second operator is part of the value only in quotation marks.
    if !literal.hasPrefix("\""),
      let second = scalars[literalRange].firstIndex(where: Self.signs.contains)
    {
      let secondEnd = scalars[second...].firstIndex { !Self.signs.contains($0) } ?? text.endIndex
      throw Self.error(
        text, second..<secondEnd,
        "--where \"\(text)\" has more than one operator; repeat --where for each condition, or put "
          + "the value in double quotation marks")
    }
  }

  /// Returns the rows of a table that meet the condition.
  ///
  /// A row without a value does not.
  func filter(_ table: DataTable) throws -> DataTable {
    let index = try columnIndex(in: table)
    let isState = table.columns[index].title == "state"
    let wanted = isState ? .string(literal.uppercased()) : Self.value(literal)
    if isState { try checkState() }
    let cells = table.rows.compactMap { $0[index] }
    // Dates are compared as text.
    let isDate = table.columns[index].title.hasPrefix("datetime_")
    if !isState, !isDate, let example = cells.first,
      !cells.contains(where: { isComparable($0, with: wanted) })
    {
      throw mismatch(example)
    }
    return table.filter { row in row[index].map { isMet(by: $0, wanted) } ?? false }
  }

  private func columnIndex(in table: DataTable) throws -> Int {
    do {
      return try table.column(column)
    } catch {
      let names = table.columns.flatMap { [$0.name, $0.title] }
      let hint =
        names.contains(where: { $0.isIdentical(to: column) })
        ? "" : EditDistance.hint(for: column, among: names)
      throw Self.error(
        text, columnRange, hint.isEmpty ? "\(error)" : "there is no column \"\(column)\"\(hint)")
    }
  }

  /// Checks that the literal is the name of a state.
  private func checkState() throws(UsageError) {
    let names = ["COMPLETE", "PRUNED", "FAIL", "RUNNING", "WAITING"]
    guard !comparison.isOrder else {
      throw Self.error(
        text, comparisonRange, "--where \"\(text)\": states have no order; write = or !=")
    }
    guard names.contains(literal.uppercased()) else {
      let hint = EditDistance.hint(for: literal.uppercased(), among: names)
      throw Self.error(
        text, literalRange,
        "--where \"\(text)\": there is no state \(literal)"
          + (hint.isEmpty ? "; give one of \(names.joined(separator: ", "))" : hint))
    }
  }

  private func mismatch(_ example: JSONValue) -> UsageError {
    let kind =
      switch example {
      case .int, .float: "numbers"
      case .string: "texts"
      case .bool: "true and false"
      default: "values"
      }
    let advice = example.stringValue != nil && comparison.isOrder ? "; write = or !=" : ""
    return Self.error(
      text, literalRange,
      "--where \"\(text)\": \(column) contains \(kind), such as \(example), which cannot be compared "
        + "with \(literal)\(advice)")
  }

  // MARK: Comparing

  /// Parses a literal: JSON, a number in another notation, or text.
  private static func value(_ literal: String) -> JSONValue {
    let value = CommandLineValue(literal).json
    guard value == .string(literal), let number = NumberText.value(literal) else { return value }
    return .float(number)
  }

  /// Whether a cell can be compared with a value.
  private func isComparable(_ cell: JSONValue, with wanted: JSONValue) -> Bool {
    switch (cell, wanted) {
    case (.int, .int), (.int, .float), (.float, .int), (.float, .float): true
    case (.string(let text), .int), (.string(let text), .float): NumberText.value(text) != nil
    case (.string, .string): true
    // Categorical labels such as "true" are texts.
    case (.string(let text), _): text == literal
    case (.bool, .bool), (.null, .null): !comparison.isOrder
    case (.array, .array), (.object, .object): !comparison.isOrder
    default: false
    }
  }

  private func isMet(by cell: JSONValue, _ wanted: JSONValue) -> Bool {
    if let a = cell.doubleValue, let b = wanted.doubleValue {
      return compare(a, b, areEqual: a == b)
    }
    if let text = cell.stringValue {
      // Labels that look like numbers are ordered as numbers, and tested for equality as texts.
      if comparison.isOrder, let a = NumberText.value(text), let b = wanted.doubleValue {
        return compare(a, b, areEqual: a == b)
      }
      let other = wanted.stringValue ?? literal
      return compare(Name(text), Name(other), areEqual: text.isIdentical(to: other))
    }
    switch comparison {
    case .equal, .identical: return cell == wanted
    case .unequal: return cell != wanted
    default: return false
    }
  }

  private func compare<Value: Comparable>(_ a: Value, _ b: Value, areEqual: Bool) -> Bool {
    switch comparison {
    case .atMost: a <= b
    case .atLeast: a >= b
    case .below: a < b
    case .above: a > b
    case .equal, .identical: areEqual
    case .unequal: !areEqual
    }
  }

  // MARK: Messages

  /// Returns an error with the condition and carets below a part of it.
  private static func error(
    _ text: String, _ range: Range<String.Index>, _ message: String
  ) -> UsageError {
    let start = String(text[..<range.lowerBound]).printable.columnCount
    let count = max(1, String(text[range]).printable.columnCount)
    return UsageError(
      message,
      excerpt: "  \(text.printable)\n  " + String(repeating: " ", count: start)
        + String(repeating: "^", count: count))
  }

  /// A hint for an operator of another language.
  private static func hint(_ sign: Substring) -> String {
    let comparison: Comparison? =
      switch sign {
      case "=>", ">==", ">>=": .atLeast
      case "=<", "<==", "<<=": .atMost
      case "<>", "><", "!", "!==", "~=", "=!", "~", "!!": .unequal
      case "===", "=~": .equal
      case ">>": .above
      case "<<": .below
      default: nil
      }
    return comparison.map { " (did you mean \($0.rawValue)?)" } ?? ""
  }

  private static func trimmed(_ text: String, _ range: Range<String.Index>) -> Range<String.Index> {
    let rest = text.unicodeScalars[range].drop { $0 == " " }
    let end = rest.lastIndex { $0 != " " }.map { rest.index(after: $0) } ?? rest.startIndex
    return rest.startIndex..<end
  }
}
