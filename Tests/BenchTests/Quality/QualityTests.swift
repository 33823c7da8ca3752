import Attune
import Foundation
import ProgramTesting
import Testing

@testable import attune_bench

@Suite struct QualityTests {
  @Test func `peers have their published results`() throws {
    let peers = try PeerResults()
    let problems = ProblemGroup.public.problems
    let baseline = problems.map {
      Statistics.median(peers.bests(of: PeerResults.baseline, on: $0, after: 100))
    }
    let summary = QualitySummary(
      problems, evaluations: 100,
      bests: peers.optimizers.map { optimizer in
        (optimizer, problems.map { peers.bests(of: optimizer, on: $0, after: 100) })
      }, baseline: baseline)
    // Computed by the scripts that recorded the results: regret, its geometric mean, rank.
    let published = [
      ("optuna-gp", 0.318, 0.035, 1.75), ("optuna-tpe", 0.332, 0.157, 2.18),
      ("optuna-tpe-univariate", 0.445, 0.317, 2.90), ("hyperopt-tpe", 0.674, 0.598, 3.57),
      ("optuna-random", 1.171, 1.001, 4.60),
    ]
    #expect(summary.rows.map(\.optimizer) == published.map(\.0))
    for (row, (name, regret, geometricRegret, rank)) in zip(summary.rows, published) {
      #expect(abs(row.regret - regret) <= 0.0005, "\(name)")
      #expect(abs(row.geometricRegret - geometricRegret) <= 0.0005, "\(name)")
      #expect(abs(row.rank - rank) <= 0.005, "\(name)")
      #expect((0.005...0.06).contains(row.standardError), "\(name)")
    }
  }

  @Test func `a noisy run is scored without the noise`() throws {
    let problem = try Problem.named("noisy_bowl4")
    let run = try QualityRun(
      problem, with: SamplerSpecification("random"), seed: 1, evaluations: 30)
    let exact = try #require(run.exactValues)
    let chosen = try #require(run.values[..<20].indices.min { run.values[$0] < run.values[$1] })
    #expect(run.best(after: 20) == exact[chosen])
    for (number, pair) in zip(run.values, exact).enumerated() {
      #expect(abs(pair.0 - pair.1 - CounterNoise.normal(UInt64(number))) < 1e-12)
    }
  }

  @Test func `the output file has the format that other scripts read`() throws {
    try withTemporaryFolder { folder in
      let arguments = [
        "quality", "--problems", "tab_svc_bcancer,noisy_bowl4", "--samplers",
        "tpe:startup=3,random",
        "--seeds", "4,5", "--evaluations", "12", "--output", "\(folder)/runs.jsonl",
      ]
      let outcome = try BuiltProgram("attune-bench").run(arguments)
      #expect(outcome.status == 0)
      #expect(outcome.lines.first == "2 problems, 12 evaluations")
      let text = try String(contentsOfFile: "\(folder)/runs.jsonl", encoding: .utf8)
      let lines = try text.split(separator: "\n").map {
        try #require(JSONParser.parse(String($0)).objectValue)
      }
      #expect(lines.count == 8)
      for line in lines {
        #expect(
          line.keys == [
            "problem", "optimizer", "seed", "budget", "values", "true", "overhead_ms",
          ])
        #expect(line["budget"] == 12)
        #expect(line["values"]?.arrayValue?.count == 12)
        let isNoisy = line["problem"] == "noisy_bowl4"
        #expect(line["true"]?.arrayValue?.count == (isNoisy ? 12 : nil))
      }
      #expect(
        lines.map { $0["optimizer"]?.stringValue }
          == Array(repeating: "attune-tpe:startup=3", count: 4)
          + Array(repeating: "attune-random", count: 4))
      #expect(lines.map { $0["seed"]?.intValue } == [4, 5, 4, 5, 4, 5, 4, 5])
    }
  }

  @Test func `figures can be printed as lines of JSON`() throws {
    let outcome = try BuiltProgram("attune-bench").run([
      "quality", "--problems", "branin,border6", "--samplers", "tpe,random", "--seeds", "0-2",
      "--evaluations", "60", "--shift", "--json",
    ])
    #expect(outcome.status == 0)
    let lines = try outcome.lines.map { try #require(JSONParser.parse($0).objectValue) }
    // Two samplers and a pair of them, on two problems and on both.
    #expect(lines.count == 9)
    #expect(lines.allSatisfy { $0["evaluations"] == 50 && $0["standard_error"] != nil })
    #expect(lines.count { $0["problem"] == .null } == 3)
    let pairs = lines.filter { $0["compared_with"] != nil }
    #expect(pairs.map { $0["problem"] ?? false } == [.null, "branin", "border6"])
    for pair in pairs {
      let regrets = try ["attune-tpe", "attune-random"].map { name in
        let line = lines.first {
          $0["optimizer"]?.stringValue == name && $0["problem"] == pair["problem"]
        }
        #expect(line?["worst_two"]?.doubleValue ?? -1 >= line?["regret"]?.doubleValue ?? 0)
        return try #require(line?["regret"]?.doubleValue)
      }
      let difference = try #require(pair["difference"]?.doubleValue)
      #expect(abs(difference - (regrets[0] - regrets[1])) < 1e-12)
    }
  }

  @Test func `only the boxes of continuous problems are moved`() throws {
    let sampler = try SamplerSpecification("random")
    for (name, isMoved) in [("branin", true), ("border6", false), ("nested_blocks", false)] {
      let problem = try Problem.named(name)
      let run = try QualityRun(problem, with: sampler, seed: 3, evaluations: 10, isShifted: true)
      let original = try QualityRun(problem, with: sampler, seed: 3, evaluations: 10)
      #expect((run.values != original.values) == isMoved)
      #expect(run.json.objectValue?["shifted"] == (isMoved ? true : nil))
    }
  }

  @Test func `problems are listed with their groups`() throws {
    let outcome = try BuiltProgram("attune-bench").run(["quality", "--list"])
    #expect(outcome.status == 0)
    #expect(outcome.lines.count == 2 + Problem.all.count)
    #expect(outcome.lines.contains { $0.contains("nested_pipeline") && $0.contains("final") })
  }

  @Test func `runs do not depend on the number of concurrent runs`() async throws {
    let jobs = Array(UInt64(0)..<6)
    let sampler = try SamplerSpecification("tpe")
    let runs: @Sendable (UInt64) throws -> [Double] = {
      try QualityRun(.branin, with: sampler, seed: $0, evaluations: 15).values
    }
    let inTurn = try jobs.map(runs)
    #expect(try await jobs.concurrentMap(width: 4, runs) == inTurn)
    #expect(try await jobs.concurrentMap(width: 1, runs) == inTurn)
  }
}
