/// The value of random search that normalizes regret: its median after 100 evaluations.
///
/// For boxes that are not moved it is that of the recorded runs of Optuna. In moved boxes Attune's
/// random search is run with 100 seeds, each of which has its own box.
struct RandomBaseline {
  private let values: [String: Double]

  /// The recorded values.
  init(_ problems: [Problem], recordedIn peers: PeerResults) {
    values = Self.medians(problems) { peers.bests(of: PeerResults.baseline, on: $0, after: 100) }
  }

  /// The values in moved boxes.
  init(movedBoxesOf problems: [Problem], parallelism: Int) async throws {
    let random = try SamplerSpecification("random")
    let jobs = problems.flatMap { problem in (0..<100 as Range<UInt64>).map { (problem, $0) } }
    let runs = try await jobs.concurrentMap(width: parallelism) { problem, seed in
      try QualityRun(problem, with: random, seed: seed, evaluations: 100, isShifted: true)
    }
    values = Self.medians(problems) { problem in
      runs.filter { $0.problem.name == problem.name }.map { $0.best(after: 100) }
    }
  }

  private static func medians(
    _ problems: [Problem], _ bests: (Problem) -> [Double]
  ) -> [String: Double] {
    Dictionary(
      problems.compactMap { problem in
        let bests = bests(problem)
        return bests.isEmpty ? nil : (problem.name, Statistics.median(bests))
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The value on a problem; nil if random search was not recorded on it.
  subscript(problem: Problem) -> Double? { values[problem.name] }
}
