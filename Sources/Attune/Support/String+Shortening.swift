extension String {
  /// Returns the text, or its start with an ellipsis if it has more than the given number of bytes.
  ///
  /// The limit is in bytes, since a character can have any number of combining marks. The text is
  /// cut between code points.
  package func shortened(toBytes limit: Int) -> String {
    guard utf8.count > limit else { return self }
    var end = utf8.index(startIndex, offsetBy: limit)
    while UTF8.isContinuation(utf8[end]) { end = utf8.index(before: end) }
    return self[..<end] + "…"
  }

  /// Returns the text, or its start with an ellipsis if it has more than the given number of
  /// characters, or more than eight bytes for each of them.
  package func shortened(toCharacters limit: Int) -> String {
    guard utf8.count > limit else { return self }
    let start = prefix(limit)
    let text = start.utf8.count < utf8.count ? start + "…" : self
    return text.shortened(toBytes: 8 * limit)
  }
}
