extension SpeedCase {
  /// The measurements of the table.
  static func suite(isQuick: Bool) throws -> [SpeedCase] {
    let firsts =
      try [100, 1000, 10_000].map { try SpeedCase("tpe", trials: $0) }
      + [100, 1000].map { try SpeedCase("tpe-univariate", trials: $0) }
      + [1000, 10_000, 100_000].map { try SpeedCase("random", trials: $0) }
    let journals =
      try ["journal-random", "journal-random-strict", "journal-random-relaxed"].map {
        try SpeedCase($0, trials: 1000)
      }
      + [1000, 10_000].map { try SpeedCase("journal-load", trials: $0) }
    let cases = try firsts + laterTrials() + journals
    return isQuick ? cases.filter { $0.trials <= 1000 && $0.parameters <= 10 } : cases
  }

  /// Measurements of one trial after others, by the number and the kind of parameters.
  private static func laterTrials() throws -> [SpeedCase] {
    let shapes: [(space: SpeedSpace, parameters: Int)] = [
      (.float, 2), (.float, 10), (.float, 50), (.mixed, 10), (.conditional, 10),
    ]
    let cases = try ["tpe", "tpe-univariate", "random"].flatMap { sampler in
      try shapes.flatMap { shape in
        try [100, 1000, 10_000].map {
          try SpeedCase(
            "\(sampler)-at-\($0)", trials: $0, parameters: shape.parameters, space: shape.space)
        }
      }
    }
    return try cases + [SpeedCase("random-at-100000", trials: 100_000)]
  }
}
