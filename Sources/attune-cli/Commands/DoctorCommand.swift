import Attune
import AttuneRelational

/// Checks a journal or a database for corruption, and repairs a journal.
enum DoctorCommand: Command {
  private static let repair = Option.value(
    "repair", value: "PATH", "Write the readable records to a new journal, which must not exist.",
    isFile: true)

  static let description = CommandDescription(
    "doctor", .maintaining, "Check a storage for corruption, and repair a journal.",
    discussion: """
      A database is checked for the version of its tables, collations that ignore case, rows \
      without their owners, and the numbers of trials. The journal itself is not changed. The exit status is 1 if the journal is corrupt and \
      --repair is not given. Records that every reader ignores, an incomplete last line and an \
      abandoned lock are not corruption: programs handle them automatically.
      """,
    options: [StudySelection.storage, repair])

  /// The maximum number of findings listed for each kind.
  private static let listed = 20

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let storage = try arguments.existingStorage()
    let target = arguments.text(of: repair)
    if let database = storage as? RelationalStorage {
      guard target == nil else {
        throw UsageError("--repair writes a journal, and \(storage.phrase) is none")
      }
      return try check(database, console)
    }
    guard let journal = storage as? JournalStorage else {
      throw CommandError("\(storage.phrase) cannot be checked")
    }
    let diagnosis =
      if let target { try journal.repair(to: target) } else { try journal.diagnose() }
    var lines = try report(diagnosis, on: journal)
    if let target {
      lines.append("the readable records were written to \(target)")
    } else if !diagnosis.isSound {
      lines[lines.count - 1] += "; use --repair PATH to write the readable records to a new journal"
    }
    try console.write(lines.map { $0.printable + "\n" }.joined())
    return target != nil || diagnosis.isSound ? .success : .failure
  }

  private static func check(
    _ database: RelationalStorage, _ console: Console
  ) throws -> ExitCode {
    let diagnosis = try database.diagnose()
    var lines = ["\(database.displayName ?? ""): \(diagnosis.facts.joined(separator: ", "))"]
    let findings = diagnosis.findings
    lines += findings.prefix(listed)
    if findings.count > listed { lines.append("and \(findings.count - listed) more") }
    if findings.isEmpty {
      for study in diagnosis.studies { lines += try runningTrials(of: study, in: database) }
      lines.append("the database is intact")
    } else {
      lines.append("the database has \(count(findings.count, "fault"))")
    }
    try console.write(lines.map { $0.printable + "\n" }.joined())
    return findings.isEmpty ? .success : .failure
  }

  private static func report(
    _ diagnosis: JournalDiagnosis, on journal: JournalStorage
  ) throws -> [String] {
    let studies = diagnosis.studies
    let trialCount = studies.reduce(0) { $0 + $1.trials.count }
    var lines = [
      "\(diagnosis.path): "
        + [
          count(diagnosis.lineCount, "line"), count(diagnosis.recordCount, "record"),
          count(studies.count, "study", "studies"), count(trialCount, "trial"),
        ].joined(separator: ", ")
    ]
    lines += list(diagnosis.damage)
    if !diagnosis.refusals.isEmpty {
      lines.append(
        "\(count(diagnosis.refusals.count, "record")) that every reader ignores (not corruption)")
      lines += list(diagnosis.refusals).map { "  " + $0 }
    }
    if diagnosis.unfinishedByteCount > 0 {
      lines.append(
        "an incomplete last line of \(count(diagnosis.unfinishedByteCount, "byte")) (not "
          + "corruption; the next append removes it)")
    }
    if let lock = diagnosis.lock {
      lines.append(
        "a lock created \(Int(lock.age / .seconds(1))) seconds ago"
          + (lock.isAbandoned
            ? " (not corruption; its owner has exited, and the next append removes it)" : ""))
    }
    if diagnosis.isSound {
      for study in studies { lines += try runningTrials(of: study, in: journal) }
      lines.append("the journal is intact")
    } else {
      lines.append(
        "the journal is corrupt in \(count(diagnosis.damage.count, "line"))")
    }
    return lines
  }

  private static func runningTrials(
    of study: StudySnapshot, in storage: some Storage
  ) throws -> [String] {
    let running = study.trials.running
    guard !running.isEmpty else { return [] }
    let interrupted = Set(
      try Study(loading: study.name, storage: storage).interruptedTrials.map(\.number))
    return running.map { trial in
      let subject = "study \"\(study.name)\": trial \(trial.number) is running"
      return interrupted.contains(trial.number)
        ? "\(subject), but its worker is lost; the next run resumes it" : subject
    }
  }

  private static func list(_ findings: [JournalDiagnosis.Finding]) -> [String] {
    let rest = findings.count - listed
    return findings.prefix(listed).map { "line \($0.line): \($0.reason)" }
      + (rest > 0 ? ["and \(rest) more"] : [])
  }

  private static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(number) \(number == 1 ? one : many ?? one + "s")"
  }
}
