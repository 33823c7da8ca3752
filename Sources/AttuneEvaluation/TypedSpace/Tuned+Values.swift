public import Attune

// MARK: Numbers

extension Tuned {
  /// Declares a number in a range.
  ///
  /// - Parameters:
  ///   - wrappedValue: The default, in the range.
  ///   - range: The range, which is finite, and positive on a logarithmic scale.
  ///   - scale: The scale; use `.log` for ranges over orders of magnitude.
  ///   - step: The distance between allowed values, counted from the lower bound; nil allows all
  ///     values.
  public init(
    wrappedValue: Value, in range: ClosedRange<Value>, scale: Scale = .linear, step: Value? = nil
  ) where Value: TunableNumber {
    self.init(wrappedValue, TunedDomain(range, scale, step))
  }

  /// Declares an optional number in a range.
  ///
  /// It adds a Boolean parameter for whether there is a value, such as `dropout used` for
  /// `dropout`.
  ///
  /// - Parameters:
  ///   - wrappedValue: The default, in the range, or nil.
  ///   - range: The range, which is finite, and positive on a logarithmic scale.
  ///   - scale: The scale; use `.log` for ranges over orders of magnitude.
  ///   - step: The distance between allowed values, counted from the lower bound; nil allows all
  ///     values.
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
  /// Declares a choice of any case, labelled by its name.
  public init(wrappedValue: Value) where Value: CaseIterable {
    self.init(wrappedValue, TunedDomain(Array(Value.allCases)) { .string("\($0)") })
  }

  /// Declares a choice of any case, labelled by its raw value.
  public init(wrappedValue: Value)
  where Value: CaseIterable & RawRepresentable, Value.RawValue: ChoiceLabel {
    self.init(wrappedValue, TunedDomain(Array(Value.allCases)) { $0.rawValue.choiceLabel })
  }

  /// Declares a Boolean.
  public init(wrappedValue: Value) where Value == Bool {
    self.init(wrappedValue, TunedDomain([false, true]) { .bool($0) })
  }

  /// Declares a choice, labelled by itself.
  ///
  /// - Parameters:
  ///   - wrappedValue: The default, one of the choices.
  ///   - choices: The distinct choices; more may be added in later runs of a study.
  public init(wrappedValue: Value, from choices: [Value]) where Value: ChoiceLabel {
    self.init(wrappedValue, TunedDomain(choices) { $0.choiceLabel })
  }

  /// Declares a choice from given cases, labelled by its name.
  public init(wrappedValue: Value, from choices: [Value]) where Value: CaseIterable {
    self.init(wrappedValue, TunedDomain(choices) { .string("\($0)") })
  }

  /// Declares a choice, labelled by its raw value.
  public init(wrappedValue: Value, from choices: [Value])
  where Value: RawRepresentable, Value.RawValue: ChoiceLabel {
    self.init(wrappedValue, TunedDomain(choices) { $0.rawValue.choiceLabel })
  }

  /// Declares a choice from given cases, labelled by its raw value.
  public init(wrappedValue: Value, from choices: [Value])
  where Value: CaseIterable & RawRepresentable, Value.RawValue: ChoiceLabel {
    self.init(wrappedValue, TunedDomain(choices) { $0.rawValue.choiceLabel })
  }
}

// MARK: Spaces

extension Tuned {
  /// Declares a nested space, whose parameters are named as in `optimizer.rate`.
  public init(wrappedValue: Value) where Value: TypedSpace {
    self.init(wrappedValue, .nested)
  }

  /// Declares an optional nested space.
  ///
  /// It adds a Boolean parameter for whether there is a value, such as `momentum used` for
  /// `momentum`.
  public init<Space: TypedSpace>(wrappedValue: Space?) where Value == Space? {
    self.init(wrappedValue, TunedDomain(optional: TunedDomain<Space>.nested) { Space() })
  }
}
