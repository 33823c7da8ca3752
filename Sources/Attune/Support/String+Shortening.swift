extension String {
  /// The text, or its start with an ellipsis where it takes more bytes than allowed.
  ///
  /// Bytes and not characters, since a character can be combined of any number of marks. The text is cut
  /// where a code point ends.
  package func shortened(toBytes limit: Int) -> String {
    guard utf8.count > limit else { return self }
    var end = utf8.index(startIndex, offsetBy: limit)
    while UTF8.isContinuation(utf8[end]) { end = utf8.index(before: end) }
    return self[..<end] + "…"
  }

  /// The text, or its start with an ellipsis where it has more characters than allowed, or such that are
  /// combined of very many code points.
  package func shortened(toCharacters limit: Int) -> String {
    guard utf8.count > limit else { return self }
    let start = prefix(limit)
    let text = start.utf8.count < utf8.count ? start + "…" : self
    return text.shortened(toBytes: 8 * limit)
  }
}
