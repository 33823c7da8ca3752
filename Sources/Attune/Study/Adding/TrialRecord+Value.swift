extension TrialRecord {
  /// The value of a parameter, with the distribution that it was chosen from.
  ///
  /// The distribution and the value are checked when the trial is added.
  public struct Value: Sendable {
    private enum Content: Sendable {
      /// A number, or the label of a choice.
      case label(JSONValue)
      /// The number that the storage of a copied trial records.
      case recorded(Double)
    }

    let distribution: Result<Distribution, SearchSpaceError>
    private let content: Content

    private init(
      _ label: JSONValue, _ distribution: () throws(SearchSpaceError) -> Distribution
    ) {
      content = .label(label)
      do throws(SearchSpaceError) {
        self.distribution = .success(try distribution())
      } catch {
        self.distribution = .failure(error)
      }
    }

    /// The value of a parameter of another trial.
    init(_ parameter: Parameter) {
      distribution = .success(parameter.distribution)
      content = .recorded(parameter.recordedValue)
    }

    /// A floating-point value.
    ///
    /// - Parameters:
    ///   - value: The value, which lies in the range.
    ///   - range: The bounds, which are finite, and positive on a logarithmic scale.
    ///   - scale: The scale.
    ///   - step: The distance between allowed values; nil for all values.
    public static func float(
      _ value: Double, in range: ClosedRange<Double>, scale: Scale = .linear, step: Double? = nil
    ) -> Value {
      Value(.float(value)) { () throws(SearchSpaceError) in
        .float(try FloatDistribution(range, scale: scale, step: step))
      }
    }

    /// An integer.
    ///
    /// - Parameters:
    ///   - value: The value, which lies in the range.
    ///   - range: The bounds, within ±2⁵³, and at least 1 on a logarithmic scale.
    ///   - scale: The scale.
    ///   - step: The distance between allowed values.
    public static func int(
      _ value: Int, in range: ClosedRange<Int>, scale: Scale = .linear, step: Int = 1
    ) -> Value {
      Value(.int(value)) { () throws(SearchSpaceError) in
        .int(try IntDistribution(range, scale: scale, step: step))
      }
    }

    /// One of several choices; each choice is its own label.
    public static func choice<Choice: ChoiceLabel>(
      _ value: Choice, of choices: some Sequence<Choice>
    ) -> Value {
      choice(value.choiceLabel, choices.map(\.choiceLabel))
    }

    /// One of several choices, recorded by their raw values.
    public static func choice<Choice: RawRepresentable>(
      _ value: Choice, of choices: some Sequence<Choice>
    ) -> Value where Choice.RawValue: ChoiceLabel {
      choice(value.rawValue.choiceLabel, choices.map(\.rawValue.choiceLabel))
    }

    /// One of all cases of a type, recorded by their names.
    public static func choice<Choice: CaseIterable>(_ value: Choice) -> Value {
      choice(.string(String(describing: value)), Choice.allCases.map { .string("\($0)") })
    }

    /// One of all cases of a type, recorded by their raw values.
    public static func choice<Choice: CaseIterable & RawRepresentable>(
      _ value: Choice
    ) -> Value where Choice.RawValue: ChoiceLabel {
      choice(value, of: Choice.allCases)
    }

    /// A number or the label of a choice, of a distribution that is known only at run time.
    public static func label(_ label: JSONValue, of distribution: Distribution) -> Value {
      Value(label) { () throws(SearchSpaceError) in distribution }
    }

    private static func choice(_ label: JSONValue, _ labels: [JSONValue]) -> Value {
      Value(label) { () throws(SearchSpaceError) in
        .categorical(try CategoricalDistribution(choices: labels))
      }
    }

    /// The number to record for the value of a distribution; nil if the distribution does not contain it.
    func recorded(in distribution: Distribution) -> Double? {
      let value: ParameterValue? =
        switch content {
        case .label(let label): distribution.value(labelled: label)
        case .recorded(let number): distribution.value(recorded: number)
        }
      guard let value, distribution.contains(value) else { return nil }
      return if case .recorded(let number) = content { number } else { value.recorded }
    }

    /// The value for users; null if a copied trial has an invalid one.
    func label(in distribution: Distribution) -> JSONValue {
      switch content {
      case .label(let label): label
      case .recorded(let number):
        distribution.value(recorded: number).map { distribution.label(of: $0) } ?? .null
      }
    }

    /// The value with the choices of a distribution that has the same labels, in another order or among
    /// more.
    func withChoices(of distribution: CategoricalDistribution, from own: Distribution) -> Value {
      Value(label(in: own)) { () throws(SearchSpaceError) in .categorical(distribution) }
    }
  }
}
