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
    let heads = columns.map(head)
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

  private func head(_ column: Column) -> String {
    let isUnique = columns.count { $0.name.isSpelled(as: column.name) } == 1
    return (isUnique ? column.name : column.title).printable
  }

  private static func text(_ cell: JSONValue?) -> String {
    switch cell {
    case nil, .null: ""
    case .float(let value): value.shortText
    case .string(let text): text.printable
    case .some(let value): value.description
    }
  }

  /// The widths of the columns that fit when the widest give way.
  private static func fitted(_ natural: [Int], into width: Int) -> [Int] {
    var widths = natural
    while widths.count > 1 {
      var excess = widths.reduce(0, +) + 2 * (widths.count - 1) - width
      while excess > 0, let widest = widths.max(), widest > leastWidth {
        let index = widths.lastIndex(of: widest) ?? 0
        widths[index] -= 1
        excess -= 1
      }
      if excess <= 0 { return widths }
      // Without the last column the others may have more room again.
      widths = Array(natural.prefix(widths.count - 1))
    }
    return widths.map { min($0, max(width, 1)) }
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
