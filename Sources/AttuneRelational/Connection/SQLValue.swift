/// A value of a column or of a bound parameter.
///
/// Booleans are integers. Times, enumerations and decimals are texts.
package enum SQLValue: Sendable, Hashable {
  case null
  case int(Int)
  /// A floating-point value, which is stored exactly, except that SQLite and MySQL store -0 as 0.
  case double(Double)
  case text(String)
}
