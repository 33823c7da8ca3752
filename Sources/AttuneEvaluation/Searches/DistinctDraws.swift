import Attune

/// Random settings for the trials of a study, drawn so that no trial repeats a trial with a lower
/// number.
///
/// The settings of a trial depend on the seed, its number, and the enqueued or recorded parameters
/// of trials with lower numbers. For trials whose parameters are not all recorded yet, they are
/// recomputed, so they depend neither on timing nor on interruptions.
struct DistinctDraws<Settings: TypedSpace>: Sendable {
  /// The labels by name of the parameters that the settings use.
  typealias Labels = [String: JSONValue]

  /// All parameters, including those of optional properties.
  let space: SearchSpace
  let seed: UInt64

  /// The maximum number of draws before one of the remaining settings is picked from a list.
  private var redrawLimit: Int { 100 }

  /// The maximum number of combinations that are listed.
  private var listLimit: Int { 10_000 }

  /// Returns the recorded parameters of a trial.
  static func recordedSettings(of trial: TrialSnapshot) -> Labels {
    Dictionary(trial.parameters.map { ($0.name, $0.value) }) { $1 }
  }

  /// Returns the settings of trials, which start at the first trial of the study.
  func settings(of trials: some Sequence<TrialSnapshot>) -> Set<Labels> {
    var tried: Set<Labels> = []
    for trial in trials { take(for: trial, &tried) }
    return tried
  }

  /// Returns the values drawn for a trial, and adds its settings to those tried.
  ///
  /// The values are empty if the trial is finished with recorded parameters.
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
      // The trial was run by another program, or before settings were distinct.
      draw = self.draw(trial.number, fixed: enqueued.merging(recorded) { $1 }, tried)
    }
    tried.insert(draw.labels)
    return draw.values
  }

  /// Returns the number of trials that the study should have: the limit, or fewer if all settings
  /// are tried before.
  func trialCount(atMost limit: Int, in trials: TrialHistory) -> Int {
    // An unused optional property makes at most half of the combinations equal.
    let switches = space.parameters.count { $0.name.hasSuffix(TunedSwitch.name(of: "")) }
    guard let combinations = combinationCount, combinations >> min(switches, 62) < limit,
      let count = allSettings?.count
    else { return limit }
    return min(limit, count + trials.count - settings(of: trials).count)
  }

  /// Returns the settings of a number of new trials, which are all different; fewer if there are no more.
  func distinctSettings(_ count: Int) -> [Labels] {
    var tried: Set<Labels> = []
    var settings: [Labels] = []
    for number in 0..<count {
      let labels = draw(number, fixed: [:], tried).labels
      guard tried.insert(labels).inserted else { break }
      settings.append(labels)
    }
    return settings
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
    let remaining = (free.isEmpty ? nil : allSettings)?.filter { labels, _ in
      !tried.contains(labels) && fixed.allSatisfy { labels[$0.key] ?? $0.value == $0.value }
    }
    if let remaining, !remaining.isEmpty {
      var random = RandomStream(seed: seed, stream: UInt64(number), purpose: "settings left")
      let pick = remaining[random.index(below: remaining.count)]
      return (pick.values, pick.labels)
    }
    return first ?? (given, labels(of: given))
  }

  /// Returns the labels that a trial with these values records, which are those of the used
  /// parameters.
  private func labels(of values: [String: ParameterValue]) -> Labels {
    var labels: Labels = [:]
    for parameter in space.parameters {
      labels[parameter.name] = values[parameter.name].map(parameter.distribution.label)
    }
    return Self.used(labels)
  }

  /// Returns those of some labels that a trial with them records, which are those of the used parameters.
  static func used(_ labels: Labels) -> Labels {
    let fixed = FixedTrial(labels)
    guard (try? Settings(from: fixed.trial, prefix: "")) != nil else { return labels }
    return recordedSettings(of: fixed.snapshot)
  }

  // MARK: All settings

  /// The number of combinations of values, including those that unused optional properties make
  /// equal; nil if there are too many to list.
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

  /// All distinct settings; nil if there are too many to list.
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
