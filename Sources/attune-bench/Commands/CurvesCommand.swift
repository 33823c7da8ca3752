import Attune
import Foundation

/// `attune-bench curves`: measures what samplers, pruners and budgets reach by the epochs they spend.
struct CurvesCommand {
  static let help = """
    usage: attune-bench curves [option]...

    Replay recorded learning curves of real trainings under samplers with pruners or budgets, and
    print the regret of the best complete training by the epochs spent. Regret 0 is the best
    training of a table, 1 the median of random search after 20 complete trainings.

      --tables A,B       tables by name (all)
      --strategies A,B   a sampler, a plus sign, and a pruner, such as tpe:startup=5+median, or
                         budgets, tpe+promotion-halving:factor=4 and dehb+promotion-hyperband (all)
      --seeds 0-19       a range or a list
      --trainings N      complete trainings whose epochs each run spends (40)
      --parallel K       number of concurrent runs (2)
      --json             print the figures as lines of JSON
      --output FILE      write every run as a line of JSON
      --list             print the tables instead
    """

  private let tables: [CurveTable]
  private let strategies: [CurveStrategy]
  private let seeds: [UInt64]
  private let trainings: Int
  private let parallelism: Int
  private let isJSON: Bool
  private let isList: Bool
  private let output: String?

  /// Parses the arguments after the command's name.
  init(_ arguments: Arguments) throws {
    var arguments = arguments
    isList = arguments.flag("--list")
    tables = try (try arguments.list("--tables") ?? CurveTable.names).map(CurveTable.named)
    let names = try arguments.value("--strategies")
    strategies = try names.map(CurveStrategy.list) ?? CurveStrategy.standard.map(CurveStrategy.init)
    seeds = try SeedRange(try arguments.value("--seeds") ?? "0-19").seeds
    trainings = try arguments.count("--trainings", default: 40)
    parallelism = try arguments.count("--parallel", default: 2)
    isJSON = arguments.flag("--json")
    output = try arguments.value("--output")
    try arguments.finish()
  }

  /// Runs the strategies and prints the results.
  func run() async throws {
    guard !isList else { return print(list) }
    let (trainings, tables) = (trainings, tables)
    let jobs = strategies.flatMap { strategy in
      tables.flatMap { table in seeds.map { (strategy, table, $0) } }
    }
    let runs = try await jobs.concurrentMap(width: parallelism) { strategy, table, seed in
      try strategy.run(table, seed: seed, trainings: trainings)
    }
    if let output {
      let lines = runs.map { $0.json.description + "\n" }.joined()
      try Data(lines.utf8).write(to: URL(fileURLWithPath: output))
    }
    let report = CurveReport(runs, on: tables, trainingCount: trainings)
    guard isJSON else { return print(report.text) }
    for line in report.jsonLines { print(JSONValue.object(line).description) }
  }

  private var list: String {
    var table = TextTable([
      "table", "configurations", "parameters", "epochs", "best loss", "loss of regret 1",
    ])
    for own in tables { table.add(own.summary) }
    return table.lines.joined(separator: "\n")
  }
}
