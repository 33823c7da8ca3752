import Attune

extension StorageContract {
  /// Runs studies in parts, each with another object, and compares them with uninterrupted ones in
  /// memory.
  func checkWholeStudies() throws {
    try check(
      WholeStudy(directions: [.minimize]) { trial, x, y in
        for step in 0..<4 {
          try trial.report((x - 0.3) * (x - 0.3) + y / Double(step + 1), step: step)
          try trial.checkPruning()
        }
        return [(x - 0.3) * (x - 0.3) + y]
      })
    try check(
      WholeStudy(directions: [.minimize, .maximize]) { trial, x, y in
        try trial.setConstraint("sum", to: x + y - 1.5)
        return [x * x + y, x - y]
      })
  }

  private func check(_ study: WholeStudy) throws {
    let whole = try study.run(.max, in: InMemoryStorage())
    let storage = try makeHandles(1)[0]
    var ends: [StudySnapshot] = []
    for count in [5, 6, 14, .max] {
      // Each part is another process, as far as that can be simulated.
      ends.append(try study.run(count, in: try reopened(storage)))
    }
    let comparison = StudyComparison(
      timeResolution: timeResolution, distinguishesZeros: distinguishesZeros, includesWorkers: false
    )
    let readers: [StudySnapshot?] = try [
      ends[ends.count - 1], reopened(storage).study(named: WholeStudy.name),
      storage.studies().first,
    ]
    for snapshot in readers {
      let difference = snapshot.map { comparison.difference($0, from: whole) } ?? "it is not found"
      if let difference {
        throw ContractViolation(
          "a study that is run in parts gives the same trials as one without interruption; but "
            + difference)
      }
    }
  }
}

/// A study with enqueued trials, failures, attributes and conditional parameters.
private struct WholeStudy {
  struct Failure: Error {}

  static let name = "whole"

  let directions: [Direction]
  let objective: (Trial, _ x: Double, _ y: Double) throws -> [Double]

  /// Runs the study up to a number of trials, at most to its end.
  func run(_ count: Int, in storage: any Storage) throws -> StudySnapshot {
    let study = try Study(
      Self.name, directions: directions, storage: storage,
      sampler: .tpe(.init()), pruner: .median(), seed: 11)
    for x in [0.25, 0.75] {
      try study.enqueue(["x": .float(x), "kind": "linear"], skipIfExists: true)
    }
    try study.optimize(trials: min(count, 24), maxConsecutiveFailures: .max, progress: .none) {
      trial in
      let x = try trial.suggest("x", in: 0.0...1.0)
      let kind = try trial.suggest("kind", from: ["square", "linear"])
      let y =
        kind == "square"
        ? try trial.suggest("rate", in: 1e-3...1.0, scale: .log)
        : Double(try trial.suggest("n", in: 0...9)) / 10
      try trial.setUserAttribute("note", to: JSONValue.array([.string(kind), .float(y)]))
      if trial.number % 9 == 8 { throw Failure() }
      return try objective(trial, x, y)
    }
    return study.snapshot
  }
}
