public import Attune

// MARK: Numbers

extension Tuned {
  /// Declares a number of a range.
  ///
  /// - Parameters:
  ///   - wrappedValue: The default, in the range.
  ///   - range: Finite; above zero on a logarithmic scale.
  ///   - scale: Logarithmic for orders of magnitude.
  ///   - step: The distance of the allowed values, counted from the lower bound; nil for all.
  public init(
    wrappedValue: Value, in range: ClosedRange<Value>, scale: Scale = .linear, step: Value? = nil
  ) where Value: TunableNumber {
    self.init(wrappedValue, TunedDomain(range, scale, step))
  }

  /// Declares a number of a range, or none.
  ///
  /// Whether there is one is a parameter as well, as `dropout used` for `dropout`.
  ///
  /// - Parameters:
  ///   - wrappedValue: The default, in the range, or nil.
  ///   - range: Finite; above zero on a logarithmic scale.
  ///   - scale: Logarithmic for orders of magnitude.
  ///   - step: The distance of the allowed values, counted from the lower bound; nil for all.
  public init<Number: TunableNumber>(
    wrappedValue: Number?, in range: ClosedRange<Number>, scale: Scale = .linear,
    step: Number? = nil
  ) where Value == Number? {
    let number = TunedDomain(range, scale, step)
    self.init(wrappedValue, TunedDomain(optional: number) { range.lowerBound })
  }
}

// MARK: Choices

extension Tuned {
  /// Declares one of all cases, labelled by their names.
  public init(wrappedValue: Value) where Value: CaseIterable {
    self.init(wrappedValue, TunedDomain(Array(Value.allCases)) { .string("\($0)") })
  }

  /// Declares one of all cases, labelled by their raw values.
  public init(wrappedValue: Value)
  where Value: CaseIterable & RawRepresentable, Value.RawValue: ChoiceLabel {
    self.init(wrappedValue, TunedDomain(Array(Value.allCases)) { $0.rawValue.choiceLabel })
  }

  /// Declares true or false.
  public init(wrappedValue: Value) where Value == Bool {
    self.init(wrappedValue, TunedDomain([false, true]) { .bool($0) })
  }

  /// Declares one of some choices, labelled by themselves.
  ///
  /// - Parameters:
  ///   - wrappedValue: The default, one of the choices.
  ///   - choices: Distinct; more may be added in later runs of a study.
  public init(wrappedValue: Value, from choices: [Value]) where Value: ChoiceLabel {
    self.init(wrappedValue, TunedDomain(choices) { $0.choiceLabel })
  }

  /// Declares one of some cases, labelled by their names.
  public init(wrappedValue: Value, from choices: [Value]) where Value: CaseIterable {
    self.init(wrappedValue, TunedDomain(choices) { .string("\($0)") })
  }

  /// Declares one of some choices, labelled by their raw values.
  public init(wrappedValue: Value, from choices: [Value])
  where Value: RawRepresentable, Value.RawValue: ChoiceLabel {
    self.init(wrappedValue, TunedDomain(choices) { $0.rawValue.choiceLabel })
  }

  /// Declares one of some cases, labelled by their raw values.
  public init(wrappedValue: Value, from choices: [Value])
  where Value: CaseIterable & RawRepresentable, Value.RawValue: ChoiceLabel {
    self.init(wrappedValue, TunedDomain(choices) { $0.rawValue.choiceLabel })
  }
}

// MARK: Spaces

extension Tuned {
  /// Declares a space within the space: its parameters are named as in `optimizer.rate`.
  public init(wrappedValue: Value) where Value: TypedSpace {
    self.init(wrappedValue, .nested)
  }

  /// Declares a space within the space, or none.
  ///
  /// Whether there is one is a parameter as well, as `momentum used` for `momentum`.
  public init<Space: TypedSpace>(wrappedValue: Space?) where Value == Space? {
    self.init(wrappedValue, TunedDomain(optional: TunedDomain<Space>.nested) { Space() })
  }
}
