import Attune

/// What rows of a table have to meet, as `lr<0.01` or `optimizer=adam`.
struct Condition: Equatable {
  enum Comparison: String, CaseIterable {
    // Longer ones first, since the others are their starts.
    case atMost = "<="
    case atLeast = ">="
    case unequal = "!="
    case identical = "=="
    case below = "<"
    case above = ">"
    case equal = "="
  }

  static let option = Option.value(
    "where", letter: "w", value: "CONDITION",
    "Show those alone that meet a condition, as 'lr<0.01' or 'optimizer=adam'.", isRepeatable: true)

  let column: String
  let comparison: Comparison
  let literal: String

  /// Reads a condition.
  init(_ text: String) throws(UsageError) {
    // By bytes: a combining mark behind a sign is part of the literal.
    for index in text.utf8.indices {
      let rest = text.utf8[index...]
      guard
        let comparison = Comparison.allCases.first(where: { rest.starts(with: $0.rawValue.utf8) })
      else { continue }
      column = Self.trimmed(text[..<index])
      self.comparison = comparison
      literal = Self.trimmed(Substring(rest.dropFirst(comparison.rawValue.utf8.count)))
      guard !column.isEmpty, !literal.isEmpty else { break }
      return
    }
    throw UsageError(
      "--where \"\(text)\" is not a condition; write NAME<VALUE, with one of "
        + "< <= > >= = != between them")
  }

  /// The rows of a table that meet the condition; those without a value do not.
  func filter(_ table: DataTable) throws -> DataTable {
    let place = try table.column(column)
    let isState = table.columns[place].title == "state"
    let wanted = CommandLineValue(isState ? literal.uppercased() : literal).json
    return table.filter { row in row[place].map { isMet(by: $0, wanted) } ?? false }
  }

  private func isMet(by cell: JSONValue, _ wanted: JSONValue) -> Bool {
    if let a = cell.doubleValue, let b = wanted.doubleValue {
      return compare(a, b, areEqual: a == b)
    }
    // A label that looks like a number is a text all the same.
    if let text = cell.stringValue {
      let other = wanted.stringValue ?? literal
      return compare(Name(text), Name(other), areEqual: text.isSpelled(as: other))
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

  private static func trimmed(_ text: Substring) -> String {
    var scalars = text.unicodeScalars.drop { $0 == " " }
    while scalars.last == " " { scalars.removeLast() }
    return String(scalars)
  }
}
