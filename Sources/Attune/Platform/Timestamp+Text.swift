extension Timestamp {
  /// The time in UTC to the second, such as `2026-01-31 23:59:59`, for messages and tables.
  var shortText: String {
    let text = description
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8))"
  }
}
