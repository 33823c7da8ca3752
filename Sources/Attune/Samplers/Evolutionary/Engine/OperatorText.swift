// The texts name the settings that differ from the defaults; they are part of the summaries of samplers.

extension UniformCrossover: CustomStringConvertible {
  /// The name, and the settings that differ from the defaults.
  public var description: String {
    SettingsSummary.text(Self.self, settings: self, defaults: Self())
  }
}

extension BLXAlphaCrossover: CustomStringConvertible {
  /// The name, and the settings that differ from the defaults.
  public var description: String {
    SettingsSummary.text(Self.self, settings: self, defaults: Self())
  }
}

extension SPXCrossover: CustomStringConvertible {
  /// The name, and the settings that differ from the defaults.
  public var description: String {
    SettingsSummary.text(Self.self, settings: self, defaults: Self())
  }
}

extension SBXCrossover: CustomStringConvertible {
  /// The name, and the settings that differ from the defaults.
  public var description: String {
    SettingsSummary.text(Self.self, settings: self, defaults: Self())
  }
}

extension VSBXCrossover: CustomStringConvertible {
  /// The name, and the settings that differ from the defaults.
  public var description: String {
    SettingsSummary.text(Self.self, settings: self, defaults: Self())
  }
}

extension UNDXCrossover: CustomStringConvertible {
  /// The name, and the settings that differ from the defaults.
  public var description: String {
    SettingsSummary.text(Self.self, settings: self, defaults: Self())
  }
}

extension PolynomialMutation: CustomStringConvertible {
  /// The name, and the settings that differ from the defaults.
  public var description: String {
    SettingsSummary.text(Self.self, settings: self, defaults: Self())
  }
}
