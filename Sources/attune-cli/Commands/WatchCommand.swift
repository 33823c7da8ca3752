import Attune

/// Follows a study that other processes work on.
enum WatchCommand: Command {
  private static let trials = Option.value(
    "trials", letter: "n", value: "NUMBER",
    "How many finished trials there are going to be; the command ends with them.")
  private static let idle = Option.value(
    "idle", value: "TIME", "After what time without anything new to end, as 90s or 10m.")
  private static let interval = Option.value(
    "interval", value: "TIME", "How often to look.", standard: "500ms")

  static let description = CommandDescription(
    "watch", .looking, "Follow a study that other processes work on.",
    discussion: """
      It does not matter which program runs the study, of this library or of Python Optuna, nor \
      whether any does. On a terminal a line is kept up to date; elsewhere a line tells of each \
      trial that ends. Nothing is recorded. It ends with Ctrl-C, or as the options say.
      """,
    options: [StudySelection.journal, StudySelection.study, trials, idle, interval])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let expected = try arguments.int(of: trials, in: 1...Int.max)
    let idle = try TimeSpan.of(idle, in: arguments)
    let interval = try TimeSpan.of(interval, in: arguments) ?? .milliseconds(500)
    let journal = try arguments.existingJournal()
    let observer = try StudyObserver(try arguments.study(in: journal).name, in: journal)
    let reporter = ProgressReporter(.automatic, expectedCount: expected, on: .standardOutput)
    let interruption = try Interruption()
    reporter.show(observer.snapshot.trials)
    defer { reporter.end() }
    // A pipe that is closed, as by `head`, is an end like Ctrl-C.
    func isOutputClosed() throws(CommandError) -> Bool {
      guard let error = reporter.writeError else { return false }
      guard Console.isClosedPipe(error) else { throw Console.outputError(error) }
      return true
    }
    if try isOutputClosed() { return .success }
    var lastNews = ContinuousClock.now
    while true {
      let events = try observer.update()
      let history = observer.snapshot.trials
      for event in events { reporter.show(event, in: history) }
      if try isOutputClosed() { return .success }
      if let expected, history.finishedCount >= expected { return .success }
      let now = ContinuousClock.now
      if !events.isEmpty { lastNews = now }
      if let idle, now - lastNews >= idle { return .success }
      // Ctrl-C is the usual end of it, and no failure.
      if interruption.comes(within: interval) { return .success }
    }
  }
}
