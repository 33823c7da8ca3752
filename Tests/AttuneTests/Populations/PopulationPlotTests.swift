import Testing

@testable import Attune

/// The plot and the table of a population.
@Suite struct PopulationPlotTests {
  private func population() throws -> Population {
    let population = try Population(of: 4, direction: .maximize, seed: 3)
    try population.train(slices: 12, Hill.train)
    return population
  }

  @Test func `the value and each parameter are drawn over slices, with the line of the best`()
    throws
  {
    let population = try population()
    let chart = try population.study.snapshot.chart(.population)
    #expect(chart.panels.map(\.axes[1].label) == ["value", "a", "b"])
    let best = try #require(population.bestSchedule).steps.map(\.trialNumber)
    for panel in chart.panels {
      #expect(panel.marks.count == 48)
      #expect(panel.marks.filter { $0.paint == .series(0) }.compactMap(\.key) == best)
      let copies = Set(panel.marks.filter(\.isDashed).compactMap(\.key))
      let expected = population.study.trials.filter { trial in
        trial.member?.parent.map {
          population.study.trials[$0].member?.index != trial.member?.index
        } ?? false
      }
      #expect(copies == Set(expected.map(\.number)))
    }
    #expect(chart.summary.contains("in a population of 4 members"))
    #expect(population.study.snapshot.report().contains("<h3>Population</h3>"))
  }

  @Test func `other studies have no such plot, and reports do not mention it`() throws {
    let study = try Study("plain", sampler: .random, seed: 1)
    try study.optimize(trials: 3) { try $0.suggest("x", in: 0.0...1.0) }
    #expect(throws: AnalysisError.self) { try study.snapshot.chart(.population) }
    #expect(!study.snapshot.report().contains("Population"))
  }

  @Test func `a table has columns of the member`() throws {
    let snapshot = try population().study.snapshot
    let table = snapshot.trialTable(of: snapshot.trials, includingMembers: true)
    let members = try table.selecting(["member_index", "member_slice", "member_parent"])
    #expect(members.rows[0] == [0, 0, nil])
    #expect(members.rows[5][0...1] == [1, 1])
    #expect(!snapshot.trialTable.columns.contains { $0.group == "member" })
  }
}
