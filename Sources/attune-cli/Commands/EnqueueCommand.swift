import Attune

/// Puts a trial with given values into the queue of a study.
enum EnqueueCommand: Command {
  private static let values = Operand(
    "NAME=VALUE", "A parameter and the value that the trial is to take.", .atLeastOne)
  private static let skip = Option.flag(
    "skip-if-exists", "Do nothing when there is a trial with just these values.")

  static let description = CommandDescription(
    "enqueue", .steering, "Put a trial with given values into the queue of a study.",
    discussion: """
      Whoever starts a trial next takes it. Parameters that are left out are sampled. Values are \
      JSON where they can be, and text otherwise: 0.1, true, relu, and "true" for text that looks \
      like something else. The number of the trial is written to the output.

      A value that the objective never asks for has no effect: a name that no trial has had so far is \
      pointed out, and the finished trial's attribute attune:unusedParameters lists such names.

        attune enqueue rate=0.1 activation=relu
      """,
    operands: [values], options: [StudySelection.journal, StudySelection.study, skip])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    var texts: [(name: String, text: String)] = []
    for text in arguments.texts(of: values) {
      let (name, value) = try CommandLineValue.assignedText(text, of: "enqueue")
      guard !texts.contains(where: { $0.name.isIdentical(to: name) }) else {
        throw UsageError("\"\(name)\" is given twice")
      }
      texts.append((name, value))
    }
    let study = try arguments.openStudy()
    let trials = study.trials
    var parameters = JSONObject()
    for (name, text) in texts {
      // A choice that is recorded as it was written, as 1.10, is meant by that text.
      let choice = trials.recordedDistribution(of: name)?.distribution.choice(spelled: text)
      parameters[name] = choice ?? CommandLineValue(text).json
    }
    let number = try study.enqueue(parameters, skipIfExists: arguments.has(skip))
    if let number {
      try console.writeLine(String(number))
      warn(of: parameters.keys.sorted(), in: study, console)
    } else {
      console.note("There is a trial with these values already.")
    }
    return .success
  }

  /// Points out the names that none of the trials so far has had; nothing before the first one.
  private static func warn(of names: [String], in study: Study, _ console: Console) {
    let known = study.trials.parameterNames
    guard !known.isEmpty else { return }
    for name in names where !known.contains(name) {
      console.note(
        "No trial of the study \"\(study.name)\" has had a parameter \"\(name)\" so far"
          + "\(EditDistance.hint(for: name, among: known)); unless one asks for it, the value has no effect."
      )
    }
  }
}
