/// The parameter that tells whether an optional property is there.
enum TunedSwitch {
  /// Its name, as in `dropout used`.
  static func name(of property: String) -> String { "\(property) used" }
}
