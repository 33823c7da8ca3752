import Attune
import Dispatch

/// Shows the progress of a study that other processes optimize.
enum WatchCommand: Command {
  private static let trials = Option.value(
    "trials", letter: "n", value: "NUMBER",
    "Exit when the study has this number of finished trials.")
  private static let idle = Option.value(
    "idle", value: "TIME", "Exit after this time without changes, such as 90s or 10m.")
  private static let interval = Option.value(
    "interval", value: "TIME", "Read the storage at this interval.", default: "500ms")

  static let description = CommandDescription(
    "watch", .inspecting, "Show the progress of a study in other processes.",
    discussion: """
      Any program may run the study, with Attune or Python Optuna. A terminal shows one line that \
      is updated; other outputs get a line for each trial that ends. Nothing is recorded. Exits on \
      Ctrl-C, or when an option says so.
      """,
    options: [StudySelection.storage, StudySelection.study, trials, idle, interval])

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let expected = try arguments.int(of: trials, in: 1...Int.max)
    let idle = try TimeSpan.of(idle, in: arguments)
    let interval = try TimeSpan.of(interval, in: arguments) ?? .milliseconds(500)
    let storage = try arguments.existingStorage()
    let observer = try StudyObserver(arguments.studyName(in: storage), in: storage)
    let reporter = ProgressReporter(.automatic, expectedCount: expected, on: .standardOutput)
    let interruption = DispatchSemaphore(value: 0)
    let token = InterruptMonitor.shared.add {
      interruption.signal()
      return nil
    }
    defer { InterruptMonitor.shared.remove(token) }
    reporter.show(observer.snapshot.trials)
    defer { reporter.end() }
    // A closed pipe, such as one to `head`, ends the command like Ctrl-C.
    func isOutputClosed() throws(CommandError) -> Bool {
      guard let error = reporter.writeError else { return false }
      guard error.isClosedPipe else { throw Console.outputError(error) }
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
      // Ctrl-C is the usual way to end the command, and not a failure.
      let pause = max(interval, .milliseconds(1)) / .seconds(1)
      if interruption.wait(timeout: .now() + pause) == .success { return .success }
    }
  }
}
