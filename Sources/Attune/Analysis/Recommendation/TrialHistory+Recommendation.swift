extension TrialHistory {
  /// The configuration with the best estimate, which for a noisy objective is a better choice than
  /// ``bestTrial``; nil before the first complete, feasible trial, and in a multi-objective study.
  ///
  /// A configuration is the parameters of one or more trials. Right after a race it is the one that leads the
  /// race, by the mean of its repeats there. Otherwise a Gaussian process, the surrogate, predicts the value of
  /// each configuration from all complete trials and their repeats. Without noise it is the best trial.
  ///
  /// - Complexity: O(*n*³) for *n* complete trials, up to 300, with a large factor: some hundredths of a second
  ///   at 100 trials.
  public var recommended: Recommendation? { recommended(1).first }

  /// The recommended configuration, if it is not that of the best trial.
  package var recommendedInsteadOfBest: Recommendation? {
    guard let best = bestTrial, let recommended, !recommended.trialNumbers.contains(best.number)
    else { return nil }
    return recommended
  }

  /// The configurations with the best estimates, best first.
  ///
  /// - Parameter count: The largest number of configurations to return.
  /// - Returns: Fewer configurations if there are fewer; none in a multi-objective study.
  /// - Precondition: `count` is not negative.
  /// - Complexity: As ``recommended``.
  public func recommended(_ count: Int) -> [Recommendation] {
    guard directions.count == 1 else { return [] }
    let direction = directions[0]
    let all = ConfigurationValues.all(of: self)
    let estimates = RecordedRace(lastOf: self).map { raced(in: $0, all) } ?? []
    guard estimates.count < count else { return Array(estimates.prefix(count)) }
    let known = Set(estimates.map(\.trial.number))
    let others = estimated(all).filter { !known.contains($0.trial.number) }
      .sorted { direction.isBetter($0.estimate, than: $1.estimate) }
    return Array((estimates + others).prefix(count))
  }

  /// The estimates of configurations.
  private func estimated(_ configurations: [ConfigurationValues]) -> [Recommendation] {
    let direction = directions[0]
    let finite = configurations.filter { $0.statistics.mean.isFinite }
    guard let model = ConfigurationModel(finite) else {
      return configurations.map { Recommendation($0, mean: $0.statistics, direction) }
    }
    return zip(finite, model.predictions).map { configuration, prediction in
      Recommendation(
        configuration, surrogate: direction.loss(prediction.loss),
        standardError: prediction.standardDeviation)
    }
  }

  /// The contestants of a race that took part in one of its last two rounds, by the means of their repeats.
  ///
  /// The last round may be incomplete. A contestant that left after the round before has a worse mean than
  /// another one.
  private func raced(in race: RecordedRace, _ all: [ConfigurationValues]) -> [Recommendation] {
    let last = race.losses.map(\.count).max() ?? 0
    let direction = directions[0]
    return zip(race.contestants, race.losses).compactMap { number, losses -> Recommendation? in
      let finite = losses.compactMap(\.self).filter(\.isFinite)
      guard losses.count >= last - 1, finite.count > 1,
        let configuration = all.first(where: { $0.trials.contains { $0.number == number } })
      else { return nil }
      return Recommendation(configuration, mean: RepeatStatistics(finite), direction)
    }
    .sorted { direction.isBetter($0.estimate, than: $1.estimate) }
  }
}
