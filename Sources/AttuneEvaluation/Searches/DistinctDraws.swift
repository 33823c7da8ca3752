import Attune

/// Hands out random settings to the trials of a study in the order of their numbers, to each one settings
/// that no trial with a lower number has.
///
/// What a trial gets follows from the seed, its number, and what trials with lower numbers were enqueued
/// with or have by record. Of those that have not come to all their parameters it is recomputed, so it
/// depends neither on timing nor on interruptions.
struct DistinctDraws<Settings: TypedSpace>: Sendable {
  /// Labels by name, of those parameters that the settings have.
  typealias Labels = [String: JSONValue]

  /// All parameters, those of optional properties included.
  let space: SearchSpace
  let seed: UInt64

  /// How often a repetition is drawn anew before one of the settings that are left is picked.
  private var redrawLimit: Int { 100 }

  /// How many settings are listed at most.
  private var listLimit: Int { 10_000 }

  /// The parameters that a trial has by record.
  static func recordedSettings(of trial: TrialSnapshot) -> Labels {
    Dictionary(trial.parameters.map { ($0.name, $0.value) }) { $1 }
  }

  /// The settings of some trials, from the first one of the study on.
  func settings(of trials: some Sequence<TrialSnapshot>) -> Set<Labels> {
    var tried: Set<Labels> = []
    for trial in trials { take(for: trial, &tried) }
    return tried
  }

  /// The values of a trial, which count as tried from then on.
  @discardableResult
  func take(for trial: TrialSnapshot, _ tried: inout Set<Labels>) -> [String: ParameterValue] {
    let recorded = Self.recordedSettings(of: trial)
    if trial.state == .complete || trial.state == .pruned, !recorded.isEmpty {
      tried.insert(recorded)
      return [:]
    }
    let enqueued = Dictionary((trial.enqueuedValues ?? [:]).map { ($0.key, $0.value) }) { $1 }
    var draw = draw(trial.number, fixed: enqueued, tried)
    if !recorded.allSatisfy({ draw.labels[$0.key] == $0.value }) {
      // By another program, or before settings were distinct.
      draw = self.draw(trial.number, fixed: enqueued.merging(recorded) { $1 }, tried)
    }
    tried.insert(draw.labels)
    return draw.values
  }

  /// How many trials there are to be, so that all settings are tried if they are fewer.
  func trialCount(atMost limit: Int, in trials: TrialHistory) -> Int {
    // An optional property that is left out makes at most half of the combinations equal.
    let switches = space.parameters.count { $0.name.hasSuffix(TunedSwitch.name(of: "")) }
    guard let combinations = combinationCount, combinations >> min(switches, 62) < limit,
      let count = allSettings?.count
    else { return limit }
    return min(limit, count + trials.count - settings(of: trials).count)
  }

  // MARK: Drawing

  private func draw(
    _ number: Int, fixed: Labels, _ tried: Set<Labels>
  ) -> (values: [String: ParameterValue], labels: Labels) {
    let free = space.parameters.filter { fixed[$0.name] == nil && !$0.distribution.isConstant }
    var given: [String: ParameterValue] = [:]
    for parameter in space.parameters where fixed[parameter.name] != nil {
      given[parameter.name] = fixed[parameter.name].flatMap(
        parameter.distribution.value(labelled:))
    }
    for parameter in space.parameters where parameter.distribution.isConstant {
      given[parameter.name] = given[parameter.name] ?? parameter.distribution.value(at: 0)
    }
    var streams = free.map {
      RandomStream(seed: seed, stream: UInt64(number), purpose: "sample \($0.name)")
    }
    var first: (values: [String: ParameterValue], labels: Labels)?
    for _ in 0..<(free.isEmpty ? 1 : redrawLimit) {
      var values = given
      for (index, parameter) in free.enumerated() {
        values[parameter.name] = parameter.distribution.randomValue(using: &streams[index])
      }
      let labels = labels(of: values)
      if !tried.contains(labels) { return (values, labels) }
      first = first ?? (values, labels)
    }
    let left = (free.isEmpty ? nil : allSettings)?.filter { labels, _ in
      !tried.contains(labels) && fixed.allSatisfy { labels[$0.key] ?? $0.value == $0.value }
    }
    if let left, !left.isEmpty {
      var random = RandomStream(seed: seed, stream: UInt64(number), purpose: "settings left")
      let pick = left[random.index(below: left.count)]
      return (pick.values, pick.labels)
    }
    return first ?? (given, labels(of: given))
  }

  /// What a trial with these values records: those of the parameters that its settings have.
  private func labels(of values: [String: ParameterValue]) -> Labels {
    var labels: Labels = [:]
    for parameter in space.parameters {
      labels[parameter.name] = values[parameter.name].map(parameter.distribution.label)
    }
    let fixed = FixedTrial(labels)
    guard (try? Settings(from: fixed.trial, prefix: "")) != nil else { return labels }
    return Self.recordedSettings(of: fixed.snapshot)
  }

  // MARK: All settings

  /// How many combinations of values there are, with those that optional properties make equal; nil when
  /// there are too many to list.
  private var combinationCount: Int? {
    var count = 1
    for parameter in space.parameters {
      guard let values = parameter.distribution.valueCount, values <= listLimit / count else {
        return nil
      }
      count *= values
    }
    return count
  }

  /// All settings, each once; nil when there are too many to list.
  private var allSettings: [(labels: Labels, values: [String: ParameterValue])]? {
    guard let count = combinationCount else { return nil }
    var seen: Set<Labels> = []
    return (0..<count).compactMap { number in
      var rest = number
      var values: [String: ParameterValue] = [:]
      for parameter in space.parameters {
        guard let valueCount = parameter.distribution.valueCount else { continue }
        values[parameter.name] = parameter.distribution.value(number: rest % valueCount)
        rest /= valueCount
      }
      let labels = labels(of: values)
      return seen.insert(labels).inserted ? (labels, values) : nil
    }
  }
}
