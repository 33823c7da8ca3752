import Attune

/// The output format of a table.
enum TableFormat: String, CaseIterable {
  /// Aligned columns.
  case table
  /// A JSON array with an object for each row.
  case json
  /// Comma-separated values.
  case csv

  static let option = Option.choice(
    "format", letter: "f", of: TableFormat.self, "Print in this format.", default: .table)
}

extension Console {
  /// Writes a table in a format.
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
