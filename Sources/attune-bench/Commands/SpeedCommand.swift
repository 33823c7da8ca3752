import Foundation

/// `attune-bench speed`: measures the overhead of a trial with a trivial objective.
struct SpeedCommand {
  static let help = """
    usage: attune-bench speed [--quick] [--json]
           attune-bench speed --case NAME [option]...

    Measure the time and memory of the optimizer: a table of many cases, each in a separate process,
    or a single case.

      --case NAME        one case only:
                         tpe, tpe-univariate, random: the mean over the first trials;
                         tpe-at-1000 and the like: a trial after 1000 others, by operation, the
                         median of 20;
                         journal-random: the first trials in a journal file, synced at the end of
                         each trial; journal-random-strict: synced after every record;
                         journal-random-relaxed: not synced;
                         journal-load: reading a journal
      --trials N         number of trials to run, or in the journal (1000)
      --parameters N     number of parameters (10)
      --space NAME       float, mixed or conditional (float)
      --journal FILE     for journal-load, a journal with a study named "study" (default: a new
                         journal)
      --quick            only the cases with up to 1000 trials and 10 parameters
      --json             print a line of JSON for each case instead of the table

    Journals are created in the folder for temporary files, which TMPDIR sets.
    """

  private let speedCase: SpeedCase?
  private let journal: String?
  private let isQuick: Bool
  private let isJSON: Bool

  /// Parses the arguments after the command's name.
  init(_ arguments: Arguments) throws {
    var arguments = arguments
    isQuick = arguments.flag("--quick")
    isJSON = arguments.flag("--json")
    if let name = try arguments.value("--case") {
      journal = try arguments.value("--journal")
      speedCase = try SpeedCase(
        name, trials: try arguments.count("--trials", default: 1000),
        parameters: try arguments.count("--parameters", default: 10),
        space: try Self.space(try arguments.value("--space")))
    } else {
      journal = nil
      speedCase = nil
    }
    try arguments.finish()
  }

  private static func space(_ name: String?) throws -> SpeedSpace {
    guard let name else { return .float }
    guard let space = SpeedSpace(rawValue: name) else {
      let names = SpeedSpace.allCases.map(\.rawValue).joined(separator: ", ")
      throw CommandError("unknown space \"\(name)\"; choose from \(names)")
    }
    return space
  }

  /// Runs the measurements and prints the results.
  func run() throws {
    var results: [SpeedResult] = []
    for measurement in try speedCase.map({ [$0] }) ?? SpeedCase.suite(isQuick: isQuick) {
      let result =
        try speedCase == nil
        ? SpeedProcess.measure(measurement) : measurement.measure(journal: journal)
      if isJSON { print(result.line) } else { results.append(result) }
    }
    if !isJSON { print(SpeedResult.table(results).lines.joined(separator: "\n")) }
  }
}
