/// The representation of NaN and the infinities, which are not numbers in standard JSON.
package enum JSONNonFinite: String, Sendable, Hashable, CaseIterable {
  /// The strings `"NaN"`, `"Infinity"` and `"-Infinity"`.
  case text
  /// `null`, which cannot be distinguished from a missing value.
  case null
  /// The tokens `NaN`, `Infinity` and `-Infinity`, as in Python; most other parsers reject them.
  case token
}
