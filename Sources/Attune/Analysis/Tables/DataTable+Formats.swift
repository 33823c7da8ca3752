extension DataTable {
  /// The table as comma-separated values, as RFC 4180 describes them: a line of titles, then the rows.
  ///
  /// Missing cells are empty, and empty texts are quoted, so that the two can be told apart. Lists
  /// and objects are written as JSON, numbers with all their digits. What no text in UTF-8 can hold, a
  /// surrogate without its partner, is written out as `\ud800`.
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
  /// infinities, for which JSON has no numbers, are the texts `"NaN"`, `"Infinity"` and `"-Infinity"`.
  public var json: String { json() }

  /// The table as a JSON array, as the property ``json`` has it, with a choice for NaN and infinities.
  public func json(nonFinite: JSONNonFinite = .text) -> String {
    let objects = rows.map { "  " + JSONWriter.text(object($0), nonFinite: nonFinite) }
    return objects.isEmpty ? "[]\n" : "[\n\(objects.joined(separator: ",\n"))\n]\n"
  }

  /// The table as lines of JSON, an object for each row, as ``json`` has them.
  public var jsonLines: String { jsonLines() }

  /// The table as lines of JSON, with a choice for NaN and infinities.
  public func jsonLines(nonFinite: JSONNonFinite = .text) -> String {
    rows.map { JSONWriter.text(object($0), nonFinite: nonFinite) + "\n" }.joined()
  }

  private func object(_ row: [JSONValue?]) -> JSONValue {
    var object = JSONObject()
    var groups: [Name: JSONObject] = [:]
    for (column, cell) in zip(columns, row) {
      if let group = column.group {
        if let cell { groups[Name(group), default: JSONObject()][column.name] = cell }
        // Holds the place of the group among the names.
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
