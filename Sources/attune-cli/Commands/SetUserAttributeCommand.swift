import Attune

/// Sets user attributes of a study or a trial.
enum SetUserAttributeCommand: Command {
  private static let assignments = Operand(
    "NAME=VALUE", "An attribute and its value, parsed as JSON if possible and text otherwise.", .any
  )
  private static let key = Option.value("key", letter: "k", value: "NAME", "Set this attribute.")
  private static let value = Option.value(
    "value", value: "VALUE", "Set the attribute of --key to this value.")
  private static let trial = Option.value(
    "trial", "trial-number", value: "NUMBER", "Set attributes of this unfinished trial.",
    default: "the study")

  static let description = CommandDescription(
    "set-user-attr", .managing, "Set attributes of a study or an unfinished trial.",
    discussion: "An existing attribute with the same name is replaced.",
    operands: [assignments],
    options: [StudySelection.storage, StudySelection.study, trial, key, value])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    var attributes: [(name: String, value: JSONValue)] = []
    for text in arguments.texts(of: assignments) {
      attributes.append(try CommandLineValue.assignment(text, of: "set-user-attr"))
    }
    guard arguments.has(key) == arguments.has(value) else {
      throw UsageError("--key and --value need each other")
    }
    if let key = arguments.text(of: key), let value = arguments.text(of: value) {
      attributes.append((key, CommandLineValue(value).json))
    }
    guard !attributes.isEmpty else { throw UsageError("no attribute is given; give NAME=VALUE") }
    let number = try arguments.int(of: trial, in: 0...Int.max)
    let study = try arguments.openStudy()
    for (name, value) in attributes {
      if let number {
        try study.setUserAttribute(name, to: value, ofTrial: number)
      } else {
        try study.setUserAttribute(name, to: value)
      }
    }
    return .success
  }
}
