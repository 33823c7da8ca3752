import Attune

/// The options that select a journal and a study.
enum StudySelection {
  static let journal = Option.value(
    "journal", "storage", letter: "j", value: "PATH", "Use this journal.",
    default: "the variable ATTUNE_JOURNAL", isFile: true)

  static let study = Option.value(
    "study", "study-name", letter: "s", value: "NAME", "Use this study.",
    default: "the only one in the journal")
}

extension Arguments {
  /// The selected journal, which need not exist.
  func journal() throws -> JournalStorage {
    guard
      let path = text(of: StudySelection.journal) ?? Terminal.environmentVariable("ATTUNE_JOURNAL")
    else {
      throw UsageError("no journal is given; give --journal PATH or set ATTUNE_JOURNAL")
    }
    // A device or a pipe stores no records.
    if let kind = try? FileKind(of: path), kind != .regular {
      throw CommandError("\(path) is \(kind), not a journal; give a regular file with --journal")
    }
    return JournalStorage(path: path)
  }

  /// The selected journal, which must exist.
  func existingJournal() throws -> JournalStorage {
    let journal = try journal()
    do throws(SystemError) {
      _ = try FileKind(of: journal.path)
    } catch {
      throw CommandError("there is no journal \(journal.path) (\(error))")
    }
    return journal
  }

  /// The selected study, opened for reading and for single records.
  func openStudy() throws -> Study {
    let journal = try existingJournal()
    return try Study(loading: study(in: journal).name, storage: journal)
  }

  /// The selected study, or the only one in the journal.
  func study(in journal: JournalStorage) throws -> StudySnapshot {
    let studies = try journal.studies()
    guard let name = text(of: StudySelection.study) else {
      guard let only = studies.first else {
        throw CommandError("the journal \(journal.path) contains no study")
      }
      guard studies.count == 1 else {
        let names = studies.prefix(5).map { "\"\($0.name)\"" }.joined(separator: ", ")
        throw UsageError(
          "the journal \(journal.path) contains \(studies.count) studies; select one with --study: "
            + names + (studies.count > 5 ? ", …" : ""))
      }
      return only
    }
    return try Self.study(named: name, among: studies, in: journal)
  }

  /// Returns the study with a name, or the only one whose name is printed like it: an unpaired
  /// surrogate, which cannot be typed, is printed as `\ud800`, and a line feed as `\n`.
  static func study(
    named name: String, among studies: [StudySnapshot], in journal: JournalStorage
  ) throws(CommandError) -> StudySnapshot {
    if let study = studies.first(where: { $0.name.isIdentical(to: name) }) { return study }
    let shown = studies.filter { $0.name.printable.isIdentical(to: name) }
    guard let study = shown.first else {
      throw CommandError(
        "the journal \(journal.path) contains no study \"\(name)\""
          + EditDistance.hint(for: name, among: studies.map(\.name)))
    }
    guard shown.count == 1 else {
      throw CommandError(
        "the journal \(journal.path) contains \(shown.count) studies that are printed as \"\(name)\"; "
          + "access them from a program, by their exact names")
    }
    return study
  }
}
