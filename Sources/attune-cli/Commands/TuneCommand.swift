import Attune

/// Finds good parameters for any program.
enum TuneCommand: Command {
  /// How many trials there are when nothing says so.
  private static let defaultTrials = 100
  /// How many trials of a Pareto front are written at the end.
  private static let listLimit = 20

  private static let study = Option.value(
    "study", "study-name", letter: "s", value: "NAME", "The study, created or continued.",
    standard: "tune")
  private static let minimize = Option.value(
    "minimize", value: "NAME", "The value of the output to minimize, by its name or a pattern.",
    isRepeatable: true)
  private static let maximize = Option.value(
    "maximize", value: "NAME", "The value to maximize.", isRepeatable: true)
  private static let report = Option.value(
    "report", value: "NAME", "The intermediate value by which trials are pruned.")
  private static let step = Option.value(
    "step", value: "NAME", "The step of a report, as epoch.", standard: "reports are counted from 0"
  )
  private static let trials = Option.value(
    "trials", letter: "n", value: "NUMBER",
    "How many finished trials the study is to hold, earlier runs included.",
    standard: "\(defaultTrials), or no limit with --time-limit")
  private static let endless = Option.flag(
    "endless", "Go on without a limit, until Ctrl-C.")
  private static let parallel = Option.value(
    "parallel", value: "NUMBER", "How many programs run at a time.", standard: "1")
  private static let batch = Option.value(
    "batch", value: "NUMBER",
    "How many trials know of the same earlier ones, so that the trials do not depend on timing.")
  private static let timeLimit = Option.value(
    "time-limit", value: "TIME", "After what time to stop, as 90s, 10m or 1h30m.")
  private static let trialTimeLimit = Option.value(
    "trial-time-limit", value: "TIME", "How long a trial may take before it fails.")
  private static let maxConsecutiveFailures = Option.value(
    "failure-limit", value: "NUMBER", "After how many failures in a row to stop.", standard: "3")
  private static let seed = Option.value(
    "seed", value: "NUMBER", "What all random numbers derive from.", standard: "drawn")
  private static let enqueue = Option.value(
    "enqueue", value: "NAME=VALUE,...", "Values that a trial is to take first.",
    isRepeatable: true)
  static let variable = Option.value(
    "env", value: "NAME=TEXT", "A variable for the program's environment.", isRepeatable: true)
  private static let byEnvironment = Option.flag(
    "by-environment", "Parameters need no placeholder; the program reads ATTUNE_PARAM_NAME.")
  private static let quiet = Option.flag("quiet", letter: "q", "Show no progress.")
  private static let program = Operand(
    "PROGRAM", "Behind --, the program and its arguments, with {NAME} for parameters.",
    .atLeastOne)

  static let description = CommandDescription(
    "tune", .running, "Find good parameters for any program.",
    discussion: """
      The program is run once for each trial, without a shell, with the values of the parameters in \
      place of {NAME} in its arguments and in --env; {trial} is the number of the trial, {{ and }} \
      are braces. Its environment has ATTUNE_TRIAL, ATTUNE_ATTEMPT, ATTUNE_STUDY, ATTUNE_PARAM_NAME \
      for each parameter, and ATTUNE_FOLDER, a folder for files of the trial, which an attempt after \
      an interruption finds again.

        attune tune -j s.journal --param lr=log:1e-5..1e-1 --param opt=adam,sgd \\
          --minimize loss --trials 50 -- ./train --lr {lr} --opt {opt}

      \(ParameterSpecification.discussion)

      Values are found in the lines of the output, errors included, by their names: loss is 0.5 in \
      loss=0.5, loss: 0.5, loss 0.5 and {"loss": 0.5}; val_loss is another name. The last one counts. \
      Several --minimize and --maximize make a study with several directions, first those to be \
      minimized. --report val_loss --step epoch reports a value for pruning each time it is printed, \
      with the epoch of the same line or one before.

      What a name does not find, a regular expression does, with the value in parentheses: \
      'loss after \\d+ steps: (\\S+)'. That of --report may have two groups, the step and the value: \
      'epoch (\\d+) .*val=(\\S+)'. Matching takes linear time; there are no back-references and no \
      look-around. Of a line of more than 64 KB the start is read.

      A value has to be a number as a whole: 1,234.5, 0x10, 0.5.3 and high are none. The trial fails \
      then, and a report is passed over with a warning. A sign of percent behind a number is ignored.

      A trial fails when the program ends with an exit code other than 0 or by a signal, or when a \
      value is not found; the reason and the last lines are recorded. All output is kept in a \
      folder beside the journal; the trial's attribute "output" says where.

      The same command again goes on with the study. Ctrl-C stops the programs and puts their trials \
      back into the queue. A program is stopped by SIGTERM to it and all that it has started, and by \
      SIGKILL 5 seconds later. It is stopped as well when attune itself is killed. What a program \
      leaves running is killed when it ends.
      """,
    operands: [program],
    options: [
      StudySelection.journal, study, ParameterSpecification.option, minimize, maximize, report,
      step, trials, endless, parallel, batch, timeLimit, trialTimeLimit, maxConsecutiveFailures,
      SamplerChoice.option, PrunerSpecification.option, seed, enqueue, variable, byEnvironment,
      quiet,
    ])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    var objective = try objective(arguments, console)
    // What makes no sense is refused before there is a study.
    _ = try enqueued(arguments, objective.parameters)
    let directions =
      arguments.texts(of: minimize).map { _ in Direction.minimize }
      + arguments.texts(of: maximize).map { _ in Direction.maximize }
    let settings = try Settings(arguments)
    let journal = try arguments.journal()
    let sampler: SamplerChoice = arguments.choice(of: SamplerChoice.option) ?? .tpe
    let study = try open(
      arguments.text(of: study) ?? "tune", directions, journal, sampler.sampler,
      try arguments.pruner(), settings.seed)
    objective.parameters = try study.resuming(objective.parameters)
    try study.prepareArtifacts(for: ProgramObjective.outputName)
    for parameters in try enqueued(arguments, objective.parameters) {
      try study.enqueue(parameters, skipIfExists: true)
    }
    let reason = try optimize(study, objective, settings, isQuiet: arguments.has(quiet))
    let hasBest = try writeBest(of: study.trials, console)
    if reason == .interrupted { return .interrupted }
    guard hasBest else {
      throw CommandError(
        "no trial of the study \"\(study.name)\" is complete and keeps its constraints; "
          + "`attune report` lists what failed and why")
    }
    return .success
  }

  private static func optimize(
    _ study: Study, _ objective: ProgramObjective, _ settings: Settings, isQuiet: Bool
  ) throws -> StopReason {
    let outcome = Result {
      try study.optimize(
        trials: settings.trials, timeLimit: settings.timeLimit,
        parallelism: .workers(settings.parallelism),
        batchSize: settings.batchSize, trialTimeLimit: settings.trialTimeLimit,
        maxConsecutiveFailures: settings.maxConsecutiveFailures,
        progress: isQuiet ? .none : .automatic
      ) { trial in try objective.values(of: trial, in: study.name) }
    }
    if let error = objective.failure.error { throw error }
    return try outcome.get()
  }

  private static func open(
    _ name: String, _ directions: [Direction], _ journal: JournalStorage,
    _ sampler: some Sampler, _ pruner: some Pruner, _ seed: UInt64?
  ) throws -> Study {
    try Study(
      name, directions: directions, storage: journal, sampler: sampler, pruner: pruner, seed: seed)
  }

  /// Writes the best trial, or the Pareto front; returns whether there is one.
  private static func writeBest(
    of trials: TrialHistory, _ console: Console
  ) throws(CommandError) -> Bool {
    guard trials.directions.count == 1 else {
      let front = trials.bestTrials
      for trial in front.prefix(listLimit) { try console.writeLine("\(trial)".printable) }
      if front.count > listLimit {
        try console.writeLine(
          "and \(front.count - listLimit) more trials; `attune best-trials` lists them")
      }
      return !front.isEmpty
    }
    guard let best = trials.bestTrial else { return false }
    try console.writeLine("\(best)".printable)
    let others = trials.bestTieCount - 1
    if others > 0 {
      try console.writeLine(
        "\(others) more \(others == 1 ? "trial has" : "trials have") the same value")
    }
    return true
  }

  /// The options that are numbers and times.
  private struct Settings {
    let trials: Int?
    let parallelism: Int
    let batchSize: Int?
    let timeLimit: Duration?
    let trialTimeLimit: Duration?
    let maxConsecutiveFailures: Int
    let seed: UInt64?

    init(_ arguments: Arguments) throws {
      let trials = try arguments.int(of: TuneCommand.trials, in: 1...Int.max)
      let isEndless = arguments.has(endless)
      guard trials == nil || !isEndless else {
        throw UsageError("--trials and --endless exclude each other")
      }
      parallelism = try arguments.int(of: parallel, in: 1...1024) ?? 1
      try SupervisedProgram.check(parallelism: parallelism)
      batchSize = try arguments.int(of: batch, in: 1...Int.max)
      timeLimit = try TimeSpan.of(TuneCommand.timeLimit, in: arguments)
      self.trials = trials ?? (isEndless || timeLimit != nil ? nil : defaultTrials)
      trialTimeLimit = try TimeSpan.of(TuneCommand.trialTimeLimit, in: arguments)
      maxConsecutiveFailures =
        try arguments.int(of: TuneCommand.maxConsecutiveFailures, in: 1...Int.max) ?? 3
      seed = try arguments.seed(of: TuneCommand.seed)
    }
  }

  // MARK: What is to be run

  private static func objective(
    _ arguments: Arguments, _ console: Console
  ) throws -> ProgramObjective {
    let parameters = try ParameterSpecification.all(
      arguments.texts(of: ParameterSpecification.option))
    guard !parameters.isEmpty else { throw UsageError("no parameter is given; use --param") }
    let words = try arguments.texts(of: program).map { text throws(UsageError) in
      try TextTemplate(text)
    }
    let variables = try arguments.texts(of: variable).map(assignment)
    try check(words + variables.map(\.value), parameters, arguments.has(byEnvironment))
    var objectives: [OutputPattern] = []
    for option in [minimize, maximize] {
      for text in arguments.texts(of: option) {
        objectives.append(try OutputPattern(text, of: option, groups: 1...1))
      }
    }
    guard !objectives.isEmpty else {
      throw UsageError("nothing says what is wanted; give --minimize or --maximize")
    }
    let report = try report(arguments, console)
    guard report == nil || objectives.count == 1 else {
      throw UsageError("--report goes with one direction, and there are \(objectives.count)")
    }
    for parameter in parameters { try checkForNUL(parameter) }
    if let program = words.first, program.placeholders.isEmpty {
      try Spawning.find(program.filled([:]))
    }
    return ProgramObjective(
      parameters: parameters, words: words, variables: variables, objectives: objectives,
      report: report)
  }

  private static func report(
    _ arguments: Arguments, _ console: Console
  ) throws(UsageError) -> ReportPattern? {
    let step = try arguments.text(of: step).map { text throws(UsageError) in
      try OutputPattern(text, of: Self.step, groups: 1...1)
    }
    guard let text = arguments.text(of: report) else {
      guard step == nil else { throw UsageError("--step goes with --report") }
      return nil
    }
    let value = try OutputPattern(text, of: report, groups: 1...2)
    guard step == nil || value.groupCount == 1 else {
      throw UsageError("--step goes with one group in --report, which has the step in its first")
    }
    return ReportPattern(
      value: value, step: step,
      warning: OneTimeWarning { console.note("attune tune: \($0)".printable) })
  }

  /// Makes sure that every choice can be an argument.
  private static func checkForNUL(_ parameter: ParameterSpecification) throws(UsageError) {
    guard case .categorical(let distribution) = parameter.distribution else { return }
    for choice in distribution.choices where choice.stringValue?.utf8.contains(0) == true {
      throw UsageError(
        "--param \"\(parameter.name)\": the choice \(choice) holds NUL, and no argument of a program "
          + "can; give another text for it")
    }
  }

  private static func assignment(
    _ text: String
  ) throws(UsageError) -> (name: String, value: TextTemplate) {
    guard let sign = text.firstIndex(of: "="), sign > text.startIndex else {
      throw UsageError("\(variable.spelling) needs NAME=TEXT, not \"\(text)\"")
    }
    return (String(text[..<sign]), try TextTemplate(String(text[text.index(after: sign)...])))
  }

  /// Makes sure that placeholders and parameters are the same.
  private static func check(
    _ templates: [TextTemplate], _ parameters: [ParameterSpecification], _ byEnvironment: Bool
  ) throws(UsageError) {
    let names = parameters.map(\.name)
    guard !names.contains(name: "trial") else {
      throw UsageError("no parameter can be called \"trial\", since {trial} is its number")
    }
    let used = templates.flatMap(\.placeholders)
    if let unknown = used.first(where: { $0 != "trial" && !names.contains(name: $0) }) {
      let hint = EditDistance.hint(for: unknown, among: names)
      throw UsageError("{\(unknown)} is no parameter\(hint); write {{ for a brace")
    }
    if !byEnvironment, let unused = names.first(where: { !used.contains(name: $0) }) {
      throw UsageError(
        "the parameter \"\(unused)\" is used nowhere; write {\(unused)} in the program's arguments "
          + "or in --env, or give --by-environment")
    }
  }

  private static func enqueued(
    _ arguments: Arguments, _ parameters: [ParameterSpecification]
  ) throws(UsageError) -> [JSONObject] {
    var queue: [JSONObject] = []
    for text in arguments.texts(of: enqueue) {
      var values = JSONObject()
      for part in try CommandLineValue.parts(text) {
        let (name, text) = try CommandLineValue.assignedText(part, of: enqueue.spelling)
        guard let parameter = parameters.first(where: { $0.name.isIdentical(to: name) }) else {
          let hint = EditDistance.hint(for: name, among: parameters.map(\.name))
          throw UsageError("\(enqueue.spelling): \"\(name)\" is no parameter\(hint)")
        }
        guard let value = parameter.value(text) else {
          throw UsageError(
            "\(enqueue.spelling): \(text) is not a value of \"\(name)\", \(parameter.distribution)"
          )
        }
        guard values[name] == nil else {
          throw UsageError("\(enqueue.spelling): \"\(name)\" is given twice")
        }
        values[name] = value
      }
      queue.append(values)
    }
    return queue
  }
}
