import Attune

/// The values that a tuned property can take, and what stands for them in a study.
struct TunedDomain<Value: Sendable>: Sendable {
  /// Asks a trial for the value of a name.
  let value: @Sendable (Trial, String) throws -> Value
  /// The parameters that stand for a value of a name.
  let labels: @Sendable (Value, String) -> [(String, JSONValue)]
  /// The same with all that is optional, which is said to be there, or, with false, as the value has it.
  let allLabels: @Sendable (Value, String, Bool) -> [(String, JSONValue)]
}

extension TunedDomain {
  /// Choices, each with a label.
  init(_ choices: [Value], label: @escaping @Sendable (Value) -> JSONValue) {
    self.init(
      value: { trial, name in
        let labels = choices.map(label)
        let distribution: CategoricalDistribution
        do {
          distribution = try CategoricalDistribution(choices: labels)
        } catch {
          throw EvaluationError("parameter \"\(name)\": \(error)")
        }
        let picked = try trial.suggest(name, from: .categorical(distribution))
        guard let index = labels.firstIndex(of: picked) else {
          throw EvaluationError(
            "trial \(trial.number) has \(picked) for \"\(name)\", which is not among \(labels)")
        }
        return choices[index]
      },
      labels: { value, name in [(name, label(value))] },
      allLabels: { value, name, _ in [(name, label(value))] })
  }

  /// Choices, each with a label, or none of them.
  init<Choice: Sendable>(
    optional choices: [Choice], label: @escaping @Sendable (Choice) -> JSONValue
  ) where Value == Choice? {
    self.init(optional: TunedDomain<Choice>(choices, label: label)) { choices.first }
  }

  /// All of another domain's values, or none, which a choice of its own tells.
  ///
  /// - Parameters:
  ///   - wrapped: The other domain.
  ///   - example: One of its values, from which the parameters of all are known; nil if it has none.
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
      allLabels: { value, name, isThere in
        [(TunedSwitch.name(of: name), .bool(isThere || value != nil))]
          + ((value ?? example()).map { wrapped.allLabels($0, name, isThere) } ?? [])
      })
  }
}

extension TunedDomain where Value: TunableNumber {
  /// The numbers of a range.
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
  /// The values of a space within another one.
  static var nested: TunedDomain {
    TunedDomain(
      value: { trial, name in try Value(from: trial, prefix: "\(name).") },
      labels: { value, name in value.labels(prefix: "\(name).") },
      allLabels: { value, name, isThere in
        value.allLabels(prefix: "\(name).", optionalsThere: isThere)
      })
  }
}
