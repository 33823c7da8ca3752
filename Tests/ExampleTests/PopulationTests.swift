import Attune
import Foundation
import ProgramTesting
import Testing

@Suite struct PopulationTests {
  @Test func `the population of the guide learns a schedule, which can be replayed`() throws {
    try TemporaryJournals.with {
      let population = try trainPopulation()
      #expect(population.study.trials.count(of: .complete) == 240)
      let schedule = try #require(population.bestSchedule)
      #expect(try replaySchedule(of: population) == schedule.steps.map(\.value))
      let rates = schedule.values(of: "rate").compactMap { $0?.doubleValue }
      #expect(Set(rates).count > 2)
      #expect(Set(schedule.values(of: "width")).count == 1)
      let again = try trainPopulation()
      #expect(again.study.trials.count == 240)
    }
  }

  @Test func `states of the guide are folders`() throws {
    try withTemporaryFolder { folder in
      let population = try Population(of: 2, artifacts: .folder(folder + "/states"))
      try trainInFolders(population)
      #expect(population.study.trials.count(of: .complete) == 60)
      let best = try #require(try population.bestFolder())
      #expect(FileManager.default.fileExists(atPath: best))
    }
  }

  @Test func `the example trains a population, and continues it`() throws {
    let program = try BuiltProgram("population")
    try withTemporaryFolder { folder in
      // Debug builds train slowly.
      let arguments = ["--folder", folder, "--members", "2", "--parallelism", "2"]
      let first = try program.run(arguments + ["--slices", "1"])
      #expect(first.status == 0)
      #expect(first.output.contains("let schedule: [(slices: Int, rate: Double"))
      #expect(first.output.contains(/population +2 +\d\.\d+/))
      let second = try program.run(arguments + ["--slices", "2"])
      #expect(second.status == 0)
      #expect(second.output.contains(/tpe +\d+ +\d\.\d+/))
      let study = try Study("digits-population", storage: .journal("\(folder)/population.journal"))
      #expect(study.trials.map(\.member?.slice) == [0, 0, 1, 1])
    }
  }
}
