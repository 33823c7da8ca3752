import Foundation

/// `attune-bench speed`: what a trial costs when the objective is free.
struct SpeedCommand {
  static let help = """
    usage: attune-bench speed [--quick] [--json]
           attune-bench speed --case NAME [option]...

    Measures the optimizer's own time and memory: a table of many cases, each in a process of its
    own, or a single case.

      --case NAME        a sampler as tpe, tpe-univariate or random: the mean over the first trials;
                         a sampler as in tpe-at-1000: one trial behind so many, split up, the
                         median of 20;
                         journal-random: the first trials in a journal file; the end of each is
                         synced, with journal-random-strict every record, with -relaxed nothing;
                         journal-load: reading a journal
      --trials N         trials to run, or in the journal (1000)
      --parameters N     parameters of a trial (10)
      --space NAME       float, mixed or conditional (float)
      --journal FILE     for journal-load, a journal with a study named "study"; one is made when
                         left out
      --quick            of the table, the cases up to 1000 trials and 10 parameters
      --json             a line of JSON for each case in place of the table

    Journals are made in the folder for temporary files, which TMPDIR sets.
    """

  private let speedCase: SpeedCase?
  private let journal: String?
  private let isQuick: Bool
  private let isJSON: Bool

  /// Reads the arguments behind the command's name.
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
      throw CommandError("there is no space \"\(name)\"; there are \(names)")
    }
    return space
  }

  /// Measures and prints.
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
