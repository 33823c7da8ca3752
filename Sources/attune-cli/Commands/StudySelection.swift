import Attune

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Android)
  import Android
#endif

/// The options by which commands are told which journal and which study they are about.
enum StudySelection {
  static let journal = Option.value(
    "journal", "storage", letter: "j", value: "PATH", "The journal.",
    standard: "the variable ATTUNE_JOURNAL", isFile: true)

  static let study = Option.value(
    "study", "study-name", letter: "s", value: "NAME", "The study.",
    standard: "the only one in the journal")
}

extension Arguments {
  /// The journal that is named, which need not exist.
  func journal() throws -> JournalStorage {
    guard
      let path = text(of: StudySelection.journal) ?? Console.environment("ATTUNE_JOURNAL")
    else {
      throw UsageError("no journal is named; give --journal PATH or set ATTUNE_JOURNAL")
    }
    try checkKind(of: path)
    return JournalStorage(path: path)
  }

  /// Makes sure that a path names a file or nothing yet: a device or a pipe keeps no records.
  private func checkKind(of path: String) throws(CommandError) {
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    let kind: String
    switch status.st_mode & S_IFMT {
    case S_IFREG: return
    case S_IFDIR: kind = "a folder"
    case S_IFIFO: kind = "a pipe"
    case S_IFSOCK: kind = "a socket"
    default: kind = "a device"
    }
    throw CommandError("\(path) is \(kind), and a journal is a file; name a file by --journal")
  }

  /// The journal that is named, which has to exist.
  func existingJournal() throws -> JournalStorage {
    let journal = try journal()
    guard access(journal.path, F_OK) == 0 else {
      throw CommandError(
        "there is no journal \(journal.path) (\(String(cString: strerror(errno))))")
    }
    return journal
  }

  /// The study that is named, opened for looking and for single records.
  func openStudy() throws -> Study {
    let journal = try existingJournal()
    return try Study(loading: study(in: journal).name, storage: journal)
  }

  /// The study that is named, or the only one that the journal holds.
  func study(in journal: JournalStorage) throws -> StudySnapshot {
    let studies = try journal.studies()
    guard let name = text(of: StudySelection.study) else {
      guard let only = studies.first else {
        throw CommandError("the journal \(journal.path) holds no study")
      }
      guard studies.count == 1 else {
        let names = studies.prefix(5).map { "\"\($0.name)\"" }.joined(separator: ", ")
        throw UsageError(
          "the journal \(journal.path) holds \(studies.count) studies; name one by --study: "
            + names + (studies.count > 5 ? ", …" : ""))
      }
      return only
    }
    return try Self.study(named: name, among: studies, in: journal)
  }

  /// The study of a name, or the only one whose name is shown like it: half a character, which cannot be
  /// typed, is shown as `\ud800`, and a line feed as `\n`.
  static func study(
    named name: String, among studies: [StudySnapshot], in journal: JournalStorage
  ) throws(CommandError) -> StudySnapshot {
    if let study = studies.first(where: { $0.name.isIdentical(to: name) }) { return study }
    let shown = studies.filter { $0.name.printable.isIdentical(to: name) }
    guard let study = shown.first else {
      throw CommandError(
        "the journal \(journal.path) holds no study \"\(name)\""
          + EditDistance.hint(for: name, among: studies.map(\.name)))
    }
    guard shown.count == 1 else {
      throw CommandError(
        "the journal \(journal.path) holds \(shown.count) studies that are shown as \"\(name)\"; copy "
          + "or export them by a program")
    }
    return study
  }
}
