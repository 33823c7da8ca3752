public import Attune

extension Tuned {
  /// Declares one of all cases, labelled by their names, or none.
  ///
  /// Whether there is one is a parameter as well, as `optimizer used` for `optimizer`; so with all
  /// optional choices.
  public init<Choice: CaseIterable>(wrappedValue: Choice?) where Value == Choice? {
    self.init(wrappedValue, TunedDomain(optional: Array(Choice.allCases)) { .string("\($0)") })
  }

  /// Declares one of all cases, labelled by their raw values, or none.
  public init<Choice: CaseIterable & RawRepresentable>(wrappedValue: Choice?)
  where Value == Choice?, Choice.RawValue: ChoiceLabel {
    self.init(
      wrappedValue, TunedDomain(optional: Array(Choice.allCases)) { $0.rawValue.choiceLabel })
  }

  /// Declares true, false, or none.
  public init(wrappedValue: Bool?) where Value == Bool? {
    self.init(wrappedValue, TunedDomain(optional: [false, true]) { .bool($0) })
  }

  /// Declares one of some choices, labelled by themselves, or none.
  ///
  /// - Parameters:
  ///   - wrappedValue: The default, one of the choices or nil.
  ///   - choices: Distinct; more may be added in later runs of a study.
  public init<Choice: ChoiceLabel>(wrappedValue: Choice?, from choices: [Choice])
  where Value == Choice? {
    self.init(wrappedValue, TunedDomain(optional: choices) { $0.choiceLabel })
  }

  /// Declares one of some cases, labelled by their names, or none.
  public init<Choice: CaseIterable>(wrappedValue: Choice?, from choices: [Choice])
  where Value == Choice? {
    self.init(wrappedValue, TunedDomain(optional: choices) { .string("\($0)") })
  }

  /// Declares one of some choices, labelled by their raw values, or none.
  public init<Choice: RawRepresentable>(wrappedValue: Choice?, from choices: [Choice])
  where Value == Choice?, Choice.RawValue: ChoiceLabel {
    self.init(wrappedValue, TunedDomain(optional: choices) { $0.rawValue.choiceLabel })
  }

  /// Declares one of some cases, labelled by their raw values, or none.
  public init<Choice: CaseIterable & RawRepresentable>(
    wrappedValue: Choice?, from choices: [Choice]
  ) where Value == Choice?, Choice.RawValue: ChoiceLabel {
    self.init(wrappedValue, TunedDomain(optional: choices) { $0.rawValue.choiceLabel })
  }
}
