import Attune

/// Copies studies to another storage.
enum CopyCommand: Command {
  private static let addresses = Operand(
    "ADDRESS", "The storage to copy to; of two, the first is the one to copy from.", .atLeastOne,
    isFile: true)
  private static let studies = Option.value(
    "study", "study-name", letter: "s", value: "NAME", "Copy this study.", default: "all",
    isRepeatable: true)
  private static let name = Option.value(
    "rename", value: "NAME", "Rename the study in the copy; needs exactly one study.")

  static let description = CommandDescription(
    "copy", .maintaining, "Copy studies to another storage, or compact a journal.",
    discussion: """
      Each storage is a journal or a database. The copy contains the current state of the studies, \
      without deleted studies; a journal gets one record for each trial, and a new one appears only \
      when it is complete. Programs that use the old storage keep writing to it, so stop them \
      first. Files that trials have stored are not copied.

        attune copy study.journal sqlite:///study.db
      """,
    operands: [addresses], options: [StudySelection.storage, studies, name])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let addresses = arguments.texts(of: addresses)
    guard addresses.count <= 2, let last = addresses.last else {
      throw UsageError("copy needs one or two addresses, not \(addresses.count)")
    }
    guard addresses.count == 1 || !arguments.has(StudySelection.storage) else {
      throw UsageError("--storage and two addresses exclude each other")
    }
    let source =
      addresses.count == 2
      ? try StorageAddress(addresses[0]).open() : try arguments.storage()
    try source.checkExistence()
    let target = try StorageAddress(last).open()
    let names = try names(arguments, in: source)
    if let source = source as? JournalStorage, let target = target as? JournalStorage,
      (try? FileKind(of: target.path)) == nil
    {
      try copy(names, from: source, toNew: target.path)
    } else {
      try copy(try names ?? all(in: source), from: source, to: target)
    }
    return .success
  }

  /// The selected studies, each with its name in the copy; nil for all.
  private static func names(
    _ arguments: Arguments, in source: any Storage
  ) throws -> [(old: String, new: String)]? {
    guard arguments.has(studies) || arguments.has(name) else { return nil }
    let existing = try source.listStudies().map(\.name)
    var names: [String] = []
    for text in arguments.texts(of: studies) {
      let study = try Arguments.studyName(text, among: existing, in: source)
      if !names.contains(name: study) { names.append(study) }
    }
    if names.isEmpty { names = existing }
    guard let newName = arguments.text(of: name) else { return names.map { ($0, $0) } }
    guard names.count == 1 else {
      throw UsageError("--rename needs exactly one study; select it with --study")
    }
    return [(names[0], newName)]
  }

  private static func all(in source: any Storage) throws -> [(old: String, new: String)] {
    try source.listStudies().map { ($0.name, $0.name) }
  }

  /// Copies to a new journal, with the same ids if all studies are copied.
  private static func copy(
    _ names: [(old: String, new: String)]?, from source: JournalStorage, toNew path: String
  ) throws {
    guard let names else { return try source.compact(to: path) }
    try source.copyStudies(
      Dictionary(
        names.map { (Name($0.old), Name($0.new)) }, uniquingKeysWith: { first, _ in first }),
      to: path)
  }

  /// Copies one study after the other, after a check that all names are free.
  private static func copy(
    _ names: [(old: String, new: String)], from source: any Storage, to target: any Storage
  ) throws {
    let taken = try target.listStudies().map(\.name)
    if let name = names.first(where: { taken.contains(name: $0.new) })?.new {
      throw CommandError(
        "\(target.phrase) already contains a study \"\(name)\"; copy with another name (--rename) or to "
          + "another storage")
    }
    for name in names { try source.copyStudy(named: name.old, to: target, as: name.new) }
  }
}
