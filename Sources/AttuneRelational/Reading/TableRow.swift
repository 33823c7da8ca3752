internal import Attune

/// A row of a table, with errors that name the table, the trial and the column.
struct TableRow {
  let table: String
  /// The trial or the study that the row belongs to, for messages.
  let owner: String
  let displayName: String
  let values: [SQLValue]

  /// Returns an integer.
  func int(_ column: String, at index: Int) throws(StorageError) -> Int {
    if case .int(let value) = values[index] { return value }
    throw invalid(column, at: index, "an integer")
  }

  /// Returns a number; nil if it is missing.
  func double(_ column: String, at index: Int) throws(StorageError) -> Double? {
    switch values[index] {
    case .null: return nil
    case .double(let value): return value
    // SQLite may store a floating-point value as an integer.
    case .int(let value): return Double(value)
    case .text: throw invalid(column, at: index, "a number")
    }
  }

  /// Returns a text; nil if it is missing.
  func text(_ column: String, at index: Int) throws(StorageError) -> String? {
    switch values[index] {
    case .null: return nil
    case .text(let value): return value
    case .int, .double: throw invalid(column, at: index, "a text")
    }
  }

  /// Returns a text that must not be missing.
  func requiredText(_ column: String, at index: Int) throws(StorageError) -> String {
    guard let text = try text(column, at: index) else {
      throw invalid(column, at: index, "a text")
    }
    return text
  }

  /// Returns a time in UTC; nil if it is missing.
  func time(_ column: String, at index: Int) throws(StorageError) -> Timestamp? {
    guard let text = try text(column, at: index) else { return nil }
    guard let time = Timestamp(databaseText: text) else {
      throw invalid(column, at: index, "a time")
    }
    return time
  }

  /// Returns a label of an enumeration.
  func label<Label>(
    _ column: String, at index: Int, of labels: KeyValuePairs<String, Label>
  ) throws(StorageError) -> Label {
    let text = try requiredText(column, at: index)
    guard let label = labels.first(where: { $0.key == text })?.value else {
      throw invalid(column, at: index, "one of \(labels.map(\.key).joined(separator: ", "))")
    }
    return label
  }

  /// Returns a value of JSON.
  func json(_ column: String, at index: Int) throws(StorageError) -> JSONValue {
    let text = try requiredText(column, at: index)
    do throws(JSONParser.Failure) {
      return try JSONParser.parse(text)
    } catch {
      throw corrupt(column, "is not JSON: \(error.description)", underlyingError: error)
    }
  }

  /// The error for an invalid value of a column.
  func invalid(_ column: String, at index: Int, _ expected: String) -> StorageError {
    let value =
      switch values[index] {
      case .null: "NULL"
      case .int(let value): "\(value)"
      case .double(let value): "\(value)"
      case .text(let value): "\"\(value.printable.prefix(80))\""
      }
    return corrupt(column, "is \(value), which is not \(expected)")
  }

  /// The error for a column whose value violates the format.
  func corrupt(
    _ column: String, _ problem: String, underlyingError: (any Error)? = nil
  ) -> StorageError {
    StorageError(
      .corrupt,
      "the column \(column) of the table \(table) \(problem) (\(owner) in \(displayName)); correct or "
        + "delete the row",
      underlyingError: underlyingError)
  }
}
