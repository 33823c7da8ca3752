/// A cache of values decoded from recent JSON strings of a journal, by the bytes of the strings.
///
/// Names and distributions repeat in the same order in each trial, so the next one is nearly always the
/// one found last or one of those shortly after it.
struct RecentTokens<Value: Sendable>: Sendable {
  private struct Entry: Sendable {
    let token: [UInt8]
    let value: Value
  }

  /// The maximum number of entries; when it is reached, the cache is cleared.
  private static var limit: Int { 1024 }

  /// The number of entries to compare, starting with the one found last.
  private static var searchCount: Int { 32 }

  private var entries: [Entry] = []
  private var last = 0

  /// Consumes the next string and returns its value, or returns nil if the string is not in the cache.
  mutating func next(in json: inout JSONParser) -> Value? {
    for _ in 0..<min(entries.count, Self.searchCount) {
      if entries[last].token.withUnsafeBytes({ json.take(bytes: $0) }) {
        return entries[last].value
      }
      last = last + 1 == entries.count ? 0 : last + 1
    }
    return nil
  }

  /// Adds the value of a string that is not in the cache.
  ///
  /// - Parameter token: The bytes of the string, including the quotation marks.
  mutating func insert(_ value: Value, token: [UInt8]) {
    if entries.count == Self.limit { entries.removeAll(keepingCapacity: true) }
    last = entries.count
    entries.append(Entry(token: token, value: value))
  }
}
