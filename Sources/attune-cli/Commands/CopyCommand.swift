import Attune

/// Copies studies to a new journal.
enum CopyCommand: Command {
  private static let target = Operand(
    "TARGET", "The new journal, which must not exist.", isFile: true)
  private static let studies = Option.value(
    "study", "study-name", letter: "s", value: "NAME", "A study to copy.", standard: "all",
    isRepeatable: true)
  private static let name = Option.value(
    "rename", value: "NAME", "What the one study that is copied is called in the new journal.")

  static let description = CommandDescription(
    "copy", .keeping, "Copy studies to a new journal, in as few records as can be.",
    discussion: """
      The copy holds the studies as they stand, one record for each trial, without what was deleted. \
      Programs that are at work on the old journal go on with that one, so stop them before. Files \
      that trials have kept beside the journal are not copied.
      """,
    operands: [target], options: [StudySelection.journal, studies, name])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let journal = try arguments.existingJournal()
    guard let target = arguments.text(of: target) else { throw UsageError("TARGET is missing") }
    var names: [Name] = []
    if arguments.has(studies) || arguments.has(name) {
      let all = try journal.studies()
      names = try arguments.texts(of: studies).map { name throws(CommandError) in
        Name(try Arguments.study(named: name, among: all, in: journal).name)
      }
      if names.isEmpty { names = all.map { Name($0.name) } }
    }
    if let newName = arguments.text(of: name) {
      guard names.count == 1 else {
        throw UsageError("--rename goes with one study; name it by --study")
      }
      try journal.copyStudies([names[0]: Name(newName)], to: target)
    } else if names.isEmpty {
      try journal.compact(to: target)
    } else {
      try journal.copyStudies(
        Dictionary(names.map { ($0, $0) }, uniquingKeysWith: { first, _ in first }), to: target)
    }
    return .success
  }
}
