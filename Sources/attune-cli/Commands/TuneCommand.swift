import Attune

/// Tunes the parameters of any program.
enum TuneCommand: Command {
  /// The default number of trials.
  private static let defaultTrials = 100
  /// The maximum number of Pareto-optimal trials printed at the end.
  private static let listLimit = 20

  private static let study = Option.value(
    "study", "study-name", letter: "s", value: "NAME", "Create or resume this study.",
    default: "tune")
  private static let minimize = Option.value(
    "minimize", value: "NAME", "Minimize the value with this name or pattern in the output.",
    isRepeatable: true)
  private static let maximize = Option.value(
    "maximize", value: "NAME", "Maximize the value with this name or pattern in the output.",
    isRepeatable: true)
  private static let report = Option.value(
    "report", value: "NAME", "Prune by the intermediate value with this name or pattern.")
  private static let step = Option.value(
    "step", value: "NAME", "Read the step of a report from this value, such as epoch.",
    default: "count reports from 0")
  private static let trials = Option.value(
    "trials", letter: "n", value: "NUMBER",
    "Stop when the study has this number of finished trials, including earlier runs.",
    default: "\(defaultTrials), or no limit with --time-limit")
  private static let budget = Option.value(
    "budget", value: "LOW..HIGH",
    "Run each configuration with the budget LOW, and the best ones again with more, up to HIGH.")
  private static let budgetFactor = Option.value(
    "budget-factor", value: "NUMBER",
    "Promote one of this number of configurations, to this many times the budget.", default: "3")
  private static let budgetBrackets = Option.flag(
    "budget-brackets", "Start some configurations with more than the smallest budget (Hyperband).")
  private static let endless = Option.flag(
    "endless", "Run without a limit, until Ctrl-C.")
  private static let parallel = Option.value(
    "parallel", value: "NUMBER", "Run this number of programs at a time.", default: "1")
  private static let batch = Option.value(
    "batch", value: "NUMBER",
    "Sample this number of trials from the same history, so that results do not depend on timing.")
  private static let timeLimit = Option.value(
    "time-limit", value: "TIME", "Stop after this time, such as 90s, 10m or 1h30m.")
  private static let trialTimeLimit = Option.value(
    "trial-time-limit", value: "TIME", "Fail a trial that takes longer than this time.")
  private static let maxConsecutiveFailures = Option.value(
    "failure-limit", value: "NUMBER", "Stop after this number of consecutive failures.",
    default: "3")
  private static let repeats = Option.value(
    "repeats", value: "NUMBER",
    "Run the program this number of times for each trial; the value is the mean.", default: "1")
  private static let retry = Option.value(
    "retry", value: "NUMBER", "Run a trial that fails again, up to this number of times.",
    default: "0")
  private static let seed = Option.value(
    "seed", value: "NUMBER", "Derive all random numbers from this seed.", default: "random")
  private static let enqueue = Option.value(
    "enqueue", value: "NAME=VALUE,...", "Run a trial with these values first.",
    isRepeatable: true)
  static let variable = Option.value(
    "env", value: "NAME=TEXT", "Set a variable in the program's environment.", isRepeatable: true)
  private static let byEnvironment = Option.flag(
    "by-environment", "Pass parameters only as ATTUNE_PARAM_NAME; placeholders are not required.")
  private static let artifacts = Option.value(
    "artifacts", value: "FOLDER", "Store the output and the files of trials in this folder.",
    default: "beside the file of the storage", isFile: true)
  private static let lease = Option.value(
    "lease", value: "TIME",
    "Other machines resume the trials of this one when it has given no heartbeat for this time.",
    default: "10m")
  private static let quiet = Option.flag("quiet", letter: "q", "Show no progress.")
  private static let program = Operand(
    "PROGRAM", "After --, the program and its arguments, with {NAME} for parameters.",
    .atLeastOne)

  static let description = CommandDescription(
    "tune", .running, "Tune the parameters of any program.",
    discussion: """
      The program runs once for each trial, without a shell. In its arguments and in --env, {NAME} \
      is replaced with the value of the parameter and {trial} with the trial number; {{ and }} are \
      braces. Its environment has ATTUNE_TRIAL, ATTUNE_ATTEMPT, ATTUNE_STUDY, ATTUNE_PARAM_NAME \
      for each parameter, and ATTUNE_FOLDER, a folder for files of the trial that persists when an \
      interrupted trial is resumed.

      With --budget 1..81, the program runs with {budget} or ATTUNE_BUDGET, such as a number of \
      epochs: first with 1, and the best third of the configurations again with 3, 9, 27 and 81. \
      ATTUNE_LOWER_FOLDER is then the folder of the same configuration's run with the next smaller \
      budget, from whose files the program may continue. --trials counts configurations; the best \
      trial is one with the largest budget.

        attune tune -j s.journal --param lr=log:1e-5..1e-1 --param opt=adam,sgd \\
          --minimize loss --trials 50 -- ./train --lr {lr} --opt {opt}

      \(ParameterSpecification.discussion)

      {seed} is a number for the random numbers of the program, with --repeats also in ATTUNE_SEED; \
      ATTUNE_REPEAT is then the index of the repeat, from 0 on. All trials have the same seeds. At the end \
      the trial with the best value is printed and, where it differs, the one with the best estimate.

      Values are found by name in the lines of standard output and standard error: loss is 0.5 in \
      loss=0.5, loss: 0.5, loss 0.5 and {"loss": 0.5}; val_loss is another name. The last value \
      counts. Repeating --minimize and --maximize makes the study multi-objective; the objectives \
      to minimize come first. --report val_loss --step epoch reports a value for pruning each time \
      it is printed, with the epoch of the same or an earlier line.

      A regular expression finds other formats; put the value in parentheses: 'loss after \\d+ \
      steps: (\\S+)'. The expression of --report may have two groups, the step and the value: \
      'epoch (\\d+) .*val=(\\S+)'. Matching takes linear time; back-references and look-around are \
      not supported. Only the first 64 KB of a line are read.

      A value must be a complete number: 1,234.5, 0x10, 0.5.3 and high are not. Otherwise the \
      trial fails; a report is skipped with a warning. A percent sign after a number is ignored.

      A trial fails if the program ends by a signal or with an exit code other than 0, or if a \
      value is not found; the reason and the last lines are recorded. All output is stored in a \
      folder next to the journal or in that of --artifacts; the trial's attribute "output" has the path.

      Run the same command again to resume the study. Ctrl-C stops the programs and returns their \
      trials to the queue. A program and its child processes are stopped with SIGTERM, and with \
      SIGKILL 5 seconds later, also if attune itself is killed. Processes that a program leaves \
      behind are killed when it ends.
      """,
    operands: [program],
    options: [
      StudySelection.storage, study, ParameterSpecification.option, minimize, maximize, report,
      step, trials, budget, budgetFactor, budgetBrackets, endless, parallel, batch, timeLimit,
      trialTimeLimit, maxConsecutiveFailures, repeats, retry,
      SamplerSpecification.option, PrunerSpecification.option, seed, enqueue, variable,
      byEnvironment, artifacts, lease, quiet,
    ])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let directions =
      arguments.texts(of: minimize).map { _ in Direction.minimize }
      + arguments.texts(of: maximize).map { _ in Direction.maximize }
    let settings = try Settings(arguments)
    guard settings.budget == nil || directions.count == 1 else {
      throw UsageError("--budget needs a single objective; \(directions.count) are given")
    }
    var objective = try objective(arguments, console)
    // Validates --enqueue before the study is created.
    _ = try enqueued(arguments, objective.parameters)
    let storage = try arguments.storage()
    let sampler = try arguments.sampler()
    let pruner = try arguments.pruner()
    guard pruner.requiresSingleObjective else {
      throw UsageError(
        "\(PrunerSpecification.option.spelling) cannot be a pruner of named metrics, since --report "
          + "reads unnamed values; choose another one")
    }
    let study = try Study(
      arguments.text(of: study) ?? "tune", directions: directions, storage: storage,
      sampler: sampler, pruner: pruner, seed: settings.seed,
      artifacts: arguments.text(of: artifacts).map { ArtifactFolder(path: $0) },
      lease: settings.lease)
    objective.parameters = try study.resuming(objective.parameters)
    do {
      try study.prepareArtifacts(for: ProgramObjective.outputName)
    } catch let error as TrialError where error.code == .noArtifacts {
      throw UsageError(
        "\(storage.phrase) has no place for the output of trials; give --artifacts FOLDER")
    }
    for parameters in try enqueued(arguments, objective.parameters) {
      try study.enqueue(parameters, skipIfExists: true)
    }
    let reason = try optimize(study, objective, settings, isQuiet: arguments.has(quiet))
    let hasBest = try writeBest(of: study.trials, console)
    if reason == .interrupted { return .interrupted }
    guard hasBest else {
      throw CommandError(
        "no trial of the study \"\(study.name)\" is complete and feasible; "
          + "`attune report` lists the failures and their reasons")
    }
    return .success
  }

  private static func optimize(
    _ study: Study, _ objective: ProgramObjective, _ settings: Settings, isQuiet: Bool
  ) throws -> StopReason {
    let outcome = Result {
      try study.optimize(
        trials: settings.trials, budget: settings.budget, timeLimit: settings.timeLimit,
        parallelism: .workers(settings.parallelism),
        batchSize: settings.batchSize, trialTimeLimit: settings.trialTimeLimit,
        maxConsecutiveFailures: settings.maxConsecutiveFailures,
        repeats: settings.repeats, retry: .failed(times: settings.retries),
        progress: isQuiet ? .none : .automatic
      ) { trial in try objective.values(of: trial, in: study.name) }
    }
    if let error = objective.failure.error { throw error }
    return try outcome.get()
  }

  /// Prints the best trial, or the Pareto-optimal trials.
  ///
  /// - Returns: Whether there is one.
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
    if let recommended = trials.recommendedInsteadOfBest {
      try console.writeLine(
        "recommended: \(recommended), \(recommended.trial.parameters)".printable)
    }
    return true
  }

  /// The values of the numeric and time options.
  private struct Settings {
    let trials: Int?
    let budget: BudgetSchedule?
    let parallelism: Int
    let batchSize: Int?
    let timeLimit: Duration?
    let trialTimeLimit: Duration?
    let maxConsecutiveFailures: Int
    let repeats: Int
    let retries: Int
    let seed: UInt64?
    let lease: Duration

    init(_ arguments: Arguments) throws {
      let trials = try arguments.int(of: TuneCommand.trials, in: 1...Int.max)
      let isEndless = arguments.has(endless)
      guard trials == nil || !isEndless else {
        throw UsageError("--trials and --endless exclude each other")
      }
      parallelism = try arguments.int(of: parallel, in: 1...1024) ?? 1
      try SupervisedProgram.check(parallelism: parallelism)
      batchSize = try arguments.int(of: batch, in: 1...Int.max)
      budget = try TuneCommand.schedule(arguments)
      timeLimit = try TimeSpan.of(TuneCommand.timeLimit, in: arguments)
      self.trials = trials ?? (isEndless || timeLimit != nil ? nil : defaultTrials)
      trialTimeLimit = try TimeSpan.of(TuneCommand.trialTimeLimit, in: arguments)
      maxConsecutiveFailures =
        try arguments.int(of: TuneCommand.maxConsecutiveFailures, in: 1...Int.max) ?? 3
      repeats = try arguments.int(of: TuneCommand.repeats, in: 1...Int.max) ?? 1
      retries = try arguments.int(of: TuneCommand.retry, in: 0...Int.max) ?? 0
      seed = try arguments.seed(of: TuneCommand.seed)
      lease = try TimeSpan.of(TuneCommand.lease, in: arguments) ?? .seconds(600)
    }
  }

  /// The budgets of trials; nil if they have none.
  private static func schedule(_ arguments: Arguments) throws(UsageError) -> BudgetSchedule? {
    let factor = try arguments.int(of: budgetFactor, in: 2...Int.max)
    let hasBrackets = arguments.has(budgetBrackets)
    guard let text = arguments.text(of: budget) else {
      guard factor == nil, !hasBrackets else {
        throw UsageError(
          "\((factor == nil ? budgetBrackets : budgetFactor).spelling) needs --budget")
      }
      return nil
    }
    guard let range = ParameterRange(text[...]), range.step == nil, !range.isHalfOpen,
      let low = Int(range.low), let high = Int(range.high), 1 <= low, low <= high
    else {
      throw UsageError(
        "--budget needs two ascending integers of at least 1, such as 1..81, not \"\(text)\"")
    }
    return hasBrackets
      ? .hyperband(from: low, to: high, factor: factor ?? 3)
      : .halving(from: low, to: high, factor: factor ?? 3)
  }

  // MARK: Objective

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
    let hasBudget = arguments.text(of: budget) != nil
    try check(
      words + variables.map(\.value), parameters, arguments.has(byEnvironment),
      hasBudget: hasBudget)
    var objectives: [OutputPattern] = []
    for option in [minimize, maximize] {
      for text in arguments.texts(of: option) {
        objectives.append(try OutputPattern(text, of: option, groups: 1...1))
      }
    }
    guard !objectives.isEmpty else {
      throw UsageError("no objective is given; give --minimize or --maximize")
    }
    let report = try report(arguments, console)
    guard report == nil || objectives.count == 1 else {
      throw UsageError("--report needs a single objective; \(objectives.count) are given")
    }
    for parameter in parameters { try checkForNUL(parameter) }
    if let program = words.first, program.placeholders.isEmpty {
      try Spawning.find(program.filled([:]))
    }
    let repeats = try arguments.int(of: repeats, in: 1...Int.max) ?? 1
    return ProgramObjective(
      parameters: parameters, words: words, variables: variables, objectives: objectives,
      report: report, hasBudget: hasBudget, hasRepeats: repeats > 1)
  }

  private static func report(
    _ arguments: Arguments, _ console: Console
  ) throws(UsageError) -> ReportPattern? {
    let step = try arguments.text(of: step).map { text throws(UsageError) in
      try OutputPattern(text, of: Self.step, groups: 1...1)
    }
    guard let text = arguments.text(of: report) else {
      guard step == nil else { throw UsageError("--step needs --report") }
      return nil
    }
    let value = try OutputPattern(text, of: report, groups: 1...2)
    guard step == nil || value.groupCount == 1 else {
      throw UsageError(
        "--step and a --report with two groups exclude each other: its first group is the step")
    }
    return ReportPattern(
      value: value, step: step,
      warning: OneTimeWarning { console.printNotice("attune tune: \($0)".printable) })
  }

  /// Checks that every choice can be passed as an argument.
  private static func checkForNUL(_ parameter: ParameterSpecification) throws(UsageError) {
    guard case .categorical(let distribution) = parameter.distribution else { return }
    for choice in distribution.choices where choice.stringValue?.utf8.contains(0) == true {
      throw UsageError(
        "--param \"\(parameter.name)\": the choice \(choice) contains NUL, which arguments cannot "
          + "contain; give another text")
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

  /// Checks that every placeholder names a parameter and every parameter is used.
  private static func check(
    _ templates: [TextTemplate], _ parameters: [ParameterSpecification], _ byEnvironment: Bool,
    hasBudget: Bool
  ) throws(UsageError) {
    let names = parameters.map(\.name)
    guard !names.contains(name: "trial") else {
      throw UsageError(
        "a parameter cannot be named \"trial\", since {trial} is the trial number; rename it")
    }
    guard !hasBudget || !names.contains(name: "budget") else {
      throw UsageError(
        "a parameter cannot be named \"budget\" with --budget, since {budget} is the budget; rename it"
      )
    }
    let used = templates.flatMap(\.placeholders)
    let own = hasBudget ? ["trial", "seed", "budget"] : ["trial", "seed"]
    if let unknown = used.first(where: { !own.contains($0) && !names.contains(name: $0) }) {
      if unknown == "budget" { throw UsageError("{budget} needs --budget") }
      let hint = EditDistance.hint(for: unknown, among: names)
      throw UsageError("{\(unknown)} is not a parameter\(hint); write {{ for a brace")
    }
    if !byEnvironment, let unused = names.first(where: { !used.contains(name: $0) }) {
      throw UsageError(
        "the parameter \"\(unused)\" is not used; write {\(unused)} in the program's arguments "
          + "or in --env, or give --by-environment")
    }
    if hasBudget, !byEnvironment, !used.contains("budget") {
      throw UsageError(
        "the budget is not used; write {budget} in the program's arguments or in --env, or give "
          + "--by-environment")
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
          throw UsageError("\(enqueue.spelling): \"\(name)\" is not a parameter\(hint)")
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
