/// The Boolean parameter for whether an optional property has a value.
enum TunedSwitch {
  /// Returns the parameter's name, as in `dropout used`.
  static func name(of property: String) -> String { "\(property) used" }
}
