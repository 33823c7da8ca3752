/// The records of a journal that can be read, damaged lines or not.
struct JournalRepair {
  /// A line, or a part of one, in its place.
  private enum Entry {
    case record(StorageRecord, Range<Int>, line: Int)
    case damage(Damage)
  }

  private struct Damage {
    let line: Int
    let reason: String
    /// What the line was about, as far as can be seen.
    let opcode: JournalOpcode?
    /// Whether readers may have counted what it was about, before it was damaged.
    var wasCounted = true
    /// What takes the place of the record that is lost.
    var standIn: StorageOperation?
  }

  private let bytes: [UInt8]
  private var entries: [Entry] = []
  private(set) var lineCount = 0
  private(set) var recordCount = 0
  private(set) var unfinishedByteCount = 0
  private(set) var refusals: [JournalDiagnosis.Finding] = []
  /// The first sound line that cannot be kept; nil when there is none.
  private(set) var unsupported: JournalDiagnosis.Finding?
  private var state = StorageState()

  /// Reads the lines of a journal.
  ///
  /// - Parameters:
  ///   - bytes: The lines; an unfinished last one may be cut short.
  ///   - omittedByteCount: How many bytes of the unfinished line are left out.
  init(_ bytes: [UInt8], omittedByteCount: Int = 0) {
    self.bytes = bytes
    readLines()
    if unfinishedByteCount > 0 { unfinishedByteCount += omittedByteCount }
    // Each round finds at most one creation that is missing.
    while let index = replay() { insertStandIn(before: index) }
  }

  /// What cannot be read, and what becomes of it.
  var damage: [JournalDiagnosis.Finding] {
    entries.compactMap { entry in
      guard case .damage(let damage) = entry else { return nil }
      let rest =
        switch damage.standIn {
        case .createTrial?: "; a trial stands in for it, to which later records refer"
        case .createStudy(let name, _)?:
          "; the study \"\(name)\", which minimizes, stands in for it"
        default: ""
        }
      return .init(line: damage.line, reason: damage.reason + rest)
    }
  }

  var studies: [StudySnapshot] {
    state.studies.filter { state.isLive($0.id) }.map(\.snapshot)
  }

  /// The lines of a journal that holds what can be saved.
  var savedLines: [UInt8] {
    entries.reduce(into: []) { lines, entry in
      switch entry {
      case .record(_, let range, _):
        lines += bytes[range]
        lines.append(UInt8(ascii: "\n"))
      case .damage(let damage):
        guard let operation = damage.standIn else { return }
        lines += JournalEncoder.lines([StorageRecord(worker: "salvage", operation: operation)])
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

  /// The last line, whose writer may be at work or have died; nobody has counted on it.
  private mutating func readUnfinished(_ range: Range<Int>) {
    let first = bytes[range.lowerBound]
    if first == UInt8(ascii: "{") || first == 0 {
      unfinishedByteCount = range.count
    } else {
      note(
        "the last line is not the start of a record, so nothing can be appended",
        wasCounted: false)
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
    // A record behind one whose writer died in the middle is as good as any.
    for start in recordStarts(in: range).filter({ $0 > range.lowerBound }).reversed() {
      let rest = start..<range.upperBound
      guard let record = try? record(rest, &decoder) else { continue }
      note(
        "an unfinished record stands before another one, which can be saved", wasCounted: false)
      add(record, rest)
      return
    }
    note(reason, opcode: opcode(in: range))
  }

  private mutating func add(_ record: StorageRecord, _ range: Range<Int>) {
    entries.append(.record(record, range, line: lineCount))
    recordCount += 1
  }

  private mutating func note(
    _ reason: String, opcode: JournalOpcode? = nil, wasCounted: Bool = true
  ) {
    entries.append(
      .damage(
        Damage(line: lineCount, reason: reason, opcode: opcode, wasCounted: wasCounted)))
  }

  private func record(
    _ range: Range<Int>, _ decoder: inout JournalDecoder
  ) throws(JournalFormatError) -> StorageRecord {
    // A line by itself, as if others followed it: so a bad one is an error.
    let line = Array(bytes[range]) + Array("\n\n".utf8)
    var result: StorageRecord?
    try line.withUnsafeBufferPointer { line throws(JournalFormatError) in
      var lines = JournalLines(UnsafeRawBufferPointer(line))
      result = try lines.next(&decoder)
    }
    guard let result else { throw JournalFormatError("the line is empty") }
    return result
  }

  /// Where records seem to start within a line.
  private func recordStarts(in range: Range<Int>) -> [Int] {
    let mark = Array("{\"op_code\"".utf8)
    return range.filter { bytes[$0] == mark[0] && bytes[$0..<range.upperBound].starts(with: mark) }
  }

  /// The operation that a line names, whatever else is wrong with it.
  private func opcode(in range: Range<Int>) -> JournalOpcode? {
    guard let start = recordStarts(in: range).first else { return nil }
    let digits = bytes[(start + 10)..<range.upperBound].drop { $0 == 0x3A || $0 == 0x20 }
      .prefix { (0x30...0x39).contains($0) }
    return Int(String(decoding: digits, as: UTF8.self)).flatMap(JournalOpcode.init)
  }

  // MARK: What is missing

  /// Applies all records; returns the first that refers to a study or trial which was never created,
  /// if its creation may be among what is lost.
  private mutating func replay() -> Int? {
    state = StorageState()
    refusals = []
    for (index, entry) in entries.enumerated() {
      switch entry {
      case .damage(let damage):
        if let operation = damage.standIn { state.apply(operation) }
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

  /// What an operation refers to that does not exist: a study or a trial.
  private func missing(_ operation: StorageOperation) -> JournalOpcode? {
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

  /// The damage that took the creation away: one that says so, otherwise one that says nothing, and of
  /// several the last.
  private func candidate(before index: Int, for operation: StorageOperation) -> Int? {
    let wanted = missing(operation)
    func last(_ opcode: JournalOpcode?) -> Int? {
      entries[..<index].lastIndex { entry in
        guard case .damage(let damage) = entry, damage.wasCounted, damage.standIn == nil
        else { return false }
        return damage.opcode == opcode
      }
    }
    return last(wanted) ?? last(nil)
  }

  private mutating func insertStandIn(before index: Int) {
    guard case .record(let record, _, _) = entries[index],
      let place = candidate(before: index, for: record.operation),
      case .damage(var damage) = entries[place]
    else { return }
    damage.standIn =
      missing(record.operation) == .createStudy
      ? .createStudy(name: "salvaged \(damage.line)", directions: [.minimize])
      : .createTrial(study: study(near: place), TrialTemplate())
    entries[place] = .damage(damage)
  }

  /// The study of the trial that was created last before a place, or first behind it.
  private func study(near place: Int) -> Int {
    func study(_ entry: Entry) -> Int? {
      guard case .record(let record, _, _) = entry,
        case .createTrial(let study, _) = record.operation
      else { return nil }
      return study
    }
    return entries[..<place].reversed().lazy.compactMap(study).first
      ?? entries[place...].lazy.compactMap(study).first ?? 0
  }
}

extension ReplayOutcome.Refusal {
  /// Why the record does not count, in words.
  fileprivate var text: String {
    switch self {
    case .nameIsTaken: "there is a study of that name already"
    case .noSuchStudy: "there is no such study any more"
    case .noSuchTrial: "there is no such trial"
    case .trialIsFinished: "the trial was finished already"
    case .trialIsRunning: "the trial was running already"
    case .incompatibleDistribution: "the parameter was defined in another way before"
    }
  }
}
