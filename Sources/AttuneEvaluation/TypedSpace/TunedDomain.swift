import Attune

/// The possible values of a tuned property, and the parameters that represent them in a study.
struct TunedDomain<Value: Sendable>: Sendable {
  /// Returns the value that a trial suggests for a name.
  let value: @Sendable (Trial, String) throws -> Value
  /// Returns the names and labels of the parameters that represent a value of a name.
  let labels: @Sendable (Value, String) -> [(String, JSONValue)]
  /// Returns the labels with those of optional properties that are nil, which are stated as used,
  /// or, with false, in their actual state.
  let allLabels: @Sendable (Value, String, Bool) -> [(String, JSONValue)]
}

extension TunedDomain {
  /// Creates the domain of choices with labels.
  init(_ choices: [Value], label: @escaping @Sendable (Value) -> JSONValue) {
    self.init(
      value: { trial, name in
        let labels = choices.map(label)
        let distribution: CategoricalDistribution
        do {
          distribution = try CategoricalDistribution(choices: labels)
        } catch {
          throw EvaluationError(
            .invalidSpace, "parameter \"\(name)\": \(error)", underlyingError: error)
        }
        let picked = try trial.suggest(name, from: .categorical(distribution))
        guard let index = labels.firstIndex(of: picked) else {
          throw EvaluationError(
            .invalidValue,
            "trial \(trial.number) has the value \(picked) for \"\(name)\", which is not one of \(labels)"
          )
        }
        return choices[index]
      },
      labels: { value, name in [(name, label(value))] },
      allLabels: { value, name, _ in [(name, label(value))] })
  }

  /// Creates the domain of optional choices with labels.
  init<Choice: Sendable>(
    optional choices: [Choice], label: @escaping @Sendable (Choice) -> JSONValue
  ) where Value == Choice? {
    self.init(optional: TunedDomain<Choice>(choices, label: label)) { choices.first }
  }

  /// Creates the domain of a domain's values and nil, with a Boolean parameter for whether there is
  /// a value.
  ///
  /// - Parameters:
  ///   - wrapped: The domain of the values.
  ///   - example: Returns one of the values, whose parameters are those of all values; nil if there
  ///     is none.
  init<Wrapped: Sendable>(
    optional wrapped: TunedDomain<Wrapped>, example: @escaping @Sendable () -> Wrapped?
  ) where Value == Wrapped? {
    self.init(
      value: { trial, name in
        guard try trial.suggest(TunedSwitch.name(of: name), from: [false, true]) else { return nil }
        return try wrapped.value(trial, name)
      },
      labels: { value, name in
        [(TunedSwitch.name(of: name), .bool(value != nil))]
          + (value.map { wrapped.labels($0, name) } ?? [])
      },
      allLabels: { value, name, isUsed in
        [(TunedSwitch.name(of: name), .bool(isUsed || value != nil))]
          + ((value ?? example()).map { wrapped.allLabels($0, name, isUsed) } ?? [])
      })
  }
}

extension TunedDomain where Value: TunableNumber {
  /// Creates the domain of the numbers in a range.
  init(_ range: ClosedRange<Value>, _ scale: Scale, _ step: Value?) {
    self.init(
      value: { trial, name in
        try Value.suggested(by: trial, name, in: range, scale: scale, step: step)
      },
      labels: { value, name in [(name, value.parameterLabel)] },
      allLabels: { value, name, _ in [(name, value.parameterLabel)] })
  }
}

extension TunedDomain where Value: TypedSpace {
  /// The domain of a nested space.
  static var nested: TunedDomain {
    TunedDomain(
      value: { trial, name in try Value(from: trial, prefix: "\(name).") },
      labels: { value, name in value.labels(prefix: "\(name).") },
      allLabels: { value, name, isUsed in
        value.allLabels(prefix: "\(name).", optionalsUsed: isUsed)
      })
  }
}
