import Attune

/// How commands show tables.
enum TableFormat: String, CaseIterable {
  /// Columns for people.
  case table
  /// A JSON array, an object for each row.
  case json
  /// Comma-separated values.
  case csv

  static let option = Option.choice(
    "format", letter: "f", of: TableFormat.self, "How to show it.", standard: .table)
}

extension Console {
  /// Shows a table in the format that is asked for.
  func show(_ table: DataTable, as format: TableFormat?) throws {
    switch format ?? .table {
    case .json: try write(table.json)
    case .csv: try write(data: table.csv())
    case .table:
      let text = table.text(width: width)
      let head = text.prefix { $0 != "\n" }
      try write(bold(String(head)) + text.dropFirst(head.count))
    }
  }
}
