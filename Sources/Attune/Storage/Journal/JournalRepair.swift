/// The records that can be recovered from a journal that may have damaged lines.
struct JournalRepair {
  /// A line or a part of a line, in the order of the file.
  private enum Entry {
    case record(LogRecord, Range<Int>, line: Int)
    case damage(Damage)
  }

  private struct Damage {
    let line: Int
    let reason: String
    /// The operation of the lost record; nil if it is unknown.
    let opcode: JournalOpcode?
    /// Whether readers may have applied the record before it was damaged.
    var mayHaveBeenRead = true
    /// The operation that replaces the lost record; nil if none is needed.
    var placeholder: LogOperation?
  }

  private let bytes: [UInt8]
  private var entries: [Entry] = []
  private(set) var lineCount = 0
  private(set) var recordCount = 0
  private(set) var unfinishedByteCount = 0
  private(set) var refusals: [JournalDiagnosis.Finding] = []
  /// The first valid line that cannot be represented; nil if there is none.
  private(set) var unsupported: JournalDiagnosis.Finding?
  private var state = LogState()

  /// Reads the lines of a journal.
  ///
  /// - Parameters:
  ///   - bytes: The lines; an unfinished last line may be truncated.
  ///   - omittedByteCount: The number of bytes of the unfinished line that are omitted.
  init(_ bytes: [UInt8], omittedByteCount: Int = 0) {
    self.bytes = bytes
    readLines()
    if unfinishedByteCount > 0 { unfinishedByteCount += omittedByteCount }
    // Each replay finds at most one missing creation.
    while let index = replay() { insertPlaceholder(before: index) }
  }

  /// The lines that cannot be read, and what replaces them.
  var damage: [JournalDiagnosis.Finding] {
    entries.compactMap { entry in
      guard case .damage(let damage) = entry else { return nil }
      let rest =
        switch damage.placeholder {
        case .createTrial?: "; replaced by an empty trial, because later records refer to it"
        case .createStudy(let name, _)?:
          "; replaced by the study \"\(name)\", which is minimized"
        default: ""
        }
      return .init(line: damage.line, reason: damage.reason + rest)
    }
  }

  var studies: [StudySnapshot] {
    state.studies.filter { state.isLive($0.id) }.map(\.snapshot)
  }

  /// The lines of a journal with all records that can be recovered.
  var repairedLines: [UInt8] {
    entries.reduce(into: []) { lines, entry in
      switch entry {
      case .record(_, let range, _):
        lines += bytes[range]
        lines.append(UInt8(ascii: "\n"))
      case .damage(let damage):
        guard let operation = damage.placeholder else { return }
        lines += JournalEncoder.lines([LogRecord(worker: "repair", operation: operation)])
      }
    }
  }

  // MARK: Reading

  private mutating func readLines() {
    var decoder = JournalDecoder()
    var start = 0
    while start < bytes.count {
      lineCount += 1
      guard let newline = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else {
        readUnfinished(start..<bytes.count)
        return
      }
      read(start..<newline, &decoder)
      start = newline + 1
    }
  }

  /// Reads the unfinished last line.
  ///
  /// Its writer may be active or have crashed; no reader has applied it.
  private mutating func readUnfinished(_ range: Range<Int>) {
    let first = bytes[range.lowerBound]
    if first == UInt8(ascii: "{") || first == 0 {
      unfinishedByteCount = range.count
    } else {
      addDamage(
        "the last line is not the start of a record, so nothing can be appended",
        mayHaveBeenRead: false)
    }
  }

  private mutating func read(_ range: Range<Int>, _ decoder: inout JournalDecoder) {
    let reason: String
    do throws(JournalFormatError) {
      try add(record(range, &decoder), range)
      return
    } catch {
      reason = error.reason
      if error.isUnsupported, unsupported == nil {
        unsupported = .init(line: lineCount, reason: reason)
      }
    }
    // A complete record may follow an unfinished one on the same line, after its writer crashed.
    for start in recordStarts(in: range).filter({ $0 > range.lowerBound }).reversed() {
      let rest = start..<range.upperBound
      guard let record = try? record(rest, &decoder) else { continue }
      addDamage(
        "an unfinished record precedes a complete one, which can be recovered",
        mayHaveBeenRead: false)
      add(record, rest)
      return
    }
    addDamage(reason, opcode: opcode(in: range))
  }

  private mutating func add(_ record: LogRecord, _ range: Range<Int>) {
    entries.append(.record(record, range, line: lineCount))
    recordCount += 1
  }

  private mutating func addDamage(
    _ reason: String, opcode: JournalOpcode? = nil, mayHaveBeenRead: Bool = true
  ) {
    entries.append(
      .damage(
        Damage(
          line: lineCount, reason: reason, opcode: opcode, mayHaveBeenRead: mayHaveBeenRead)))
  }

  private func record(
    _ range: Range<Int>, _ decoder: inout JournalDecoder
  ) throws(JournalFormatError) -> LogRecord {
    // Append an empty line: `JournalLines` ignores an invalid last line, and throws for any other.
    let line = Array(bytes[range]) + Array("\n\n".utf8)
    var result: LogRecord?
    try line.withUnsafeBufferPointer { line throws(JournalFormatError) in
      var lines = JournalLines(UnsafeRawBufferPointer(line))
      result = try lines.next(&decoder)
    }
    guard let result else { throw JournalFormatError("the line is empty") }
    return result
  }

  /// Returns the indices where records seem to start within a line.
  private func recordStarts(in range: Range<Int>) -> [Int] {
    let mark = Array("{\"op_code\"".utf8)
    return range.filter { bytes[$0] == mark[0] && bytes[$0..<range.upperBound].starts(with: mark) }
  }

  /// Returns the operation code of a damaged line, or nil if it cannot be read.
  private func opcode(in range: Range<Int>) -> JournalOpcode? {
    guard let start = recordStarts(in: range).first else { return nil }
    let digits = bytes[(start + 10)..<range.upperBound].drop { $0 == 0x3A || $0 == 0x20 }
      .prefix { (0x30...0x39).contains($0) }
    return Int(String(decoding: digits, as: UTF8.self)).flatMap(JournalOpcode.init)
  }

  // MARK: Missing creations

  /// Applies all records.
  ///
  /// - Returns: The index of the first record that refers to a missing study or trial whose creation
  ///   may be a damaged record; nil if there is none.
  private mutating func replay() -> Int? {
    state = LogState()
    refusals = []
    for (index, entry) in entries.enumerated() {
      switch entry {
      case .damage(let damage):
        if let operation = damage.placeholder { state.apply(operation) }
      case .record(let record, _, let line):
        if missing(record.operation) != nil, candidate(before: index, for: record.operation) != nil
        {
          return index
        }
        if case .refused(let refusal) = state.apply(record.operation) {
          refusals.append(.init(line: line, reason: refusal.text))
        }
      }
    }
    return nil
  }

  /// Returns the creation that an operation requires and that is missing: of a study or a trial.
  private func missing(_ operation: LogOperation) -> JournalOpcode? {
    switch operation {
    case .setParameter(let trial, _), .setState(let trial, _, _, _),
      .setIntermediateValue(let trial, _), .setTrialUserAttribute(let trial, _, _),
      .setTrialSystemAttribute(let trial, _, _):
      trial >= state.nextTrialID ? .createTrial : nil
    case .createTrial(let study, _), .deleteStudy(let study),
      .setStudyUserAttribute(let study, _, _), .setStudySystemAttribute(let study, _, _):
      study >= state.studies.count ? .createStudy : nil
    case .createStudy, .discardTrials: nil
    }
  }

  /// Returns the index of the damaged record that is most likely the missing creation.
  ///
  /// This is the last one with the operation code of the creation, otherwise the last one with an unknown
  /// operation code.
  private func candidate(before index: Int, for operation: LogOperation) -> Int? {
    let wanted = missing(operation)
    func last(_ opcode: JournalOpcode?) -> Int? {
      entries[..<index].lastIndex { entry in
        guard case .damage(let damage) = entry, damage.mayHaveBeenRead, damage.placeholder == nil
        else { return false }
        return damage.opcode == opcode
      }
    }
    return last(wanted) ?? last(nil)
  }

  private mutating func insertPlaceholder(before index: Int) {
    guard case .record(let record, _, _) = entries[index],
      let lost = candidate(before: index, for: record.operation),
      case .damage(var damage) = entries[lost]
    else { return }
    damage.placeholder =
      missing(record.operation) == .createStudy
      ? .createStudy(name: "repaired \(damage.line)", directions: [.minimize])
      : .createTrial(study: study(near: lost), TrialTemplate())
    entries[lost] = .damage(damage)
  }

  /// Returns the study of the last trial created before an entry, otherwise of the first one after it.
  private func study(near index: Int) -> Int {
    func study(_ entry: Entry) -> Int? {
      guard case .record(let record, _, _) = entry,
        case .createTrial(let study, _) = record.operation
      else { return nil }
      return study
    }
    return entries[..<index].reversed().lazy.compactMap(study).first
      ?? entries[index...].lazy.compactMap(study).first ?? 0
  }
}

extension ReplayOutcome.Refusal {
  /// The reason why the record is ignored, for a finding.
  fileprivate var text: String {
    switch self {
    case .nameIsTaken: "a study with that name already exists"
    case .noSuchStudy: "the study does not exist or was deleted"
    case .noSuchTrial: "the trial does not exist"
    case .trialIsFinished: "the trial is already finished"
    case .trialIsRunning: "the trial is already running"
    case .incompatibleDistribution: "the parameter already has an incompatible distribution"
    }
  }
}
