@testable import Attune

/// A sequence of random reports of interleaved trials, the same as in `Fixtures/Pruners/make_references.py`.
struct ReportSequence {
  /// The kinds of pruners, in the order of the script.
  enum Kind: Int, CaseIterable {
    case median, percentile, threshold, patient, patientMedian, patientHalving
    case halving, halvingAuto, hyperband, hyperbandAuto
  }

  private static let eventCount = 64

  let number: Int
  let kind: Kind
  private var random: ScriptRandom
  private var history: TrialHistory

  init(_ number: Int) {
    self.number = number
    kind = Kind.allCases[number % Kind.allCases.count]
    random = ScriptRandom(UInt64(number))
    history = TrialHistory(directions: [random.below(2) == 0 ? .minimize : .maximize])
  }

  /// The decisions after each report.
  ///
  /// - Parameter mayDiffer: Whether complete trials have infinite reports at the time.
  mutating func decisions() -> [(decision: Bool, mayDiffer: Bool)] {
    let isExtreme = random.below(3) == 0
    let spacing = [1, 1, 1, 2, 60][random.below(5)]
    let pruner = pruner(kind)
    var running: [(number: Int, position: Int)] = []
    var mayEnd = false
    var decisions: [(Bool, Bool)] = []
    for _ in 0..<Self.eventCount {
      let action = random.below(10)
      if running.isEmpty || (action < 2 && running.count < 4) {
        running.append((history.count, 0))
        history.append(
          TrialSnapshot(number: history.count, id: history.count, state: .running))
        continue
      }
      let index = random.below(running.count)
      let (trial, position) = running[index]
      if mayEnd, action == 2 || action == 3 {
        end(trial)
        running.remove(at: index)
        mayEnd = false
        continue
      }
      let step: Int
      if random.below(8) == 0 {
        step = max(0, position - 1 - random.below(3))
      } else {
        step = position + (random.below(3) == 0 ? random.below(3) : 0)
        running[index].position = step + 1
      }
      report(value(isExtreme), step: step * spacing, of: trial)
      let mayDiffer = history.contains { trial in
        trial.state == .complete && trial.intermediateValues.contains { $0.value.isInfinite }
      }
      decisions.append((ask(pruner, trial), mayDiffer))
      mayEnd = true
    }
    return decisions
  }

  // MARK: Events

  private mutating func end(_ trial: Int) {
    let end = random.below(4)
    let value = end < 2 ? nil : Double(random.below(41) - 20) / 4
    history.update(trial) { trial in
      trial.state = end == 0 ? .pruned : end == 1 ? .failed : .complete
      if let value { trial.values = [value] }
    }
  }

  private mutating func value(_ isExtreme: Bool) -> Double {
    let kind = random.below(16)
    if kind == 0 { return .nan }
    if isExtreme, kind < 3 { return kind == 1 ? .infinity : -.infinity }
    return kind < 8 ? Double(random.below(41) - 20) / 4 : Double(random.below(2001) - 1000) / 250
  }

  private mutating func report(_ value: Double, step: Int, of trial: Int) {
    history.update(trial) {
      if $0.intermediateValue(at: step) == nil { $0.setIntermediateValue(value, step: step) }
    }
  }

  private mutating func ask(_ pruner: any Pruner, _ trial: Int) -> Bool {
    let context = PruningContext(history: history, studyName: "study \(number)")
    let decision = pruner.decision(about: history[trial], in: context)
    history.update(trial) {
      for (key, value) in decision.attributes { $0.systemAttributes[key] = value }
    }
    return decision.shouldPrune
  }

  // MARK: Pruners

  private mutating func pruner(_ kind: Kind) -> any Pruner {
    switch kind {
    case .median: return MedianPruner(percentileSettings())
    case .percentile:
      let percentile = [0, 10, 25, 33.3, 50, 75, 100][random.below(7)]
      return PercentilePruner(percentile, percentileSettings())
    case .threshold:
      let lower = -Double(random.below(5))
      let upper = lower + Double(random.below(8))
      let warmup = random.below(4)
      return .threshold(
        lower: lower, upper: upper, warmupSteps: warmup, interval: 1 + random.below(3))
    case .patient: return patient(nil)
    case .patientMedian: return patient(MedianPruner(percentileSettings()))
    case .patientHalving: return patient(halving())
    case .halving: return halving()
    case .halvingAuto:
      let factor = 2 + random.below(3)
      return .successiveHalving(
        reductionFactor: factor, minimumEarlyStoppingRate: random.below(2))
    case .hyperband:
      let minimum = 1 + random.below(2)
      let maximum = 1 + random.below(40)
      let factor = 2 + random.below(3)
      return .hyperband(
        minimumResource: minimum, maximumResource: maximum, reductionFactor: factor,
        bootstrapCount: random.below(3))
    case .hyperbandAuto:
      let minimum = 1 + random.below(2)
      return .hyperband(minimumResource: minimum, reductionFactor: 2 + random.below(3))
    }
  }

  private mutating func percentileSettings() -> PercentilePruner.Configuration {
    let startup = random.below(4)
    let warmup = random.below(4)
    let interval = 1 + random.below(3)
    return PercentilePruner.Configuration(startup, warmup, interval, 1 + random.below(3))
  }

  private mutating func patient(_ pruner: (any Pruner)?) -> PatientPruner {
    var configuration = PatientPruner.Configuration(patience: random.below(4))
    configuration.minimumDelta = Double(random.below(3)) * 0.25
    return PatientPruner(pruner, configuration)
  }

  private mutating func halving() -> SuccessiveHalvingPruner {
    let resource = 1 + random.below(3)
    let factor = 2 + random.below(3)
    let rate = random.below(3)
    return .successiveHalving(
      minimumResource: resource, reductionFactor: factor, minimumEarlyStoppingRate: rate,
      bootstrapCount: random.below(3))
  }
}

/// The random numbers of the script.
private struct ScriptRandom {
  private var generator: SplitMix64

  init(_ seed: UInt64) { generator = SplitMix64(state: seed) }

  mutating func below(_ bound: Int) -> Int { Int(generator.next() % UInt64(bound)) }
}
