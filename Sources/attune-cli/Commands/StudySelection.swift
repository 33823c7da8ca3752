import Attune

/// The options that select a storage and a study.
enum StudySelection {
  static let storage = Option.value(
    "storage", "journal", letter: "j", value: "ADDRESS",
    "Use this storage: the path of a journal, or the URL of a database.",
    default: "the variable ATTUNE_STORAGE", isFile: true)

  static let study = Option.value(
    "study", "study-name", letter: "s", value: "NAME", "Use this study.",
    default: "the only one in the storage")
}

extension Arguments {
  /// The selected storage, which need not exist.
  func storage() throws -> any Storage {
    guard
      let address = text(of: StudySelection.storage)
        ?? Terminal.environmentVariable("ATTUNE_STORAGE")
    else {
      throw UsageError("no storage is given; give --storage ADDRESS or set ATTUNE_STORAGE")
    }
    return try StorageAddress(address).open()
  }

  /// The selected storage, whose file must exist.
  func existingStorage() throws -> any Storage {
    let storage = try storage()
    try storage.checkExistence()
    return storage
  }

  /// The selected study, opened for reading and for single records.
  func openStudy() throws -> Study {
    let storage = try existingStorage()
    return try Study(loading: studyName(in: storage), storage: storage)
  }

  /// The selected study, or the only one in the storage, as it is now.
  func study(in storage: any Storage) throws -> StudySnapshot {
    let name = try studyName(in: storage)
    guard let study = try storage.study(named: name) else {
      throw CommandError("\(storage.phrase) contains no study \"\(name)\"")
    }
    return study
  }

  /// The name of the selected study, or of the only one in the storage.
  func studyName(in storage: any Storage) throws -> String {
    let names = try storage.listStudies().map(\.name)
    guard let name = text(of: StudySelection.study) else {
      guard let only = names.first else {
        throw CommandError("\(storage.phrase) contains no study")
      }
      guard names.count == 1 else {
        let some = names.prefix(5).map { "\"\($0)\"" }.joined(separator: ", ")
        throw UsageError(
          "\(storage.phrase) contains \(names.count) studies; select one with --study: "
            + some + (names.count > 5 ? ", …" : ""))
      }
      return only
    }
    return try Self.studyName(name, among: names, in: storage)
  }

  /// Returns the name of a study, or the only one that is printed like it: an unpaired surrogate, which
  /// cannot be typed, is printed as `\ud800`, and a line feed as `\n`.
  static func studyName(
    _ name: String, among names: [String], in storage: any Storage
  ) throws(CommandError) -> String {
    if let name = names.first(where: { $0.isIdentical(to: name) }) { return name }
    let shown = names.filter { $0.printable.isIdentical(to: name) }
    guard let name = shown.first else {
      throw CommandError(
        "\(storage.phrase) contains no study \"\(name)\""
          + EditDistance.hint(for: name, among: names))
    }
    guard shown.count == 1 else {
      throw CommandError(
        "\(storage.phrase) contains \(shown.count) studies that are printed as \"\(name)\"; "
          + "access them from a program, by their exact names")
    }
    return name
  }
}

extension Storage {
  /// Checks that the file of the storage exists, if it has one: only some verbs create it.
  func checkExistence() throws(CommandError) {
    guard let path = filePath else { return }
    do throws(SystemError) {
      _ = try FileKind(of: path)
    } catch {
      throw CommandError("there is no \(noun) \(path) (\(error))")
    }
  }

  /// The kind of the storage, for messages.
  var noun: String { self is JournalStorage ? "journal" : "database" }

  /// The storage at the start of a message, such as `the journal study.journal`.
  var phrase: String { "the \(noun) \(displayName ?? "")" }
}
