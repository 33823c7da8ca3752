/// A setting of a sampler's configuration that can be set from text.
struct Setting<Configuration>: Sendable {
  /// A description of valid values, such as `an integer of at least 1`.
  let kind: String
  /// Sets the value; returns false if the text is invalid.
  let set: @Sendable (inout Configuration, String) -> Bool

  /// A setting that is a count.
  static func count(
    _ path: any WritableKeyPath<Configuration, Int> & Sendable, atLeast minimum: Int = 0
  ) -> Setting {
    Setting(kind: "an integer of at least \(minimum)") { configuration, text in
      guard let value = Int(text), value >= minimum else { return false }
      configuration[keyPath: path] = value
      return true
    }
  }

  /// A setting that is a floating-point value.
  static func number(
    _ path: any WritableKeyPath<Configuration, Double> & Sendable, above bound: Double
  ) -> Setting {
    Setting(kind: "a number above \(bound)") { configuration, text in
      guard let value = Double(text), value > bound, value.isFinite else { return false }
      configuration[keyPath: path] = value
      return true
    }
  }

  /// A setting that is on or off.
  static func flag(_ path: any WritableKeyPath<Configuration, Bool> & Sendable) -> Setting {
    Setting(kind: "true or false") { configuration, text in
      guard let value = Bool(text) else { return false }
      configuration[keyPath: path] = value
      return true
    }
  }

  /// A setting that is on, off or chosen by the sampler.
  static func flag(_ path: any WritableKeyPath<Configuration, Bool?> & Sendable) -> Setting {
    Setting(kind: "true or false") { configuration, text in
      guard let value = Bool(text) else { return false }
      configuration[keyPath: path] = value
      return true
    }
  }
}
