/// The outcome of a race of configurations so far.
public struct RaceResult: Sendable {
  /// A configuration that took part.
  public struct Contestant: Sendable {
    /// The trial whose parameters it has.
    public let trial: TrialSnapshot

    /// The mean of its values in the race; NaN if there are none.
    public let mean: Double

    /// The standard error of the mean; nil for fewer than two values.
    public let standardError: Double?

    /// The number of its values in the race.
    public let valueCount: Int

    /// Whether it has left the race, since another one is better.
    public let hasLeft: Bool
  }

  /// The configurations that took part: those that have not left before others, and of these the best mean
  /// first.
  public let contestants: [Contestant]

  /// The probability with which the best configuration does not leave, as requested.
  public let confidence: Double

  /// Why the race ended.
  public let reason: StopReason

  /// The only configuration that has not left; nil if the race ended before it was decided.
  public var winner: TrialSnapshot? {
    let remaining = contestants.filter { !$0.hasLeft }
    return remaining.count == 1 ? remaining[0].trial : nil
  }

  /// Summarizes a race.
  init(
    _ race: RecordedRace, in history: TrialHistory, confidence: Double, reason: StopReason
  ) {
    self.confidence = confidence
    self.reason = reason
    let direction = history.directions[0]
    let survivors = RaceElimination(losses: race.losses, confidence: confidence).survivors
    let all = race.contestants.indices.map { index in
      let losses = race.losses[index].compactMap(\.self).filter { !$0.isNaN }
      let statistics = RepeatStatistics(losses)
      return Contestant(
        trial: history[race.contestants[index]], mean: direction.loss(statistics.mean),
        standardError: statistics.standardError, valueCount: statistics.count,
        hasLeft: !survivors.contains(index))
    }
    contestants = all.sorted {
      $0.hasLeft == $1.hasLeft ? direction.isBetter($0.mean, than: $1.mean) : $1.hasLeft
    }
  }
}

extension RaceResult: CustomStringConvertible {
  /// The contestants, one a line, as in `trial 17: 0.25 ± 0.01 (12 values), left`.
  public var description: String {
    contestants.map { contestant in
      let error = contestant.standardError.map { " ± \($0.shortText)" } ?? ""
      return "trial \(contestant.trial.number): \(contestant.mean.shortText)\(error) "
        + "(\(contestant.valueCount) values)" + (contestant.hasLeft ? ", left" : "")
    }.joined(separator: "\n")
  }
}
