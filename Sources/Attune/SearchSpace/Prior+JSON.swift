extension Prior {
  /// The description that a study records.
  ///
  /// Weights are recorded with the labels of their choices, so that they keep their meaning when
  /// choices are added or reordered.
  func json(for distribution: Distribution) -> JSONValue {
    switch self {
    case .normal(let mean, let sd):
      return ["normal": ["mean": .float(mean), "sd": .float(sd)]]
    case .logNormal(let median, let sd):
      return ["logNormal": ["median": .float(median), "sd": .float(sd)]]
    case .weights(let weights):
      guard case .categorical(let categorical) = distribution else { return .null }
      return [
        "weights": .array(zip(categorical.choices, weights).map { [$0, .float($1)] })
      ]
    }
  }

  /// Creates a prior from a recorded description; nil if it is invalid or does not match the
  /// distribution.
  init?(json: JSONValue, for distribution: Distribution) {
    guard let (kind, content) = json.objectValue?.first else { return nil }
    let prior: Prior
    switch kind {
    case "normal":
      guard let mean = content.objectValue?["mean"]?.doubleValue,
        let sd = content.objectValue?["sd"]?.doubleValue
      else { return nil }
      prior = .normal(mean: mean, sd: sd)
    case "logNormal":
      guard let median = content.objectValue?["median"]?.doubleValue,
        let sd = content.objectValue?["sd"]?.doubleValue
      else { return nil }
      prior = .logNormal(median: median, sd: sd)
    case "weights":
      guard case .categorical(let categorical) = distribution,
        let pairs = content.arrayValue?.compactMap(\.arrayValue)
      else { return nil }
      let weights = categorical.choices.map { choice in
        pairs.first { $0.count == 2 && $0[0].isEqualInPython(to: choice) }?[1].doubleValue
      }
      prior = .weights(weights.compactMap { $0 })
    default: return nil
    }
    guard prior.obstacle(for: distribution) == nil else { return nil }
    self = prior
  }
}
