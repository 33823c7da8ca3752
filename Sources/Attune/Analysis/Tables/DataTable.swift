/// A table of values with named columns, which can be printed, filtered, sorted and exported.
///
/// ```swift
/// let table = study.snapshot.trialTable
/// let best = try table.sorted(by: table.column("value")).prefix(10)
/// print(try best.selecting(["number", "value", "params"]).text())
/// ```
///
/// A cell is nil if it has no value, such as a parameter that a trial does not have.
public struct DataTable: Sendable {
  /// The name of a column.
  public struct Column: Sendable, Hashable {
    /// The group of the column, such as `params`; nil for a column without a group.
    package var group: String? { groupKey?.text }
    /// The name, unique within the group.
    public var name: String { key.text }

    private let groupKey: Name?
    private let key: Name

    /// Creates a column.
    package init(_ name: String, group: String? = nil) {
      key = Name(name)
      groupKey = group.map { Name($0) }
    }

    /// The name prefixed by the group, such as `params_rate`; unique within the table.
    package var title: String { group.map { "\($0)_\(name)" } ?? name }
  }

  /// The columns, from left to right.
  public let columns: [Column]

  /// The rows from top to bottom, each with a cell for each column.
  public let rows: [[JSONValue?]]

  /// Creates a table.
  ///
  /// - Precondition: Each row has one cell for each column.
  package init(columns: [Column], rows: [[JSONValue?]]) {
    precondition(
      rows.allSatisfy { $0.count == columns.count }, "each row must have one cell for each column")
    self.columns = columns
    self.rows = rows
  }
}

extension DataTable {
  /// Returns the index of a column.
  ///
  /// - Parameter name: The title, or the name without its group if it is unambiguous.
  /// - Throws: ``AnalysisError`` if no column or several columns match.
  package func column(_ name: String) throws(AnalysisError) -> Int {
    let matches = try indices(of: name)
    guard matches.count == 1 else {
      throw AnalysisError(
        .invalidRequest,
        "\"\(name)\" matches \(matches.count) columns; choose one of: "
          + matches.map { columns[$0].title }.joined(separator: ", "))
    }
    return matches[0]
  }

  /// Returns the table with only the given columns, in the given order.
  ///
  /// - Parameter names: Titles, names without their group, or groups, which select all their columns.
  /// - Throws: ``AnalysisError`` if there is no such column.
  public func selecting(_ names: [String]) throws(AnalysisError) -> DataTable {
    // A dictionary keeps this linear: a table may have thousands of columns.
    let titles = Dictionary(
      columns.indices.map { (Name(columns[$0].title), $0) }, uniquingKeysWith: { first, _ in first }
    )
    var selected: [Int] = []
    for name in names {
      if let index = titles[Name(name)] {
        selected.append(index)
      } else {
        selected += try indices(of: name)
      }
    }
    return DataTable(
      columns: selected.map { columns[$0] }, rows: rows.map { row in selected.map { row[$0] } })
  }

  /// Returns the table with only the rows that satisfy a condition.
  package func filter(_ isIncluded: ([JSONValue?]) -> Bool) -> DataTable {
    DataTable(columns: columns, rows: rows.filter(isIncluded))
  }

  /// Returns the table with the first `count` rows.
  public func prefix(_ count: Int) -> DataTable {
    DataTable(columns: columns, rows: Array(rows.prefix(count)))
  }

  /// Returns the table sorted by a column: numbers by value, followed by texts in lexical order.
  ///
  /// Rows with a missing value or NaN come last in both orders. The sort is stable.
  package func sorted(by column: Int, descending: Bool = false) -> DataTable {
    let keys = rows.map { SortKey($0[column], descending: descending) }
    // The standard library does not document that its sort is stable; the index ensures it.
    let order = keys.indices.sorted { keys[$0] == keys[$1] ? $0 < $1 : keys[$0] < keys[$1] }
    return DataTable(columns: columns, rows: order.map { rows[$0] })
  }

  private func indices(of name: String) throws(AnalysisError) -> [Int] {
    func matches(_ isMatch: (Column) -> Bool) -> [Int] {
      columns.indices.filter { isMatch(columns[$0]) }
    }
    let titled = matches { $0.title.isIdentical(to: name) }
    if let first = titled.first { return [first] }
    let group = matches { $0.group?.isIdentical(to: name) ?? false }
    if !group.isEmpty { return group }
    let named = matches { $0.name.isIdentical(to: name) }
    guard named.isEmpty else { return named }
    // The escaped form, as printed: `\n` for a line feed, `\ud800` for an unpaired surrogate.
    let shown = matches { column in
      [column.title.printable, column.name.printable].contains(name: name)
    }
    guard shown.isEmpty else { return shown }
    throw AnalysisError(
      .invalidRequest,
      "there is no column \"\(name)\"; there are "
        + columns.map(\.title).joined(separator: ", "))
  }
}

/// The sort key of a row.
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
