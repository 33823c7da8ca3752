import Attune
import Testing

@testable import attune_bench

@Suite struct CurveTableTests {
  /// A table with two hyperparameters, whose losses fall to 10 n + k in the row of the cells n and k.
  static func small(
    _ change: (inout [String], inout [[String]]) -> Void = { _, _ in }
  ) throws -> CurveTable {
    var header = ["size", "kind"] + (1...5).map { "loss\($0)" }
    var rows = (1...4).flatMap { n in
      ["a", "b", "c"].enumerated().map { k, kind in
        ["\(2 * n)", kind] + (0..<5).map { "\(10 * n + k + 4 - $0)" }
      }
    }
    change(&header, &rows)
    return try CurveTable("small", header, rows)
  }

  @Test(arguments: CurveTable.names)
  func `a table has two hundred trainings of 50 epochs`(name: String) throws {
    let table = try CurveTable.named(name)
    #expect(table.summary[0] == name)
    #expect(try #require(Int(table.summary[1])) >= 200)
    #expect((5...6).contains(try #require(Int(table.summary[2]))))
    #expect(table.epochCount == 50)
    #expect(table.optimum > 0 && table.optimum < table.baseline)
  }

  @Test func `a configuration has the losses of its row`() throws {
    let table = try CurveTable.named("linear-wine")
    let trial = FixedTrial([
      "penalty": "l1", "averaged": "no", "log2_rate": -11, "decay_percent": 0, "log10_penalty": -5,
    ])
    let curve = try table.curve(of: trial.trial)
    #expect(curve.count == 50)
    #expect(curve.prefix(2) == [1.0608, 1.026])
  }

  @Test func `every configuration that a sampler proposes has a curve`() throws {
    let table = try Self.small()
    var losses: Set<Double> = []
    let study = try Study(sampler: .random, seed: 1)
    try study.optimize(trials: 100) { trial in
      let curve = try table.curve(of: trial)
      #expect(curve.count == 5 && curve == curve.sorted { $0 > $1 })
      losses.insert(curve[4])
      return curve[4]
    }
    #expect(losses.count == 12)
    #expect(losses.min() == table.optimum)
  }

  @Test func `regret is 0 at the best training, and 1 at the median of random search`() throws {
    let table = try Self.small()
    #expect(table.optimum == 10)
    #expect(table.regret(of: 10) == 0)
    #expect(table.baseline == 11)
    #expect(table.regret(of: 11) == 1 && table.regret(of: 12) == 2)
  }

  @Test(
    arguments: [
      { _, rows in rows.removeLast() }, { _, rows in rows[3][4] = "x" },
      { _, rows in rows[3][6] = "inf" }, { _, rows in rows[2][0] = "7" },
      { _, rows in rows[1] = rows[0] }, { _, rows in rows = [] },
      // The two best losses are equal.
      { _, rows in rows[1][6] = "10" },
      { header, _ in header[4] = "loss7" }, { header, _ in header[6] = "loss" },
      { header, rows in
        header.removeLast(5)
        for index in rows.indices { rows[index].removeLast(5) }
      },
    ] as [@Sendable (inout [String], inout [[String]]) -> Void])
  func `an invalid table is an error`(
    change: @Sendable (inout [String], inout [[String]]) -> Void
  ) {
    #expect(throws: CommandError.self) { try Self.small(change) }
  }

  @Test func `an unknown table is an error that lists the tables`() {
    let error = #expect(throws: CommandError.self) { try CurveTable.named("iris") }
    #expect(error?.description.contains("network-digits") == true)
  }
}
