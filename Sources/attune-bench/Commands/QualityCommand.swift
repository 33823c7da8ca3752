import Attune
import Foundation

/// `attune-bench quality`: measures the regret of samplers on problems with known optima.
struct QualityCommand {
  static let help = """
    usage: attune-bench quality [option]...

    Run samplers on problems with known optima and print their regret, next to recorded results of
    Optuna and hyperopt. Seeds run in parallel; the results do not depend on that.

      --problems A,B     problems by name, or "control" for the eleven that were not used to choose
                         defaults (default: the ten others)
      --samplers A,B     samplers by name, with settings such as tpe:candidates=48,startup=5
                         (tpe,random)
      --seeds 0-19       a range or a list
      --evaluations N    trials of each run (100)
      --parallel K       number of concurrent runs (2)
      --output FILE      write every run as a line of JSON
    """

  private let problems: [Problem]
  private let samplers: [SamplerSpecification]
  private let seeds: [UInt64]
  private let evaluations: Int
  private let parallelism: Int
  private let output: String?

  /// Parses the arguments after the command's name.
  init(_ arguments: Arguments) throws {
    var arguments = arguments
    problems = try arguments.list("--problems").map(Self.problems) ?? Problem.all
    samplers = try SamplerSpecification.list(try arguments.value("--samplers") ?? "tpe,random")
    seeds = try SeedRange(try arguments.value("--seeds") ?? "0-19").seeds
    evaluations = try arguments.count("--evaluations", default: 100)
    parallelism = try arguments.count("--parallel", default: 2)
    output = try arguments.value("--output")
    try arguments.finish()
  }

  private static func problems(_ names: [String]) throws -> [Problem] {
    names == ["control"] ? Problem.control : try names.map(Problem.named)
  }

  /// Runs the samplers and prints the results.
  func run() async throws {
    let jobs = samplers.flatMap { sampler in
      problems.flatMap { problem in seeds.map { (sampler, problem, $0) } }
    }
    let evaluations = evaluations
    let runs = try await jobs.concurrentMap(width: parallelism) { sampler, problem, seed in
      try QualityRun(problem, with: sampler, seed: seed, evaluations: evaluations)
    }
    if let output {
      let lines = runs.map { $0.json.description + "\n" }.joined()
      try Data(lines.utf8).write(to: URL(fileURLWithPath: output))
    }
    print(QualityReport(runs, evaluations: evaluations, peers: try PeerResults()).text)
    print("\nCPU time per trial:")
    for sampler in samplers {
      let own = runs.filter { $0.optimizer == "attune-" + sampler.name }
      let time = Statistics.median(own.map(\.millisecondsPerTrial))
      print(String(format: "  %@ %.3f ms, median of the runs", sampler.name, time))
    }
  }
}
