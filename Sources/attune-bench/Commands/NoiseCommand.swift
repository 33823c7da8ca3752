import Attune
import Foundation

/// `attune-bench noise`: compares the best trial with the recommended configuration, and simulates races.
struct NoiseCommand {
  static let help = """
    usage: attune-bench noise [option]...
           attune-bench noise --races N [--gap G] [--common C] [--confidence P] [--limit N]

    Run samplers on problems with noise and known optima, and print how far the values without noise of
    the best trial and of the recommended configuration are from the optimum; or race five
    configurations whose means are G standard deviations of the noise apart.

      --problems A,B     problems with noise by name (all)
      --samplers A,B     samplers by name (tpe,gp,random)
      --seeds 0-19       a range or a list
      --evaluations N    evaluations of the objective in each run (100)
      --repeats N        evaluations of each trial (1)
      --races N          number of races, with the seeds 0 to N - 1
      --gap G            difference of neighbouring means (0.25)
      --common C         fraction of the noise that all have in common in a round (0)
      --confidence P     confidence of the race (0.95)
      --limit N          largest number of evaluations of a race (5000)
      --parallel K       number of concurrent runs (2)
    """

  private let problems: [Problem]
  private let samplers: [SamplerSpecification]
  private let seeds: [UInt64]
  private let evaluations: Int
  private let repeats: Int
  private let raceCount: Int?
  private let gap: Double
  private let common: Double
  private let confidence: Double
  private let limit: Int
  private let parallelism: Int

  /// Parses the arguments after the command's name.
  init(_ arguments: Arguments) throws {
    var arguments = arguments
    problems = try Self.problems(try arguments.list("--problems"))
    samplers = try SamplerSpecification.list(try arguments.value("--samplers") ?? "tpe,gp,random")
    seeds = try SeedRange(try arguments.value("--seeds") ?? "0-19").seeds
    evaluations = try arguments.count("--evaluations", default: 100)
    repeats = try arguments.count("--repeats", default: 1)
    raceCount = try arguments.value("--races").map { text in
      guard let count = Int(text), count > 0 else {
        throw CommandError("--races needs a positive integer, not \(text)")
      }
      return count
    }
    func number(
      _ name: String, in range: Range<Double>, default standard: Double
    ) throws -> Double {
      guard let text = try arguments.value(name) else { return standard }
      guard let value = Double(text), range.contains(value) else {
        throw CommandError("\(name) needs a number in \(range), not \(text)")
      }
      return value
    }
    gap = try number("--gap", in: 0..<100, default: 0.25)
    common = try number("--common", in: 0..<1, default: 0)
    confidence = try number("--confidence", in: 0.51..<1, default: 0.95)
    limit = try arguments.count("--limit", default: 5000)
    parallelism = try arguments.count("--parallel", default: 2)
    try arguments.finish()
    guard evaluations >= 2 * repeats else {
      throw CommandError("--evaluations needs at least two trials of \(repeats) repeats")
    }
  }

  /// The problems with some names, all of which have noise.
  private static func problems(_ names: [String]?) throws -> [Problem] {
    let all = Problem.all.filter { $0.noise != nil } + Problem.forEstimates
    guard let names else { return all }
    return try names.map { name in
      guard let problem = all.first(where: { $0.name == name }) else {
        throw CommandError(
          "no problem with noise is named \"\(name)\"; choose from "
            + all.map(\.name).joined(separator: ", "))
      }
      return problem
    }
  }

  /// Runs the studies or the races, and prints the results.
  func run() async throws {
    guard let raceCount else { return try await compare() }
    let (gap, common, confidence, limit) = (gap, common, confidence, limit)
    let runs = try await Array(0..<raceCount).concurrentMap(width: parallelism) { seed in
      try RaceRun(
        gap: gap, common: common, seed: UInt64(seed), confidence: confidence, limit: limit)
    }
    let counts = runs.map { Double($0.valueCount) }
    print(
      "\(runs.count) races: \(runs.count(where: \.isDecided)) decided, "
        + "\(runs.count(where: \.hasLostBest)) without the best configuration")
    print(
      String(
        format: "evaluations: mean %.0f, median %.0f", Statistics.mean(counts),
        Statistics.median(counts)))
  }

  private func compare() async throws {
    var table = TextTable([
      "problem", "sampler", "best", "recommended", "ratio", "smallest", "optimism", "error",
    ])
    var ratios: [Double] = []
    let (seeds, evaluations, repeats) = (seeds, evaluations, repeats)
    for problem in problems {
      for sampler in samplers {
        let runs = try await seeds.concurrentMap(width: parallelism) { seed in
          try NoiseRun(
            problem, with: sampler, seed: seed, evaluations: evaluations, repeats: repeats)
        }
        let best = Statistics.mean(runs.map(\.bestRegret))
        let recommended = Statistics.mean(runs.map(\.recommendedRegret))
        let errors = runs.map { $0.errorRatio * $0.errorRatio }.filter(\.isFinite)
        ratios.append(recommended / best)
        table.add(
          [problem.name, sampler.name]
            + [
              best, recommended, recommended / best,
              Statistics.mean(runs.map(\.smallestRegret)), Statistics.mean(runs.map(\.optimism)),
              errors.isEmpty ? .nan : Statistics.mean(errors).squareRoot(),
            ].map { String(format: "%.3g", $0) })
      }
    }
    print(table.lines.joined(separator: "\n"))
    let mean = exp(Statistics.mean(ratios.map { log($0) }))
    print(String(format: "\ngeometric mean of the ratios: %.3f", mean))
  }
}
