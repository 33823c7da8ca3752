import Attune

/// Notes something about a study or a trial.
enum SetUserAttributeCommand: Command {
  private static let assignments = Operand(
    "NAME=VALUE", "What to note; JSON where it can be, and text otherwise.", .any)
  private static let key = Option.value("key", letter: "k", value: "NAME", "What to note.")
  private static let value = Option.value("value", value: "VALUE", "What to note under the key.")
  private static let trial = Option.value(
    "trial", "trial-number", value: "NUMBER", "The unfinished trial to note it of.",
    standard: "the study")

  static let description = CommandDescription(
    "set-user-attr", .steering, "Note something about a study or an unfinished trial.",
    discussion: "An earlier note of that name is replaced.",
    operands: [assignments],
    options: [StudySelection.journal, StudySelection.study, trial, key, value])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    var notes: [(name: String, value: JSONValue)] = []
    for text in arguments.texts(of: assignments) {
      notes.append(try CommandLineValue.assignment(text, of: "set-user-attr"))
    }
    guard arguments.has(key) == arguments.has(value) else {
      throw UsageError("--key and --value go together")
    }
    if let key = arguments.text(of: key), let value = arguments.text(of: value) {
      notes.append((key, CommandLineValue(value).json))
    }
    guard !notes.isEmpty else { throw UsageError("there is nothing to note; give NAME=VALUE") }
    let number = try arguments.int(of: trial, in: 0...Int.max)
    let study = try arguments.openStudy()
    for (name, value) in notes {
      if let number {
        try study.setUserAttribute(name, to: value, ofTrial: number)
      } else {
        try study.setUserAttribute(name, to: value)
      }
    }
    return .success
  }
}
