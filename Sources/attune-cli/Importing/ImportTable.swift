import Attune

/// The trials of a file as a table, whatever the format of the file.
struct ImportTable {
  /// A value in the table.
  enum Cell: Equatable {
    /// A text that may be a number, as in CSV.
    case text(String)
    /// A value of known type.
    case json(JSONValue)
  }

  /// A trial.
  struct Row {
    /// Where it is in the file, such as `line 7`.
    let place: String
    /// The cells by index of the column; missing ones are nil.
    var cells: [Cell?]

    /// The cell of a column.
    subscript(column: Int) -> Cell? { cells.indices.contains(column) ? cells[column] : nil }
  }

  /// The name of the file in messages.
  let file: String
  /// The titles of the columns, as in an export, such as `params_rate`.
  private(set) var titles: [String] = []
  /// The trials in the order of the file.
  private(set) var rows: [Row] = []
  /// The distributions of parameters that the file contains.
  var distributions: [Name: Distribution] = [:]
  /// The direction in which the program that wrote the file has optimized; nil if the format does not say.
  var direction: Direction?

  private var indices: [Name: Int] = [:]

  /// Creates an empty table.
  init(file: String) {
    self.file = file
  }

  /// The groups of columns, which are objects in JSON.
  private static let groups = [
    "value", "values", "params", "constraints", "intermediate_values", "user_attrs", "system_attrs",
  ]

  /// Adds a column.
  ///
  /// - Returns: Whether it is new.
  mutating func addColumn(_ title: String) -> Bool {
    guard indices[Name(title)] == nil else { return false }
    indices[Name(title)] = titles.count
    titles.append(title)
    return true
  }

  /// Adds a trial with a cell for each column.
  mutating func addRow(_ cells: [Cell?], place: String) {
    rows.append(Row(place: place, cells: cells))
  }

  /// Adds a trial that is a JSON object, as in an export.
  mutating func addRow(_ object: JSONObject, place: String) {
    var row = Row(place: place, cells: [])
    func set(_ title: String, _ value: JSONValue) {
      _ = addColumn(title)
      guard let index = indices[Name(title)] else { return }
      row.cells += Array(repeating: nil, count: max(0, index + 1 - row.cells.count))
      row.cells[index] = .json(value)
    }
    for (key, value) in object {
      if let members = value.objectValue, Self.groups.contains(key) {
        for (name, member) in members { set("\(key)_\(name)", member) }
      } else if let items = value.arrayValue, Self.groups.contains(key) {
        for (index, item) in items.enumerated() { set("\(key)_\(index)", item) }
      } else if value != .null {
        set(key, value)
      }
    }
    rows.append(row)
  }

  /// The error for a place in the file.
  func error(_ place: String, column: String? = nil, _ problem: String) -> CommandError {
    CommandError(
      "\(file), \(place)\(column.map { ", column \"\($0)\"" } ?? ""): \(problem)")
  }

  /// The titles for messages.
  var titleList: String { titles.map { "\"\($0)\"" }.joined(separator: ", ") }
}
