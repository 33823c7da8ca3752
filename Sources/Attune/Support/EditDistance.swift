/// The edit distance of words, for suggestions after misspellings.
package enum EditDistance {
  /// Returns a suggestion to append to a message about an unknown word; empty if no known word is
  /// similar.
  package static func hint(for word: String, among known: [String]) -> String {
    let candidates = known.map { ($0, distance(word, $0)) }
    guard !word.isEmpty, let best = candidates.min(by: { $0.1 < $1.1 }),
      best.1 <= max(1, word.count / 3) || best.0.hasPrefix(word)
    else { return "" }
    return " (did you mean \(best.0)?)"
  }

  /// Returns the optimal string alignment distance: the number of insertions, deletions,
  /// substitutions and transpositions of adjacent letters.
  package static func distance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a), Array(b))
    var rows = [Array(0...b.count)]
    for (i, letter) in a.enumerated() {
      var row = [i + 1]
      for (j, other) in b.enumerated() {
        var cost = min(row[j], rows[i][j + 1]) + 1
        cost = min(cost, rows[i][j] + (letter == other ? 0 : 1))
        if i > 0, j > 0, letter == b[j - 1], a[i - 1] == other {
          cost = min(cost, rows[i - 1][j - 1] + 1)
        }
        row.append(cost)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
