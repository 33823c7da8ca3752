import Attune
import Foundation

/// A check that a damaged journal gives an error with its position, or studies without gaps.
struct DamagedJournalCheck {
  /// A guarantee that does not hold for an input.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private static let newline = UInt8(ascii: "\n")

  /// The journal before it was damaged.
  let original: Original
  /// The damaged excerpt of the original.
  let input: [UInt8]
  /// Whether the input is only truncated.
  let isCut: Bool
  /// The seed of the input.
  let seed: UInt64
  /// The path of the file that the input is written to.
  let path: String

  /// The path of the journal in which the studies are continued.
  private var copyPath: String { path + ".copy" }

  private func require(_ condition: Bool, _ message: @autoclosure () -> String) throws {
    if !condition { throw Failure(description: message()) }
  }

  /// Reads the input, appends to it, and continues its studies.
  func run() throws {
    try Data(input).write(to: URL(fileURLWithPath: path))
    let storage = JournalStorage(path: path, durability: .unsynchronized)
    let intact = intactLineCount
    do {
      let batch = try storage.records(after: .start)
      try checkRecords(batch, intact)
      try checkAppending(to: storage, behind: batch)
      try continueStudies(batch.records)
    } catch let error as StorageError {
      try require(error.code == .corrupt, "an unexpected error: \(error)")
      try require(!isCut, "a truncated journal is reported as corrupt: \(error)")
      let line = Self.line(in: error.description)
      try require(
        line.map { $0 > intact } ?? (intact == 0),
        "the error names one of the \(intact) intact lines: \(error)")
      try require(try bytes() == input, "a journal that cannot be read was changed")
    }
  }

  /// The number after ", line " in a message.
  private static func line(in message: String) -> Int? {
    guard let label = message.range(of: ", line ") else { return nil }
    return Int(message[label.upperBound...].prefix { $0.isNumber })
  }

  /// The number of complete lines before the damage.
  private var intactLineCount: Int {
    input[..<original.commonLength(with: input)].count { $0 == Self.newline }
  }

  private func bytes() throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  private func checkRecords(_ batch: LogBatch, _ intact: Int) throws {
    let records = batch.records
    let lines = input.count { $0 == Self.newline }
    // Only the last line may be skipped, as one that is still being written.
    try require(
      records.count == lines || (records.count == lines - 1 && !isCut),
      "\(records.count) records of \(lines) lines")
    try require(records.count >= intact, "\(records.count) records of \(intact) intact lines")
    for (read, written) in zip(records, original.records).prefix(intact)
    where read != written && "\(read)" != "\(written)" {
      throw Failure(description: "\(written) has become \(read)")
    }
  }

  private func checkAppending(to storage: JournalStorage, behind batch: LogBatch) throws {
    let mark = LogRecord(worker: "fuzz", operation: .discardTrials([1]))
    do {
      _ = try storage.append(after: batch.end) { _ in [mark] }
    } catch {
      try require(error.code == .corrupt && !isCut, "an unexpected error: \(error)")
      try require(try bytes() == input, "a journal that was not appended to was changed")
      return
    }
    let now = try bytes()
    try require(
      now.starts(with: input[..<batch.end.offset]), "an append changed earlier records")
    let again = try JournalStorage(path: path).records(after: .start).records
    try require(
      again.count == batch.records.count + 1 && again.last == mark,
      "an append did not add one record at the end")
  }

  /// Replays the records, and runs a trial of every study for some seeds.
  ///
  /// Errors that the library documents are accepted.
  private func continueStudies(_ records: [LogRecord]) throws {
    var studies: [String: [Direction]] = [:]
    for case .createStudy(let name, let directions) in records.map(\.operation) {
      studies[name] = directions
    }
    for (name, directions) in studies {
      unlink(copyPath)
      let storage = JournalStorage(path: copyPath, durability: .unsynchronized)
      try storage.append(after: .start) { _ in records }
      do {
        let study = try Study(name, directions: directions, storage: storage, seed: seed)
        _ = study.bestTrials
        if seed.isMultiple(of: 4) { try runTrial(of: study) }
      } catch is StudyError {
      } catch is TrialError {
      } catch is SearchSpaceError {}
    }
  }

  private func runTrial(of study: Study) throws {
    let past = study.trials.last
    let trial = try study.ask()
    for parameter in past?.parameters.map(\.self) ?? [] { try suggest(parameter, trial) }
    if study.directions.count == 1 {
      try trial.report(1, step: past?.lastIntermediateValue?.step ?? 0)
      _ = try trial.shouldPrune()
    }
    try study.tell(trial, .complete(study.directions.map { _ in 1 }))
  }

  private func suggest(_ parameter: Parameter, _ trial: Trial) throws {
    switch parameter.distribution {
    case .float(let float):
      _ = try trial.suggest(
        parameter.name, in: float.low...float.high, scale: float.scale, step: float.step)
    case .int(let int):
      _ = try trial.suggest(
        parameter.name, in: int.low...int.high, scale: int.scale, step: int.step)
    case .categorical(let categorical):
      let labels = categorical.choices.compactMap(\.stringValue)
      if labels.count == categorical.choices.count {
        _ = try trial.suggest(parameter.name, from: labels)
      }
    }
  }
}
