import Attune
import Foundation
import ProgramTesting
import Testing

@testable import attune_bench

// Checks that measurements work and how they are named, but not their times.
@Suite struct SpeedTests {
  @Test(arguments: [
    ("tpe", 15, ["bytes_per_trial"]),
    ("tpe:candidates=3-at-15", 20, ["ask_us", "suggest_us", "tell_us"]),
    ("journal-random", 15, ["bytes_per_trial"]),
    ("journal-random-strict", 15, ["bytes_per_trial"]),
    ("journal-random-relaxed", 15, ["bytes_per_trial"]),
    ("journal-load", 15, ["bytes", "mb_per_s", "trials_per_s"]),
  ])
  func `a case prints its result as a line of JSON`(
    name: String, trials: Int, more: [String]
  ) throws {
    let outcome = try BuiltProgram("attune-bench").run(
      [
        "speed", "--case", name, "--trials", "15", "--parameters", "3", "--space", "mixed",
        "--json",
      ])
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    try #require(outcome.lines.count == 1)
    let line = try #require(JSONParser.parse(outcome.lines[0]).objectValue)
    let names = ["case", "trials", "params", "space", "seconds", "ms_per_trial"] + more
    // Memory is measured only on Linux.
    #expect(line.keys == names.filter { $0 != "bytes_per_trial" || line[$0] != nil })
    #expect(line["case"]?.stringValue == name)
    #expect(line["trials"]?.intValue == trials)
    #expect(line["params"] == 3)
    #expect(line["space"] == "mixed")
    let seconds = try #require(line["seconds"]?.doubleValue)
    let milliseconds = try #require(line["ms_per_trial"]?.doubleValue)
    #expect(abs(milliseconds - seconds / Double(trials) * 1e3) < 1e-9)
  }

  @Test func `a given journal is loaded and not changed`() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/study.journal"
      let study = try Study(storage: .journal(path), sampler: .random)
      try study.optimize(trials: 4) { try $0.suggest("x", in: 0.0...1.0) }
      let before = try String(contentsOfFile: path, encoding: .utf8)
      let outcome = try BuiltProgram("attune-bench").run(
        ["speed", "--case", "journal-load", "--journal", path, "--json"])
      #expect(outcome.output.contains("\"trials\": 4"))
      #expect(try String(contentsOfFile: path, encoding: .utf8) == before)
    }
  }

  @Test(arguments: SpeedSpace.allCases, [1, 2, 10])
  func `a space has the given number of parameters`(space: SpeedSpace, count: Int) throws {
    let study = try Study(sampler: .random, seed: 1)
    try study.optimize(trials: 3) { try space.value(of: $0, parameters: count) }
    #expect(study.trials.map(\.parameters.count) == [count, count, count])
  }

  @Test func `a measurement runs in a separate process, and the table shows it`() throws {
    let outcome = try BuiltProgram("attune-bench").run([
      "speed", "--case", "random-at-10", "--parameters", "2",
    ])
    #expect(outcome.lines.count == 3)
    #expect(outcome.lines.last?.hasPrefix("| random-at-10 | float |") == true)
  }

  @Test func `the cases cover samplers, spaces and sizes`() throws {
    let suite = try SpeedCase.suite(isQuick: false)
    #expect(Set(suite.map(\.space)) == Set(SpeedSpace.allCases))
    #expect(Set(suite.map(\.parameters)) == [2, 10, 50])
    #expect(Set(suite.map(\.trials)) == [100, 1000, 10_000, 100_000])
    let quick = try SpeedCase.suite(isQuick: true)
    #expect(quick.allSatisfy { $0.trials <= 1000 && $0.parameters <= 10 })
    #expect(!quick.isEmpty)
  }
}
