import Testing

@testable import attune_bench

@Suite struct CurveRunTests {
  @Test func `a run without a pruner spends all epochs of each training`() throws {
    let table = try CurveTableTests.small()
    let run = try CurveStrategy("random+none").run(table, seed: 1, trainings: 11)
    #expect(run.configurationCount == 11 && run.completeCount == 11 && run.epochCount == 55)
    #expect(run.improvements.allSatisfy { $0.epochs.isMultiple(of: 5) })
    #expect(run.improvements.map(\.loss) == run.improvements.map(\.loss).sorted { $0 > $1 })
    #expect(run.best(within: 4) == nil)
    #expect(run.best(within: 5) == run.improvements.first?.loss)
    #expect(run.best(within: 55) == run.improvements.last?.loss)
  }

  @Test(
    arguments: [
      "random+successive-halving:minimum=1,factor=2", "random+promotion-halving:factor=2",
      "random+promotion-hyperband:factor=2",
    ])
  func `pruners and promotion try more configurations with the same epochs`(
    strategy: String
  ) throws {
    let table = try CurveTableTests.small()
    let run = try CurveStrategy(strategy).run(table, seed: 1, trainings: 40)
    #expect(run.configurationCount > 45 && run.completeCount < run.configurationCount)
    #expect((200..<205).contains(run.epochCount))
    #expect(run.best(within: 205) == table.optimum)
  }

  @Test func `DEHB brings its budgets`() throws {
    let table = try CurveTableTests.small()
    let run = try CurveStrategy("dehb+promotion-hyperband:factor=2").run(
      table, seed: 1, trainings: 40)
    #expect(run.completeCount > 0 && run.completeCount < run.configurationCount)
    #expect((200..<205).contains(run.epochCount))
  }

  @Test func `a promoted training costs the additional epochs`() throws {
    let table = try CurveTableTests.small()
    // Budgets 1 and 5. The sixth trial is the first one that is promoted.
    let strategy = try CurveStrategy("random+promotion-halving:factor=5")
    let run = try strategy.run(table, seed: 1, trainings: 2)
    #expect(run.configurationCount == 6 && run.completeCount == 1 && run.epochCount == 10)
    #expect(run.improvements.map(\.epochs) == [9])
    let other = try CurveStrategy("random+promotion-halving:from=5").run(
      table, seed: 1, trainings: 2)
    #expect(other.configurationCount == 2 && other.completeCount == 2)
  }

  @Test func `the epochs until a loss are those of the first training that is as good`() throws {
    var run = CurveRun(table: "t", strategy: "s", seed: 1)
    run.add(epochs: 5, loss: 3)
    run.add(epochs: 2, loss: nil)
    run.add(epochs: 5, loss: 4)
    run.add(epochs: 3, loss: 1, isContinued: true)
    #expect(run.improvements == [.init(epochs: 5, loss: 3), .init(epochs: 15, loss: 1)])
    #expect(run.epochs(to: 3) == 5 && run.epochs(to: 2) == 15 && run.epochs(to: 0.5) == nil)
    #expect(run.best(within: 14) == 3)
    #expect(run.configurationCount == 3 && run.completeCount == 3)
  }

  @Test func `a report compares strategies by the epochs spent`() throws {
    let table = try CurveTableTests.small { _, rows in
      // A worse median of random search than the optimum.
      for index in rows.indices where index > 0 { rows[index][6] = "50" }
    }
    func run(_ strategy: String, _ seed: UInt64, _ epochs: Int, _ loss: Double) -> CurveRun {
      var run = CurveRun(table: table.name, strategy: strategy, seed: seed)
      run.add(epochs: epochs, loss: loss)
      return run
    }
    let report = CurveReport(
      [
        run("a", 0, 40, table.optimum), run("a", 1, 30, table.optimum),
        run("b", 0, 20, table.optimum), run("b", 1, 10, table.optimum),
      ], on: [table], trainingCount: 16)
    #expect(report.trainings == [2, 4, 8, 16])
    #expect(report.rows.map(\.strategy) == ["a", "b"])
    #expect(report.rows[0].regrets == [5, 5, 0, 0])
    #expect(report.rows[1].regrets == [2.5, 0, 0, 0])
    #expect(report.rows.map(\.epochsToReference) == [[35], [15]])
    #expect(report.text.contains("epochs to the first one's result"))
    #expect(report.jsonLines.count == 2)
  }

  @Test func `a list of strategies is divided at those with a plus sign`() throws {
    let list = try CurveStrategy.list(
      "random+hyperband:minimum=1,factor=2,tpe:startup=5,candidates=48+none,random+median")
    #expect(
      list.map(\.name) == [
        "random+hyperband:minimum=1,factor=2", "tpe:startup=5,candidates=48+none", "random+median",
      ])
  }

  @Test(arguments: CurveStrategy.standard)
  func `every standard strategy exists`(name: String) throws {
    #expect(try CurveStrategy(name).name == name)
  }

  @Test(
    arguments: [
      "tpe", "tpo+none", "tpe+hyperbend", "tpe+promotion-median", "tpe+promotion-halving:x=1",
      "dehb+median",
    ])
  func `an unknown strategy is an error`(name: String) {
    #expect(throws: CommandError.self) { try CurveStrategy(name) }
  }
}
