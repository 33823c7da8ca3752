import Attune

/// Finds good parameters for any program.
enum TuneCommand: Command {
  private static let study = Option.value(
    "study", "study-name", letter: "s", value: "NAME", "The study, created or continued.",
    standard: "tune")
  private static let minimize = Option.value(
    "minimize", value: "PATTERN", "What finds the value to make small in a line of the output.",
    isRepeatable: true)
  private static let maximize = Option.value(
    "maximize", value: "PATTERN", "What finds the value to make large.", isRepeatable: true)
  private static let report = Option.value(
    "report", value: "PATTERN", "What finds values on the way, by which trials are given up.")
  private static let trials = Option.value(
    "trials", letter: "n", value: "NUMBER",
    "How many finished trials the study is to hold, earlier runs included.",
    standard: "until Ctrl-C")
  private static let parallel = Option.value(
    "parallel", value: "NUMBER", "How many programs run at a time.", standard: "1")
  private static let batch = Option.value(
    "batch", value: "NUMBER",
    "How many trials know of the same earlier ones, so that the trials do not depend on timing.")
  private static let timeLimit = Option.value(
    "time-limit", value: "TIME", "After what time to stop, as 90s, 10m or 1h30m.")
  private static let trialTimeLimit = Option.value(
    "trial-time-limit", value: "TIME", "How long a trial may take before it fails.")
  private static let failureLimit = Option.value(
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
          --minimize 'loss: ([0-9.e+-]+)' --trials 50 -- ./train --lr {lr} --opt {opt}

      \(ParameterSpecification.discussion)

      Patterns are regular expressions for a line of the output, errors included, with the value in \
      parentheses. The last match counts. Several --minimize and --maximize make a study with \
      several directions, first those to be minimized. The pattern of --report has one group, the \
      value, or two, the step and the value: 'epoch (\\d+) .*val=([0-9.]+)'.

      A trial fails when the program ends with an exit code other than 0 or by a signal, or when a \
      pattern has no match; the reason and the last lines are recorded. All output is kept in a \
      folder beside the journal; the trial's attribute "output" says where.

      The same command again goes on with the study. Ctrl-C stops the programs and puts their trials \
      back into the queue. A program is stopped by SIGTERM to it and all that it has started, and by \
      SIGKILL 5 seconds later. It is stopped as well when attune itself is killed. What a program \
      leaves running is killed when it ends.
      """,
    operands: [program],
    options: [
      StudySelection.journal, study, ParameterSpecification.option, minimize, maximize, report,
      trials, parallel, batch, timeLimit, trialTimeLimit, failureLimit, SamplerChoice.option,
      PrunerSpecification.option,
      seed, enqueue, variable, byEnvironment, quiet,
    ])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let objective = try objective(arguments)
    let queue = try enqueued(arguments, objective.parameters)
    let directions =
      arguments.texts(of: minimize).map { _ in Direction.minimize }
      + arguments.texts(of: maximize).map { _ in Direction.maximize }
    let settings = try Settings(arguments)
    let journal = try arguments.journal()
    let sampler: SamplerChoice = arguments.choice(of: SamplerChoice.option) ?? .tpe
    let study = try open(
      arguments.text(of: study) ?? "tune", directions, journal, sampler.sampler,
      try arguments.pruner(), settings.seed)
    for parameter in objective.parameters { try check(parameter, against: study) }
    try study.prepareArtifacts(for: ProgramObjective.outputName)
    for parameters in queue { try study.enqueue(parameters, skipIfExists: true) }
    let reason = try optimize(study, objective, settings, isQuiet: arguments.has(quiet))
    let best = study.bestTrials
    for trial in best { try console.writeLine("\(trial)".printable) }
    if reason == .interrupted { return .interrupted }
    guard !best.isEmpty else {
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
        trials: settings.trials, timeLimit: settings.timeLimit, parallelism: settings.parallelism,
        batchSize: settings.batchSize, trialTimeLimit: settings.trialTimeLimit,
        failureLimit: settings.failureLimit, progress: isQuiet ? .none : .automatic
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

  /// Makes sure that trials of the study have no parameter of that name and another kind.
  private static func check(
    _ parameter: ParameterSpecification, against study: Study
  ) throws(CommandError) {
    let last = study.trials.lazy.reversed()
      .compactMap { $0.parameters.parameter(named: parameter.name) }.first
    guard let known = last?.distribution else { return }
    switch (known, parameter.distribution) {
    case (.float, .float), (.int, .int), (.categorical, .categorical): return
    default:
      throw CommandError(
        "the parameter \"\(parameter.name)\" of the study \"\(study.name)\" is \(known) and cannot "
          + "become \(parameter.distribution); give it another name, or name another study by --study"
      )
    }
  }

  /// The options that are numbers and times.
  private struct Settings {
    let trials: Int?
    let parallelism: Int
    let batchSize: Int?
    let timeLimit: Duration?
    let trialTimeLimit: Duration?
    let failureLimit: Int
    let seed: UInt64?

    init(_ arguments: Arguments) throws {
      trials = try arguments.int(of: TuneCommand.trials, in: 1...Int.max)
      parallelism = try arguments.int(of: parallel, in: 1...1024) ?? 1
      try SupervisedProgram.check(parallelism: parallelism)
      batchSize = try arguments.int(of: batch, in: 1...Int.max)
      timeLimit = try TimeSpan.of(TuneCommand.timeLimit, in: arguments)
      trialTimeLimit = try TimeSpan.of(TuneCommand.trialTimeLimit, in: arguments)
      failureLimit = try arguments.int(of: TuneCommand.failureLimit, in: 1...Int.max) ?? 3
      seed = try arguments.seed(of: TuneCommand.seed)
    }
  }

  // MARK: What is to be run

  private static func objective(_ arguments: Arguments) throws -> ProgramObjective {
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
    let report = try arguments.text(of: report).map { text throws(UsageError) in
      try OutputPattern(text, of: Self.report, groups: 1...2)
    }
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
    guard !names.contains("trial") else {
      throw UsageError("no parameter can be called \"trial\", since {trial} is its number")
    }
    let used = templates.flatMap(\.placeholders)
    if let unknown = used.first(where: { $0 != "trial" && !names.contains($0) }) {
      let hint = Likeness.hint(for: unknown, among: names)
      throw UsageError("{\(unknown)} is no parameter\(hint); write {{ for a brace")
    }
    if !byEnvironment, let unused = names.first(where: { !used.contains($0) }) {
      throw UsageError(
        "the parameter \"\(unused)\" is used nowhere; write {\(unused)} in the program's arguments "
          + "or in --env, or give --by-environment")
    }
  }

  private static func enqueued(
    _ arguments: Arguments, _ parameters: [ParameterSpecification]
  ) throws(UsageError) -> [[String: JSONValue]] {
    var queue: [[String: JSONValue]] = []
    for text in arguments.texts(of: enqueue) {
      var values: [String: JSONValue] = [:]
      for part in text.split(separator: ",", omittingEmptySubsequences: false) {
        let (name, value) = try CommandLineValue.assignment(String(part), of: enqueue.spelling)
        guard let parameter = parameters.first(where: { $0.name == name }) else {
          let hint = Likeness.hint(for: name, among: parameters.map(\.name))
          throw UsageError("\(enqueue.spelling): \"\(name)\" is no parameter\(hint)")
        }
        guard parameter.allows(value) else {
          throw UsageError(
            "\(enqueue.spelling): \(value) is not a value of \"\(name)\", \(parameter.distribution)"
          )
        }
        values[name] = value
      }
      queue.append(values)
    }
    return queue
  }
}
