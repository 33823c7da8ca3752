import Attune

/// Looks a journal through for damage, and saves what can be saved.
enum DoctorCommand: Command {
  private static let repair = Option.value(
    "repair", value: "PATH", "Write what can be saved to a new journal, which must not exist.",
    isFile: true)

  static let description = CommandDescription(
    "doctor", .keeping, "Look a journal through for damage, and save what can be saved.",
    discussion: """
      The journal itself is not changed. The status is 1 when it is damaged and nothing was saved. \
      Records that readers refuse, an unfinished last line and a lock that its owner left behind are \
      no damage: programs deal with them by themselves.
      """,
    options: [StudySelection.journal, repair])

  /// How many findings of a kind are listed.
  private static let listed = 20

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let journal = try arguments.existingJournal()
    let target = arguments.text(of: repair)
    let examination =
      if let target { try journal.repair(to: target) } else { try journal.diagnose() }
    var lines = try report(examination, on: journal)
    if let target {
      lines.append("what can be saved was written to \(target)")
    } else if !examination.isSound {
      lines[lines.count - 1] += "; --repair PATH writes what can be saved to a new one"
    }
    try console.write(lines.map { $0.printable + "\n" }.joined())
    return target != nil || examination.isSound ? .success : .failure
  }

  private static func report(
    _ examination: JournalDiagnosis, on journal: JournalStorage
  ) throws -> [String] {
    let studies = examination.studies
    let trialCount = studies.reduce(0) { $0 + $1.trials.count }
    var lines = [
      "\(examination.path): "
        + [
          count(examination.lineCount, "line"), count(examination.recordCount, "record"),
          count(studies.count, "study", "studies"), count(trialCount, "trial"),
        ].joined(separator: ", ")
    ]
    lines += list(examination.damage)
    if !examination.refusals.isEmpty {
      lines.append(
        "\(count(examination.refusals.count, "record")) that every reader passes over (no damage)")
      lines += list(examination.refusals).map { "  " + $0 }
    }
    if examination.unfinishedByteCount > 0 {
      lines.append(
        "an unfinished last line of \(count(examination.unfinishedByteCount, "byte")) (no damage; "
          + "the next append removes it)")
    }
    if let lock = examination.lock {
      lines.append(
        "a lock that was made \(Int(lock.age / .seconds(1))) seconds ago stands beside it"
          + (lock.isAbandoned ? " (no damage; its owner is gone, the next append removes it)" : ""))
    }
    if examination.isSound {
      for study in studies { lines += try runningTrials(of: study, in: journal) }
      lines.append("the journal is sound")
    } else {
      lines.append(
        "the journal is damaged in \(count(examination.damage.count, "line"))")
    }
    return lines
  }

  private static func runningTrials(
    of study: StudySnapshot, in journal: JournalStorage
  ) throws -> [String] {
    let running = study.trials.running
    guard !running.isEmpty else { return [] }
    let interrupted = Set(
      try Study(loading: study.name, storage: journal).interruptedTrials.map(\.number))
    return running.map { trial in
      let subject = "study \"\(study.name)\": trial \(trial.number) is running"
      return interrupted.contains(trial.number)
        ? "\(subject), but its worker is gone; the next run enters it again" : subject
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
