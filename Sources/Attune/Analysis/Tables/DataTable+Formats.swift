extension DataTable {
  /// The table as comma-separated values, as RFC 4180 describes them: a line of titles, then the rows.
  ///
  /// Missing cells are empty, and empty texts are quoted, so that the two can be told apart. Lists
  /// and objects are written as JSON, numbers with all their digits.
  ///
  /// - Parameter guardsFormulas: Whether to put an apostrophe before texts that spreadsheets would
  ///   take for formulas, those that start with `=`, `+`, `-` or `@`. Other programs see the
  ///   apostrophe, so it is left out by default; ask for it when a spreadsheet opens texts that
  ///   somebody else wrote.
  public func csv(guardsFormulas: Bool = false) -> String {
    let titles = columns.map { JSONValue?.some(.string($0.title)) }
    return ([titles] + rows).map { row in
      row.map { Self.field($0, guardsFormulas: guardsFormulas) }.joined(separator: ",") + "\r\n"
    }.joined()
  }

  /// The table as a JSON array with an object for each row, a line each.
  ///
  /// The columns of a group are an object within it, without those that the row does not have. NaN and
  /// infinities are written as Python does.
  public var json: String {
    let objects = rows.map { "  \(object($0))" }
    return objects.isEmpty ? "[]\n" : "[\n\(objects.joined(separator: ",\n"))\n]\n"
  }

  /// The table as lines of JSON, an object for each row, as ``json`` has them.
  public var jsonLines: String {
    rows.map { "\(object($0))\n" }.joined()
  }

  private func object(_ row: [JSONValue?]) -> JSONValue {
    var object = JSONObject()
    var groups: [String: JSONObject] = [:]
    for (column, cell) in zip(columns, row) {
      if let group = column.group {
        if let cell { groups[group, default: JSONObject()][column.name] = cell }
        // Holds the place of the group among the names.
        object[group] = .null
      } else {
        object[column.name] = cell ?? .null
      }
    }
    for group in Set(columns.compactMap(\.group)) {
      object[group] = .object(groups[group] ?? JSONObject())
    }
    return .object(object)
  }

  private static func field(_ cell: JSONValue?, guardsFormulas: Bool) -> String {
    switch cell {
    case nil, .null: return ""
    case .float(let value): return value.description
    case .string(let text):
      let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
      return quoted(guardsFormulas && isFormula ? "'" + text : text)
    case .some(let value): return quoted(value.description)
    }
  }

  private static func quoted(_ text: String) -> String {
    let needsQuotes =
      text.isEmpty || text.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
    guard needsQuotes else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}
