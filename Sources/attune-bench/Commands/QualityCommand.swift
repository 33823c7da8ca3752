import Attune
import Foundation

/// `attune-bench quality`: measures the regret of samplers on problems with known optima.
struct QualityCommand {
  static let help = """
    usage: attune-bench quality [option]...

    Run samplers on problems with known optima and print their regret, next to recorded results of
    Optuna and hyperopt. Seeds run in parallel; the results do not depend on that. The first sampler
    is compared with each other one seed by seed.

      --problems A,B     problems by name, or groups of them: public, control, choosing and final
                         (public)
      --samplers A,B     samplers by name, with settings such as tpe:candidates=48,startup=5
                         (tpe,random)
      --seeds 0-19       a range or a list
      --evaluations N    trials of each run (100)
      --shift            move the box of each problem, differently for each seed, so that the optimum
                         is anywhere in it; without recorded results, since their boxes differ
      --parallel K       number of concurrent runs (2)
      --json             print the figures as lines of JSON
      --output FILE      write every run as a line of JSON
      --list             print the problems instead
    """

  private let problems: [Problem]
  private let samplers: [SamplerSpecification]
  private let seeds: [UInt64]
  private let evaluations: Int
  private let parallelism: Int
  private let isShifted: Bool
  private let isJSON: Bool
  private let isList: Bool
  private let output: String?

  /// Parses the arguments after the command's name.
  init(_ arguments: Arguments) throws {
    var arguments = arguments
    isList = arguments.flag("--list")
    let names = try arguments.list("--problems")
    problems =
      try names.map(ProblemGroup.problems)
      ?? (isList ? Problem.all : ProblemGroup.public.problems)
    samplers = try SamplerSpecification.list(try arguments.value("--samplers") ?? "tpe,random")
    seeds = try SeedRange(try arguments.value("--seeds") ?? "0-19").seeds
    evaluations = try arguments.count("--evaluations", default: 100)
    parallelism = try arguments.count("--parallel", default: 2)
    isShifted = arguments.flag("--shift")
    isJSON = arguments.flag("--json")
    output = try arguments.value("--output")
    try arguments.finish()
  }

  /// Runs the samplers and prints the results.
  func run() async throws {
    guard !isList else { return print(Self.table(of: problems)) }
    let jobs = samplers.flatMap { sampler in
      problems.flatMap { problem in seeds.map { (sampler, problem, $0) } }
    }
    let (evaluations, isShifted) = (evaluations, isShifted)
    let runs = try await jobs.concurrentMap(width: parallelism) { sampler, problem, seed in
      try QualityRun(
        problem, with: sampler, seed: seed, evaluations: evaluations, isShifted: isShifted)
    }
    if let output {
      let lines = runs.map { $0.json.description + "\n" }.joined()
      try Data(lines.utf8).write(to: URL(fileURLWithPath: output))
    }
    try await printReport(of: runs)
  }

  private func printReport(of runs: [QualityRun]) async throws {
    let peers = isShifted ? nil : try PeerResults()
    let baseline =
      if let peers {
        RandomBaseline(problems, recordedIn: peers)
      } else {
        try await RandomBaseline(movedBoxesOf: problems, parallelism: parallelism)
      }
    let report = QualityReport(
      runs, evaluations: evaluations, peers: peers, baseline: baseline)
    guard !isJSON else {
      return report.jsonLines.forEach { print(JSONValue.object($0).description) }
    }
    if isShifted {
      print("\(problems.count(where: \.isMovable)) of \(problems.count) boxes are moved\n")
    }
    print(report.text)
    print("\nCPU time per trial:")
    for sampler in samplers {
      let own = runs.filter { $0.optimizer == "attune-" + sampler.name }
      let time = Statistics.median(own.map(\.millisecondsPerTrial))
      print(String(format: "  %@ %.3f ms, median of the runs", sampler.name, time))
    }
  }

  private static func table(of problems: [Problem]) -> String {
    var table = TextTable(["problem", "group", "direction", "optimum", "noise", "movable"])
    for problem in problems {
      let group = ProblemGroup.allCases.first { group in
        group.problems.contains { $0.name == problem.name }
      }
      table.add([
        problem.name, group?.rawValue ?? "", problem.direction.description,
        String(format: "%.6g", problem.optimum), problem.noise == nil ? "no" : "yes",
        problem.isMovable ? "yes" : "no",
      ])
    }
    return table.lines.joined(separator: "\n")
  }
}
