extension DataTable {
  /// Below this columns are not narrowed any further, but left out.
  private static var leastWidth: Int { 8 }

  /// The table in columns for people to read: a line of names, then the rows.
  ///
  /// Numbers are given to four digits, and what would move a terminal's cursor is written out. The
  /// columns of a group stand under their names alone where no other column has that name.
  ///
  /// - Parameter width: How many columns the terminal has. Wide columns are narrowed to fit, and if
  ///   that is not enough, the last ones are left out and named below. Nil cuts nothing.
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

  /// The widths of the columns that fit when the widest are narrowed, the last of them first.
  ///
  /// - Complexity: O(*c* log *w*) for *c* columns, the widest of which has the width *w*.
  private static func fitted(_ natural: [Int], into width: Int) -> [Int] {
    let gap = 2
    // As many columns as fit when each is as narrow as it can be.
    var (count, used) = (0, -gap)
    for column in natural {
      used += min(column, leastWidth) + gap
      guard used <= width else { break }
      count += 1
    }
    guard count > 1 else { return natural.prefix(1).map { min($0, max(width, 1)) } }
    let shown = natural.prefix(count)
    let room = width - gap * (count - 1)
    func total(_ limit: Int) -> Int { shown.reduce(0) { $0 + min($1, limit) } }
    // The largest limit to which all columns can be narrowed.
    var (low, high) = (leastWidth, max(leastWidth, shown.max() ?? 0))
    while low < high {
      let middle = high - (high - low) / 2
      if total(middle) <= room { low = middle } else { high = middle - 1 }
    }
    var rest = room - total(low)
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
  /// The text without spaces at its end.
  fileprivate var trimmedAtEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}

extension DataTable: CustomStringConvertible {
  /// The table as ``text(width:)`` gives it, whatever its width, without the end of the last line.
  public var description: String { String(text().dropLast()) }
}
