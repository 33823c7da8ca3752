import Attune
import Foundation

/// A check that a valid journal can be read, shown, copied and continued, whatever its values are.
struct ValidJournalCheck {
  /// A guarantee that does not hold.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// The path of the journal.
  let path: String
  /// The seed of random choices.
  let seed: UInt64

  private var copyPath: String { path + ".copy" }

  private func require(_ condition: Bool, _ message: @autoclosure () -> String) throws {
    if !condition { throw Failure(description: message()) }
  }

  /// Runs all checks.
  func run() throws {
    let diagnosis = try JournalStorage(path: path).diagnose()
    try require(
      diagnosis.isSound && diagnosis.unfinishedByteCount == 0,
      "a valid journal is reported as corrupt: \(diagnosis.damage)")
    for study in diagnosis.studies { try show(study) }
    try checkCopies(of: diagnosis.studies)
    for study in diagnosis.studies { try proceed(with: study) }
  }

  // MARK: Showing

  private func show(_ study: StudySnapshot) throws {
    _ = study.summary.description
    _ = study.summary.countText
    _ = study.trials.bestTrials
    let table = study.trialTable
    _ = table.csv()
    _ = table.text(width: 80)
    try require(
      table.json.utf8.count >= 2 && table.jsonLines.utf8.count { $0 == 10 } == study.trials.count,
      "a table lacks rows")
    let moment = Timestamp(microsecondsSince1970: 0)
    for plot in plots(of: study) {
      // A plot of something that the study does not have throws an error.
      guard let svg = try? study.chart(plot).svg() else { continue }
      try require(svg.hasSuffix("</svg>\n"), "\(plot) is not a complete SVG")
    }
    if seed.isMultiple(of: 4) {
      try require(study.report(madeAt: moment).contains("</html>"), "the report is incomplete")
    }
    try showImportances(of: study)
  }

  private func plots(of study: StudySnapshot) -> [Plot] {
    let objective = Int(seed % UInt64(study.directions.count))
    let infinite = study.directions.map { _ in Double.infinity }
    return Plot.all + Plot.all.map { $0.showing(objective: objective) }
      + [.hypervolumeHistory.referencePoint(infinite)]
  }

  private func showImportances(of study: StudySnapshot) throws {
    let evaluators: [any ImportanceEvaluator] = [
      .pedANOVA(), .fANOVA(.small), .meanDecreaseInImpurity(.small),
    ]
    let targets: [ImportanceTarget] = [.objectives, .duration, .objective(0)]
    for evaluator in evaluators {
      for target in targets {
        guard let importances = try? study.importances(by: evaluator, for: target) else { continue }
        for importance in importances {
          try require(
            importance.value.isFinite && importance.value >= 0,
            "\(type(of: evaluator)) gives \(importance)")
        }
      }
    }
  }

  // MARK: Copies

  private func checkCopies(of studies: [StudySnapshot]) throws {
    unlink(copyPath)
    defer { unlink(copyPath) }
    let journal = JournalStorage(path: path)
    try journal.compact(to: copyPath)
    try checkCopy(of: studies, "compaction")
    unlink(copyPath)
    let names = studies.map { (Name($0.name), Name($0.name)) }
    try journal.copyStudies(Dictionary(uniqueKeysWithValues: names), to: copyPath)
    try checkCopy(of: studies, "copy", hasIDs: false)
  }

  private func checkCopy(
    of studies: [StudySnapshot], _ kind: String, hasIDs: Bool = true
  ) throws {
    let diagnosis = try JournalStorage(path: copyPath).diagnose()
    try require(diagnosis.isSound, "the \(kind) is corrupt: \(diagnosis.damage)")
    try require(diagnosis.studies.count == studies.count, "the \(kind) lacks studies")
    for (study, copy) in zip(studies, diagnosis.studies) {
      let (before, after) = (facts(study, hasIDs: hasIDs), facts(copy, hasIDs: hasIDs))
      for (fact, other) in zip(before, after) {
        try require(fact == other, "in the \(kind), \(fact) has become \(other)")
      }
      try require(before.count == after.count, "the \(kind) has a different number of trials")
    }
  }

  /// All data of a study as lines of text.
  private func facts(_ study: StudySnapshot, hasIDs: Bool) -> [String] {
    [
      "\(study.name) \(study.directions) \(study.userAttributes) \(study.systemAttributes)"
    ]
      + study.trials.map { trial in
        let parameters = trial.parameters.map {
          "\($0.name) \($0.distribution.json) \($0.recordedValue)"
        }
        let reports = trial.intermediateValues.map { "\($0.step) \($0.value)" }
        let times = [trial.startTime, trial.endTime].map { $0?.description ?? "" }
        return
          "\(trial.number) \(hasIDs ? trial.id : 0) \(trial.state) \(trial.values) \(parameters) "
          + "\(reports) \(trial.userAttributes) \(trial.systemAttributes) \(times)"
      }
  }

  // MARK: Continuing

  private func proceed(with study: StudySnapshot) throws {
    defer { unlink(copyPath) }
    for round in 0..<3 {
      unlink(copyPath)
      try FileManager.default.copyItem(atPath: path, toPath: copyPath)
      let storage = JournalStorage(path: copyPath, durability: .unsynchronized)
      do {
        switch round {
        case 0: try runTrials(of: Study(loading: study.name, storage: storage), study)
        case 1:
          let other = try Study(
            loading: study.name, storage: storage, sampler: .random, pruner: .wilcoxon())
          try runTrials(of: other, study)
        default: try optimize(study, storage)
        }
      } catch is StudyError {
        // The study may have an unsupported number of directions or an invalid seed.
      }
      let diagnosis = try JournalStorage(path: copyPath).diagnose()
      try require(diagnosis.isSound, "a trial has corrupted the journal: \(diagnosis.damage)")
    }
  }

  private func optimize(_ study: StudySnapshot, _ storage: JournalStorage) throws {
    let last = study.trials.last { !$0.parameters.isEmpty }
    let sampler: any Sampler = last.map { grid($0) } ?? .random
    let other = try open(study, storage, sampler)
    try other.optimize(additionalTrials: 2, maxConsecutiveFailures: 10) { trial in
      try suggestAll(of: study, trial)
      return study.directions.map { _ in 1.0 }
    }
  }

  private func open(
    _ study: StudySnapshot, _ storage: JournalStorage, _ sampler: some Sampler
  ) throws -> Study {
    try Study(
      study.name, directions: study.directions, storage: storage, sampler: sampler,
      pruner: .percentile(25))
  }

  /// A grid of the parameters of a trial.
  private func grid(_ trial: TrialSnapshot) -> GridSampler {
    let values = trial.parameters.prefix(4).map { ($0.name, [$0.value]) }
    return GridSampler(Dictionary(values, uniquingKeysWith: { first, _ in first }))
  }

  private func runTrials(of study: Study, _ past: StudySnapshot) throws {
    _ = study.interruptedTrials
    for result in [TrialResult.complete(study.directions.map { _ in 0.5 }), .pruned] {
      let trial = try study.ask()
      try suggestAll(of: past, trial)
      if study.directions.count == 1 {
        for step in [0, 1, Int.max] {
          try trial.report(Double(step), step: step)
          _ = try trial.shouldPrune()
        }
      }
      do {
        try study.tell(trial, result)
      } catch let error as StudyError {
        try require(!error.description.isEmpty, "an error without a message")
      }
    }
  }

  /// Suggests the parameters of the last trial that has any; some of them cannot be sampled.
  private func suggestAll(of past: StudySnapshot, _ trial: Trial) throws {
    let last = past.trials.last { !$0.parameters.isEmpty }
    for parameter in last.map({ Array($0.parameters.prefix(50)) }) ?? [] {
      do {
        _ = try trial.suggest(parameter.name, from: parameter.distribution)
      } catch is SearchSpaceError {
      } catch is TrialError {
      } catch is SamplingError {}
    }
  }
}

extension FANOVAEvaluator.Configuration {
  /// A small forest, which is fast to fit.
  fileprivate static var small: FANOVAEvaluator.Configuration {
    var configuration = FANOVAEvaluator.Configuration()
    configuration.treeCount = 4
    return configuration
  }
}
