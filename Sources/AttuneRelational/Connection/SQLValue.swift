/// A value of a column or of a bound parameter.
///
/// Booleans are integers. Times, enumerations and decimals are texts.
package enum SQLValue: Sendable, Hashable {
  case null
  case int(Int)
  case double(Double)
  case text(String)
}
