/// How NaN and the infinities are written, for which JSON has no numbers.
public enum JSONNonFinite: String, Sendable, Hashable, CaseIterable {
  /// As the texts `"NaN"`, `"Infinity"` and `"-Infinity"`.
  case text
  /// As `null`, by which they cannot be told from what is missing.
  case null
  /// As the bare words `NaN`, `Infinity` and `-Infinity`: Python's way, which most others refuse.
  case token
}
