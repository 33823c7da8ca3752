import Attune

/// Copies studies to a new journal.
enum CopyCommand: Command {
  private static let target = Operand(
    "TARGET", "The path of the new journal, which must not exist.", isFile: true)
  private static let studies = Option.value(
    "study", "study-name", letter: "s", value: "NAME", "Copy this study.", default: "all",
    isRepeatable: true)
  private static let name = Option.value(
    "rename", value: "NAME", "Rename the study in the new journal; needs exactly one study.")

  static let description = CommandDescription(
    "copy", .maintaining, "Copy studies to a new, compact journal.",
    discussion: """
      The copy contains the current state of the studies, with one record for each trial and \
      without deleted studies. Programs that use the old journal keep writing to it, so stop them \
      first. Files that trials have stored next to the journal are not copied.
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
        throw UsageError("--rename needs exactly one study; select it with --study")
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
