/// Which ids the records of a journal assign, and the position up to which they are known.
struct JournalIndex: Sendable {
  /// A position in the file and in the index.
  struct Position: Sendable, Hashable {
    var log = LogPosition.start
    var cursor = LogIndex.Cursor()
  }

  private(set) var log = LogIndex()

  /// The position after the last known record.
  private(set) var end = Position()

  /// Returns the changes of studies that the records after a position mean, and the position after them.
  ///
  /// - Parameter receive: Called with each change and the id of its study, in order.
  mutating func route(
    _ records: [LogRecord], after position: Position, end offset: LogPosition,
    _ receive: (Int, StorageChange) -> Void = { _, _ in }
  ) -> Position {
    var cursor = position.cursor
    for index in records.indices {
      if case .change(let study, let change) = log.route(records[index].operation, at: &cursor) {
        receive(study, change)
      }
    }
    let position = Position(log: offset, cursor: cursor)
    if cursor == log.end { end = position }
    return position
  }
}
