/// One setting of a sampler's configuration, set from the text of a command line.
struct Setting<Configuration>: Sendable {
  /// What its values are, as in `a whole number from 1 on`.
  let kind: String
  /// Sets it; returns false for a text that is no value of it.
  let set: @Sendable (inout Configuration, String) -> Bool

  /// A setting that counts something.
  static func count(
    _ path: any WritableKeyPath<Configuration, Int> & Sendable, atLeast minimum: Int = 0
  ) -> Setting {
    Setting(kind: "a whole number from \(minimum) on") { configuration, text in
      guard let value = Int(text), value >= minimum else { return false }
      configuration[keyPath: path] = value
      return true
    }
  }

  /// A setting that is a real number.
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

  /// A setting that is on, off or left to the sampler.
  static func flag(_ path: any WritableKeyPath<Configuration, Bool?> & Sendable) -> Setting {
    Setting(kind: "true or false") { configuration, text in
      guard let value = Bool(text) else { return false }
      configuration[keyPath: path] = value
      return true
    }
  }
}
