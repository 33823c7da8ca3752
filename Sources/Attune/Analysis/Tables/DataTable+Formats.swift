extension DataTable {
  /// Returns the table as comma-separated values (RFC 4180): a line of titles, then the rows.
  ///
  /// Missing cells are empty, and empty texts are quoted, to distinguish the two. Lists and objects are
  /// written as JSON, numbers with all digits. An unpaired surrogate, which UTF-8 cannot represent, is
  /// escaped as `\ud800`.
  ///
  /// - Parameter guardsFormulas: Whether to put an apostrophe before texts that spreadsheets
  ///   interpret as formulas: those that start with `=`, `+`, `-` or `@`. Other programs show the
  ///   apostrophe, so the default is false. Use it for untrusted texts that a spreadsheet will open.
  public func csv(guardsFormulas: Bool = false) -> String {
    let titles = columns.map { JSONValue?.some(.string($0.title)) }
    return ([titles] + rows).map { row in
      row.map { Self.field($0, guardsFormulas: guardsFormulas) }.joined(separator: ",") + "\r\n"
    }.joined()
  }

  /// The table as a JSON array with one object for each row, on one line each.
  ///
  /// The columns of a group are a nested object, which omits missing cells. NaN and infinities, which
  /// JSON cannot represent, are the texts `"NaN"`, `"Infinity"` and `"-Infinity"`.
  public var json: String { json() }

  /// Returns the table as a JSON array, like the property ``json``, with a choice for NaN and infinities.
  package func json(nonFinite: JSONNonFinite = .text) -> String {
    let objects = rows.map { "  " + JSONWriter.text(object($0), nonFinite: nonFinite) }
    return objects.isEmpty ? "[]\n" : "[\n\(objects.joined(separator: ",\n"))\n]\n"
  }

  /// The table as JSON Lines, with the objects of ``json``.
  package var jsonLines: String { jsonLines() }

  /// Returns the table as JSON Lines, with a choice for NaN and infinities.
  package func jsonLines(nonFinite: JSONNonFinite = .text) -> String {
    rows.map { JSONWriter.text(object($0), nonFinite: nonFinite) + "\n" }.joined()
  }

  private func object(_ row: [JSONValue?]) -> JSONValue {
    var object = JSONObject()
    var groups: [Name: JSONObject] = [:]
    for (column, cell) in zip(columns, row) {
      if let group = column.group {
        if let cell { groups[Name(group), default: JSONObject()][column.name] = cell }
        // Reserves the position of the group among the names.
        object[group] = .null
      } else {
        object[column.name] = cell ?? .null
      }
    }
    for group in Set(columns.compactMap { $0.group.map { Name($0) } }) {
      object[group.text] = .object(groups[group] ?? JSONObject())
    }
    return .object(object)
  }

  private static func field(_ cell: JSONValue?, guardsFormulas: Bool) -> String {
    switch cell {
    case nil, .null: return ""
    case .float(let value): return value.description
    case .string(let text):
      let isFormula = text.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) }
      let text = text.showingSurrogates
      return quoted(guardsFormulas && isFormula == true ? "'" + text : text)
    case .some(let value): return quoted(JSONWriter.text(value, nonFinite: .text))
    }
  }

  private static func quoted(_ text: String) -> String {
    let needsQuotes =
      text.isEmpty || text.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
    guard needsQuotes else { return text }
    return "\""
      + text.split(atScalar: "\"").joined(separator: "\"\"")
      + "\""
  }
}
