/// Rows of values under named columns, to be shown, filtered, sorted and handed to other programs.
///
/// ```swift
/// let table = study.snapshot.trialTable
/// let best = try table.sorted(by: table.column("value")).prefix(10)
/// print(try best.selecting(["number", "value", "params"]).text())
/// ```
///
/// A cell is nil where there is nothing: a parameter that a trial does not have.
public struct DataTable: Sendable {
  /// What the values of a column are called.
  public struct Column: Sendable, Hashable {
    /// What several columns have in common, as `params`; nil for a column by itself.
    public var group: String? { groupKey?.text }
    /// The name, unique within the group.
    public var name: String { key.text }

    private let groupKey: Name?
    private let key: Name

    /// Creates a column.
    public init(_ name: String, group: String? = nil) {
      key = Name(name)
      groupKey = group.map { Name($0) }
    }

    /// The name with the group's before it, as in `params_rate`: unique within the table.
    public var title: String { group.map { "\($0)_\(name)" } ?? name }
  }

  /// The columns, from left to right.
  public let columns: [Column]

  /// The rows from top to bottom, each with a cell for each column.
  public let rows: [[JSONValue?]]

  /// Creates a table.
  ///
  /// - Precondition: Every row has as many cells as there are columns.
  public init(columns: [Column], rows: [[JSONValue?]]) {
    precondition(rows.allSatisfy { $0.count == columns.count }, "a row has other columns")
    self.columns = columns
    self.rows = rows
  }
}

extension DataTable {
  /// The place of a column.
  ///
  /// - Parameter name: Its title, or its name without the group's where no other one has that.
  /// - Throws: ``AnalysisError`` when there is no such column, or several.
  public func column(_ name: String) throws(AnalysisError) -> Int {
    let places = try self.places(of: name)
    guard places.count == 1 else {
      throw AnalysisError(
        "\"\(name)\" stands for \(places.count) columns; name one of them: "
          + places.map { columns[$0].title }.joined(separator: ", "))
    }
    return places[0]
  }

  /// The table with these columns alone, in this order.
  ///
  /// - Parameter names: Titles, names without the group's, or groups, which stand for all their columns.
  /// - Throws: ``AnalysisError`` when there is no such column.
  public func selecting(_ names: [String]) throws(AnalysisError) -> DataTable {
    // One look for each name: a table may have thousands of columns.
    let titles = Dictionary(
      columns.indices.map { (Name(columns[$0].title), $0) }, uniquingKeysWith: { first, _ in first }
    )
    var selected: [Int] = []
    for name in names {
      if let index = titles[Name(name)] {
        selected.append(index)
      } else {
        selected += try places(of: name)
      }
    }
    return DataTable(
      columns: selected.map { columns[$0] }, rows: rows.map { row in selected.map { row[$0] } })
  }

  /// The table without the rows that do not meet a condition.
  public func filter(_ isIncluded: ([JSONValue?]) -> Bool) -> DataTable {
    DataTable(columns: columns, rows: rows.filter(isIncluded))
  }

  /// The table with at most so many rows, those at the top.
  public func prefix(_ count: Int) -> DataTable {
    DataTable(columns: columns, rows: Array(rows.prefix(count)))
  }

  /// The table ordered by a column: numbers by size, before texts by their letters.
  ///
  /// Rows without a value, and those with NaN, come last either way; equal ones keep their order.
  public func sorted(by column: Int, descending: Bool = false) -> DataTable {
    let keys = rows.map { SortKey($0[column], descending: descending) }
    // Swift's sort is stable, if undocumented; the place makes sure of it.
    let order = keys.indices.sorted { keys[$0] == keys[$1] ? $0 < $1 : keys[$0] < keys[$1] }
    return DataTable(columns: columns, rows: order.map { rows[$0] })
  }

  private func places(of name: String) throws(AnalysisError) -> [Int] {
    func indices(_ isMeant: (Column) -> Bool) -> [Int] {
      columns.indices.filter { isMeant(columns[$0]) }
    }
    let titled = indices { $0.title.isIdentical(to: name) }
    if let first = titled.first { return [first] }
    let group = indices { $0.group?.isIdentical(to: name) ?? false }
    if !group.isEmpty { return group }
    let named = indices { $0.name.isIdentical(to: name) }
    guard named.isEmpty else { return named }
    // As it is shown: a line feed in a name is typed as `\n`, and half a character as `\ud800`.
    let shown = indices { column in
      [column.title.printable, column.name.printable].contains(name: name)
    }
    guard shown.isEmpty else { return shown }
    throw AnalysisError(
      "there is no column \"\(name)\"; there are "
        + columns.map(\.title).joined(separator: ", "))
  }
}

/// What rows are ordered by.
private struct SortKey: Comparable {
  private let rank: Int
  private let number: Double
  private let text: Name
  private let isDescending: Bool

  init(_ value: JSONValue?, descending: Bool) {
    isDescending = descending
    var (rank, number, text) = (2, 0.0, Name(""))
    if let double = value?.doubleValue, !double.isNaN {
      (rank, number) = (0, double)
    } else if let value, value.doubleValue == nil, value != .null {
      (rank, text) = (1, Name(value.stringValue ?? value.description))
    }
    (self.rank, self.number, self.text) = (rank, number, text)
  }

  static func < (a: SortKey, b: SortKey) -> Bool {
    if a.rank != b.rank { return a.rank < b.rank }
    let (low, high) = a.isDescending ? (b, a) : (a, b)
    return low.number != high.number ? low.number < high.number : low.text < high.text
  }
}
