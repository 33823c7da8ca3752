import Attune

/// The example of Figure 2 of the paper on population based training: a model that maximizes 1.2 − x² − y², and
/// climbs only as far as its parameters say which of the two matter.
///
/// - Note: M. Jaderberg et al., 2017, arXiv:1711.09846, section 3.2.
struct Hill: Codable, Sendable, Equatable {
  var x = 0.9
  var y = 0.9

  /// The value that members are compared by.
  var value: Double { 1.2 - x * x - y * y }

  /// Climbs the surrogate 1.2 − a x² − b y² by its gradient.
  mutating func climb(_ a: Double, _ b: Double, rate: Double = 0.01) {
    x -= rate * 2 * a * x
    y -= rate * 2 * b * y
  }

  /// Trains one slice.
  @Sendable static func train(_ trial: Trial, _ hill: inout Hill?) throws -> Double {
    let a = try trial.suggest("a", in: 0.0...1.0)
    let b = try trial.suggest("b", in: 0.0...1.0)
    var current = hill ?? Hill()
    for _ in 0..<4 { current.climb(a, b) }
    hill = current
    return current.value
  }
}

/// What is to be the same in two runs of a population.
struct PopulationFacts: Equatable {
  private struct Fact: Equatable {
    let member: PopulationMember?
    let state: TrialState
    let parameters: [String: JSONValue]
    let values: [Double]
  }

  private let facts: [Fact]

  init(_ population: Population) {
    facts = population.study.trials.map { trial in
      Fact(
        member: trial.member, state: trial.state,
        parameters: Dictionary(uniqueKeysWithValues: trial.parameters.map { ($0.name, $0.value) }),
        values: trial.values)
    }
  }
}
