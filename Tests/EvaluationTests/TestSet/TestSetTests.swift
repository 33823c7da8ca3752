import AttuneEvaluation
import ProgramTesting
import Testing

@Suite struct TestSetTests {
  @Test(arguments: [(0.2, 100, 20), (0.25, 10, 3), (0.01, 5, 1), (0.9, 10, 9)])
  func `a fraction of the rows is removed from the data`(
    fraction: Double, rows: Int, count: Int
  ) throws {
    var data = Array(0..<rows)
    let test = try TestSet(fraction: fraction, takenFrom: &data, seed: 1)
    #expect(test.count == count)
    let taken = test.evaluate { $0 }
    #expect((taken + data).sorted() == Array(0..<rows))
    #expect(taken == taken.sorted() && data == data.sorted())
  }

  @Test func `the seed determines which rows are taken`() throws {
    func taken(_ seed: UInt64) throws -> [Int] {
      var data = Array(0..<50)
      return try TestSet(fraction: 0.2, takenFrom: &data, seed: seed).evaluate { $0 }
    }
    #expect(try taken(1) == taken(1))
    #expect(try Set((1...5).map { try taken($0) }).count == 5)
  }

  @Test func `rows are drawn uniformly`() throws {
    var counts = Array(repeating: 0, count: 10)
    for seed in 0..<2000 {
      var data = Array(0..<10)
      let test = try TestSet(fraction: 0.3, takenFrom: &data, seed: UInt64(seed))
      test.evaluate { for row in $0 { counts[row] += 1 } }
    }
    // 600 expected, with a standard deviation of 20.5; seeds are fixed.
    #expect(counts.allSatisfy { abs($0 - 600) < 82 }, "\(counts)")
  }

  @Test(arguments: [0, 1, 42] as [UInt64])
  func `a fraction of each class is taken`(seed: UInt64) throws {
    var data = (0..<50).map { (id: $0, label: $0 % 5 == 0 ? "rare" : "common") }
    let test = try TestSet(fraction: 0.2, takenFrom: &data, stratifiedBy: \.label, seed: seed)
    let taken = test.evaluate { $0 }
    #expect(taken.count == 10 && taken.count { $0.label == "rare" } == 2)
    #expect((taken + data).map(\.id).sorted() == Array(0..<50))
    let labels = (0..<50).map { $0 % 5 == 0 ? "rare" : "common" }
    let parts = try HoldOut(labels: labels, validation: 0, test: 0.2, shuffleSeed: seed)
    #expect(taken.map(\.id) == parts.test)
  }

  @Test func `rows at given indices are taken`() throws {
    var data = ["a", "b", "c", "d"]
    let test = try TestSet(indices: [3, 1, 3], takenFrom: &data)
    #expect(test.evaluate { $0 } == ["b", "d"])
    #expect(data == ["a", "c"])
  }

  @Test func `a test set can be evaluated asynchronously`() async throws {
    var data = ["a", "b", "c"]
    let test = try TestSet(indices: [0], takenFrom: &data)
    let taken = await test.evaluate { rows in
      await Task.yield()
      return rows
    }
    #expect(taken == ["a"])
  }

  @Test(arguments: [0.0, 1.0, -0.5, .nan, .infinity, 0.99])
  func `an invalid fraction is refused, and nothing is taken`(fraction: Double) {
    var data = [1, 2, 3]
    #expect(throws: EvaluationError.self) {
      _ = try TestSet(fraction: fraction, takenFrom: &data, seed: 1)
    }
    #expect(throws: EvaluationError.self) {
      _ = try TestSet(fraction: fraction, takenFrom: &data, stratifiedBy: { $0 }, seed: 1)
    }
    #expect(data == [1, 2, 3])
  }

  @Test(arguments: [[], [3], [-1], [0, 1, 2]])
  func `indices out of range, no indices and all indices are refused`(indices: [Int]) {
    var data = [1, 2, 3]
    #expect(throws: EvaluationError.self) { _ = try TestSet(indices: indices, takenFrom: &data) }
    #expect(data == [1, 2, 3])
  }

  @Test func `a single use after tuning compiles`() throws {
    let outcome = try compile(objective: "rows[0]", end: "test.evaluate { $0.reduce(0, +) }")
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  @Test func `a second use does not compile`() throws {
    let outcome = try compile(
      objective: "rows[0]", end: "test.evaluate { $0[0] } + test.evaluate { $0[1] }")
    #expect(errors(outcome) == ["'test' consumed more than once"], "\(outcome.errors)")
  }

  @Test func `a use within an objective does not compile`() throws {
    let outcome = try compile(objective: "test.evaluate { $0[0] }", end: "0")
    #expect(
      errors(outcome) == [
        "noncopyable 'test' cannot be consumed when captured by an escaping closure or borrowed by a "
          + "non-Escapable type"
      ], "\(outcome.errors)")
  }

  @Test func `access to the rows does not compile`() throws {
    let outcome = try compile(objective: "test.rows[0]", end: "0")
    #expect(
      errors(outcome) == ["'rows' is inaccessible due to 'private' protection level"],
      "\(outcome.errors)")
  }

  /// Compiles a program that creates a test set, runs a study with an objective expression, and
  /// returns an expression.
  private func compile(objective: String, end: String) throws -> BuiltProgram.Outcome {
    try SwiftCompiler.compile(
      """
      import Attune
      import AttuneEvaluation

      func tune(_ rows: inout [Double]) throws -> Double {
        let test = try TestSet(fraction: 0.2, takenFrom: &rows, seed: 1)
        let study = try Study()
        try study.optimize(trials: 3) { trial in
          try trial.suggest("x", in: 0.0...1.0) + \(objective)
        }
        return \(end)
      }
      """)
  }

  /// Returns the messages of the compiler's errors.
  private func errors(_ outcome: BuiltProgram.Outcome) -> [String] {
    outcome.errors.split(separator: "\n").filter { $0.contains("snippet.swift:") }.compactMap {
      $0.split(separator: " error: ", maxSplits: 1).dropFirst().first.map(String.init)
    }
  }
}
