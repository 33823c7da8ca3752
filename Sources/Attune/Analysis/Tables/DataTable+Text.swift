extension DataTable {
  /// The minimum width of a column; if columns do not fit at this width, the last are omitted.
  private static var minimumWidth: Int { 8 }

  /// Returns the table as aligned text: a line of names, then the rows.
  ///
  /// Numbers have four significant digits, and control characters are escaped. The header of a column
  /// includes its group only if another column has the same name.
  ///
  /// - Parameter width: The width of the terminal in columns. Wide columns are truncated to fit; if
  ///   that is not enough, the last columns are omitted and listed below. Nil for no limit.
  public func text(width: Int? = nil) -> String {
    let cells = rows.map { $0.map(Self.text) }
    let counts = columns.reduce(into: [Name: Int]()) { $0[Name($1.name), default: 0] += 1 }
    let heads = columns.map { column in
      (counts[Name(column.name)] == 1 ? column.name : column.title).printable
    }
    let isNumeric = columns.indices.map { column in
      rows.allSatisfy { $0[column].map { $0 == .null || $0.doubleValue != nil } ?? true }
    }
    let natural = columns.indices.map { column in
      cells.reduce(heads[column].columnCount) { max($0, $1[column].columnCount) }
    }
    let widths = width.map { Self.fitted(natural, into: $0) } ?? natural
    let lines = ([heads] + cells).map { row in
      zip(row, zip(widths, isNumeric)).map { cell, layout in
        Self.padded(cell.truncated(to: layout.0), to: layout.0, isRight: layout.1)
      }
      .joined(separator: "  ").trimmedAtEnd + "\n"
    }
    let omitted = heads[widths.count...]
    let note =
      omitted.isEmpty
      ? "" : "(\(omitted.count) more columns do not fit: \(omitted.joined(separator: ", ")))\n"
    return lines.joined() + note
  }

  private static func text(_ cell: JSONValue?) -> String {
    switch cell {
    case nil, .null: ""
    case .float(let value): value.shortText
    case .string(let text): text.printable
    case .some(let value): value.description
    }
  }

  /// Returns the widths of the columns that fit, narrowing the widest ones, the last of them first.
  ///
  /// - Complexity: O(*c* log *w*) for *c* columns, the widest of which has the width *w*.
  private static func fitted(_ natural: [Int], into width: Int) -> [Int] {
    let gap = 2
    // The number of columns that fit at minimum width.
    var (count, used) = (0, -gap)
    for column in natural {
      used += min(column, minimumWidth) + gap
      guard used <= width else { break }
      count += 1
    }
    guard count > 1 else { return natural.prefix(1).map { min($0, max(width, 1)) } }
    let shown = natural.prefix(count)
    let available = width - gap * (count - 1)
    func total(_ limit: Int) -> Int { shown.reduce(0) { $0 + min($1, limit) } }
    // The largest limit to which all columns can be narrowed.
    var (low, high) = (minimumWidth, max(minimumWidth, shown.max() ?? 0))
    while low < high {
      let middle = high - (high - low) / 2
      if total(middle) <= available { low = middle } else { high = middle - 1 }
    }
    var rest = available - total(low)
    return shown.map { column in
      guard column > low, rest > 0 else { return min(column, low) }
      rest -= 1
      return low + 1
    }
  }

  private static func padded(_ text: String, to width: Int, isRight: Bool) -> String {
    let padding = String(repeating: " ", count: width - text.columnCount)
    return isRight ? padding + text : text + padding
  }
}

extension String {
  /// The text without trailing spaces.
  fileprivate var trimmedAtEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}

extension DataTable: CustomStringConvertible {
  /// The result of ``text(width:)`` without a limit and without the trailing newline.
  public var description: String { String(text().dropLast()) }
}
