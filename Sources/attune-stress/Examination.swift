import Attune
import Foundation

/// What a damaged journal must still give: an error that says where, or a study without a gap.
struct Examination {
  /// A promise that an input broke.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private static let newline = UInt8(ascii: "\n")

  /// The journal before it was damaged.
  let original: Original
  /// Its damaged excerpt.
  let input: [UInt8]
  /// Whether only the end is missing.
  let isCut: Bool
  /// The input's seed.
  let seed: UInt64
  /// Where the input is put.
  let path: String

  private func require(_ condition: Bool, _ promise: @autoclosure () -> String) throws {
    if !condition { throw Failure(description: promise()) }
  }

  /// Reads the input, appends to it, and leads its studies on.
  func run() throws {
    try Data(input).write(to: URL(fileURLWithPath: path))
    let storage = JournalStorage(path: path, durability: .unsynchronized)
    let intact = intactLineCount
    do {
      let batch = try storage.records(after: .start)
      try checkRecords(batch, intact)
      try checkAppending(to: storage, behind: batch)
      try leadOn(batch.records)
    } catch let error as StorageError {
      try require(error.code == .corrupt, "an unexpected error: \(error)")
      try require(!isCut, "a journal without its end is no damage: \(error)")
      let line = Self.line(in: error.description)
      try require(
        line.map { $0 > intact } ?? (intact == 0),
        "the error is about an intact line, of \(intact): \(error)")
      try require(try bytes() == input, "a journal that cannot be read was changed")
    }
  }

  /// The number behind ", line " in a message.
  private static func line(in message: String) -> Int? {
    guard let arguments = message.range(of: ", line ") else { return nil }
    return Int(message[arguments.upperBound...].prefix { $0.isNumber })
  }

  /// How many whole lines stand before the damage.
  private var intactLineCount: Int {
    input[..<original.commonLength(with: input)].count { $0 == Self.newline }
  }

  private func bytes() throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  private func checkRecords(_ batch: StorageBatch, _ intact: Int) throws {
    let records = batch.records
    let lines = input.count { $0 == Self.newline }
    // Only a last line counts as not written yet.
    try require(
      records.count == lines || (records.count == lines - 1 && !isCut),
      "\(records.count) records of \(lines) lines")
    try require(records.count >= intact, "\(records.count) records of \(intact) intact lines")
    for (read, written) in zip(records, original.records).prefix(intact)
    where read != written && "\(read)" != "\(written)" {
      throw Failure(description: "\(written) has become \(read)")
    }
  }

  private func checkAppending(to storage: JournalStorage, behind batch: StorageBatch) throws {
    let mark = StorageRecord(worker: "fuzz", operation: .discardTrials([1]))
    do {
      _ = try storage.append(after: batch.end) { _ in [mark] }
    } catch {
      try require(error.code == .corrupt && !isCut, "an unexpected error: \(error)")
      try require(try bytes() == input, "a journal that was not appended to was changed")
      return
    }
    let now = try bytes()
    try require(
      now.starts(with: input[..<batch.end.offset]), "an append changed what was there before")
    let again = try JournalStorage(path: path).records(after: .start).records
    try require(
      again.count == batch.records.count + 1 && again.last == mark,
      "an append is not the one record behind the others")
  }

  /// Replays the records and runs a trial of every study; errors of the library are all right.
  private func leadOn(_ records: [StorageRecord]) throws {
    var studies: [String: [Direction]] = [:]
    for case .createStudy(let name, let directions) in records.map(\.operation) {
      studies[name] = directions
    }
    for (name, directions) in studies {
      let storage = InMemoryStorage()
      _ = try storage.append(after: .start) { _ in records }
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
      _ = trial.shouldPrune
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
