/// Strings of a journal that came lately, found again by the bytes that spell them.
///
/// Names and distributions come round in the same order trial after trial, so the one looked for is
/// nearly always the last one found or stands shortly behind it.
struct RecentTokens<Value: Sendable>: Sendable {
  private struct Entry: Sendable {
    let token: [UInt8]
    let value: Value
  }

  /// How many are kept before all are forgotten; those still in use come back at once.
  private static var limit: Int { 1024 }

  /// How many are compared, from the last one found on.
  private static var reach: Int { 32 }

  private var entries: [Entry] = []
  private var last = 0

  /// The value of the string that comes next, if its bytes are known.
  mutating func next(in json: inout JSONParser) -> Value? {
    for _ in 0..<min(entries.count, Self.reach) {
      if entries[last].token.withUnsafeBytes({ json.take(bytes: $0) }) {
        return entries[last].value
      }
      last = last + 1 == entries.count ? 0 : last + 1
    }
    return nil
  }

  /// Keeps what a string means that was not known.
  ///
  /// - Parameter token: The string as it is spelled, quotation marks included.
  mutating func note(_ value: Value, token: [UInt8]) {
    if entries.count == Self.limit { entries.removeAll(keepingCapacity: true) }
    last = entries.count
    entries.append(Entry(token: token, value: value))
  }
}
