import ProgramTesting
import Testing

@testable import Attune

/// Python's NSGA-II continues the generations of Attune, and Attune those of Python.
///
/// Runs if `ATTUNE_PYTHON` names a Python interpreter with Optuna 5.0.0, as in continuous integration.
@Suite(.enabled(if: Python.interpreter != nil)) struct NSGAOptunaTests {
  @Test(arguments: ["NSGAIISampler", "NSGAIIISampler"])
  func `a study alternates between Attune and Python`(name: String) throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/journal.log"
      let sampler: any Sampler =
        name == "NSGAIISampler" ? .nsgaII(population: 10) : .nsgaIII(population: 10)
      func open() throws -> Study {
        try Study(
          "nsga", directions: [.minimize, .minimize], storage: .journal(path), sampler: sampler,
          seed: 2)
      }
      try open().optimize(trials: 25, progress: .none, objective)
      let parents = try Python.start("continue_nsga.py", [path, "nsga", name, "30"]).finish()
      try open().optimize(trials: 75, progress: .none, objective)
      _ = try Python.start("continue_nsga.py", [path, "nsga", name, "10"]).finish()

      let trials = try open().trials
      #expect(trials.count(of: .complete) == 85)
      #expect(
        trials.map { $0.systemAttributes["\(name):generation"]?.intValue }
          == (0..<85).map { $0 / 10 })
      // The children of both have values of earlier trials.
      let heirs = trials[10...].filter { trial in
        let earlier = trials[..<(trial.number / 10 * 10)]
        return earlier.contains { $0.parameters["x"] == trial.parameters["x"] }
      }
      // A third of the values are mutations.
      #expect(heirs.contains { (10..<25).contains($0.number) })
      #expect(heirs.contains { (25..<55).contains($0.number) })
      #expect(heirs.count > 35)
      guard name == "NSGAIISampler" else { return }
      // Python printed the parents that it selected for the generations 1 and 2.
      var state = GenerationCache { directions, _ in
        Generations.Rules(
          attribute: "\(name):generation", population: 10, directions: directions,
          select: { population, count, _ in EliteSelection.crowding(population, count: count) })
      }.generations(in: SamplingContext(history: trials, trialNumber: 0))
      let lines = parents.split(separator: "\n").map(String.init)
      #expect(lines.count > 3)
      for (index, line) in lines.enumerated() {
        let numbers = try JSONParser.parse(line).arrayValue?.compactMap(\.intValue) ?? []
        #expect(numbers.count == 10)
        // Of equal trials, either one may be selected.
        func values(_ numbers: [Int]) -> [[Double]] {
          numbers.map { trials[$0].values }.sorted { $0.lexicographicallyPrecedes($1) }
        }
        #expect(values(state.parents(of: index + 1).map(\.number)) == values(numbers))
      }
    }
  }

  /// The objective of `continue_nsga.py`.
  private func objective(_ trial: Trial) throws -> [Double] {
    let x = try trial.suggest("x", in: -5.0...5.0)
    let y = try trial.suggest("y", in: 1e-3...1, scale: .log)
    let kind = try trial.suggest("kind", from: ["a", "b", "c"])
    try trial.setConstraint("c", to: x - 4)
    return [x * x + y, (x - 2) * (x - 2) + y + (kind == "b" ? 0 : 1)]
  }
}
