public import Attune

extension Tuned {
  /// Declares an optional choice of any case, labelled by its name.
  ///
  /// Like all optional choices, it adds a Boolean parameter for whether there is a value, such as
  /// `optimizer used` for `optimizer`.
  public init<Choice: CaseIterable>(wrappedValue: Choice?) where Value == Choice? {
    self.init(wrappedValue, TunedDomain(optional: Array(Choice.allCases)) { .string("\($0)") })
  }

  /// Declares an optional choice of any case, labelled by its raw value.
  public init<Choice: CaseIterable & RawRepresentable>(wrappedValue: Choice?)
  where Value == Choice?, Choice.RawValue: ChoiceLabel {
    self.init(
      wrappedValue, TunedDomain(optional: Array(Choice.allCases)) { $0.rawValue.choiceLabel })
  }

  /// Declares an optional Boolean.
  public init(wrappedValue: Bool?) where Value == Bool? {
    self.init(wrappedValue, TunedDomain(optional: [false, true]) { .bool($0) })
  }

  /// Declares an optional choice, labelled by itself.
  ///
  /// - Parameters:
  ///   - wrappedValue: The default, one of the choices or nil.
  ///   - choices: The distinct choices; more may be added in later runs of a study.
  public init<Choice: ChoiceLabel>(wrappedValue: Choice?, from choices: [Choice])
  where Value == Choice? {
    self.init(wrappedValue, TunedDomain(optional: choices) { $0.choiceLabel })
  }

  /// Declares an optional choice from given cases, labelled by its name.
  public init<Choice: CaseIterable>(wrappedValue: Choice?, from choices: [Choice])
  where Value == Choice? {
    self.init(wrappedValue, TunedDomain(optional: choices) { .string("\($0)") })
  }

  /// Declares an optional choice, labelled by its raw value.
  public init<Choice: RawRepresentable>(wrappedValue: Choice?, from choices: [Choice])
  where Value == Choice?, Choice.RawValue: ChoiceLabel {
    self.init(wrappedValue, TunedDomain(optional: choices) { $0.rawValue.choiceLabel })
  }

  /// Declares an optional choice from given cases, labelled by its raw value.
  public init<Choice: CaseIterable & RawRepresentable>(
    wrappedValue: Choice?, from choices: [Choice]
  ) where Value == Choice?, Choice.RawValue: ChoiceLabel {
    self.init(wrappedValue, TunedDomain(optional: choices) { $0.rawValue.choiceLabel })
  }
}
