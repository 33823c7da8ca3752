extension Timestamp {
  /// The moment in UTC to the second, as in `2026-01-31 23:59:59`, for sentences and tables.
  var shortText: String {
    let text = description
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8))"
  }
}
