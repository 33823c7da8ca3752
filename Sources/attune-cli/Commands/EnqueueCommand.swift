import Attune

/// Enqueues a trial with given parameter values.
enum EnqueueCommand: Command {
  private static let values = Operand(
    "NAME=VALUE", "A parameter and its value.", .atLeastOne)
  private static let skip = Option.flag(
    "skip-if-exists", "Do nothing if a trial with exactly these values exists.")

  static let description = CommandDescription(
    "enqueue", .managing, "Enqueue a trial with given parameter values.",
    discussion: """
      The next worker that starts a trial takes it. Parameters without a value are sampled. Values \
      are parsed as JSON if possible and are text otherwise: 0.1, true, relu, and "true" for text \
      that looks like JSON. Prints the number of the trial.

      A value that the objective never asks for has no effect. A warning is printed for a name \
      that no earlier trial has, and the attribute attune:unusedParameters of the finished trial \
      lists such names.

        attune enqueue rate=0.1 activation=relu
      """,
    operands: [values], options: [StudySelection.storage, StudySelection.study, skip])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    var texts: [(name: String, text: String)] = []
    for text in arguments.texts(of: values) {
      let (name, value) = try CommandLineValue.assignedText(text, of: "enqueue")
      guard !texts.contains(where: { $0.name.isIdentical(to: name) }) else {
        throw UsageError("the parameter \"\(name)\" is given twice")
      }
      texts.append((name, value))
    }
    let study = try arguments.openStudy()
    let trials = study.trials
    var parameters = JSONObject()
    for (name, text) in texts {
      // A choice recorded as text, such as "1.10", is selected by that text.
      let choice = trials.recordedDistribution(of: name)?.distribution.choice(spelled: text)
      parameters[name] = choice ?? CommandLineValue(text).json
    }
    let number = try study.enqueue(parameters, skipIfExists: arguments.has(skip))
    if let number {
      try console.writeLine(String(number))
      warn(of: parameters.keys.sorted(), in: study, console)
    } else {
      console.printNotice("A trial with these values already exists.")
    }
    return .success
  }

  /// Warns of names that no trial has.
  ///
  /// Before the first trial no name is known.
  private static func warn(of names: [String], in study: Study, _ console: Console) {
    let known = study.trials.parameterNames
    guard !known.isEmpty else { return }
    for name in names where !known.contains(name) {
      console.printNotice(
        "No trial of the study \"\(study.name)\" has a parameter \"\(name)\""
          + "\(EditDistance.hint(for: name, among: known)); "
          + "the value has no effect unless the objective asks for it."
      )
    }
  }
}
