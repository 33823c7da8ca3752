import Testing

@testable import Attune

/// The progress line on a terminal.
@Suite struct ProgressLineTests {
  private static let plain = Terminal.Style()

  private func snapshot(
    of finished: Int = 23, expectedCount: Int? = 60, frontCount: Int? = nil
  ) throws -> ProgressSnapshot {
    let study = try Study(sampler: .random, pruner: .none, seed: 1)
    try study.optimize(trials: finished, maxConsecutiveFailures: .max) { trial -> Double in
      if trial.number % 5 == 1 { throw TrialPruned() }
      return trial.number == 2 ? .nan : 1 / Double(1 + trial.number)
    }
    return ProgressSnapshot(
      study.trials, expectedCount: expectedCount, endedCount: finished, frontCount: frontCount)
  }

  private func line(_ snapshot: ProgressSnapshot, width: Int) -> String {
    ProgressLine(snapshot, elapsed: .seconds(41)).text(width: width, style: Self.plain)
  }

  @Test func `a wide terminal shows everything`() throws {
    #expect(
      line(try snapshot(), width: 120)
        == "###########------------------- 23/60, best 0.04348 (trial 22), 5 pruned, 1 failed, "
        + "34/min, 0:41, about 1:05 left")
  }

  @Test func `the least important parts are left out first`() throws {
    let snapshot = try snapshot()
    #expect(
      line(snapshot, width: 80)
        == "####------- 23/60, best 0.04348 (trial 22), 5 pruned, 1 failed, about 1:05 left")
    #expect(line(snapshot, width: 40) == "23/60, best 0.04348 (trial 22)")
    #expect(line(snapshot, width: 10) == "23/60")
    #expect(line(snapshot, width: 4) == "23/")
  }

  @Test(arguments: 0...140)
  func `the line is never wider than the terminal`(width: Int) throws {
    let snapshot = try snapshot()
    for style in [Self.plain, Terminal.Style(usesColor: true, usesUnicode: true)] {
      let text = ProgressLine(snapshot, elapsed: .seconds(41)).text(width: width, style: style)
      let visible = text.replacing(/\u{1B}\[\d+m/, with: "")
      #expect(visible.count <= max(0, width - 1))
      // A colour that is not reset would apply to the text that follows.
      #expect(text.matches(of: /\u{1B}\[\d+m/).count.isMultiple(of: 2))
    }
  }

  @Test func `without an expected number of trials there is no bar`() throws {
    #expect(
      line(try snapshot(expectedCount: nil), width: 100)
        == "23, best 0.04348 (trial 22), 5 pruned, 1 failed, 34/min, 0:41")
  }

  @Test func `in a multi-objective study the best trials are counted`() throws {
    let study = try Study(directions: [.minimize, .maximize], sampler: .random, seed: 1)
    try study.optimize(trials: 4) { [Double($0.number), Double($0.number)] }
    let snapshot = ProgressSnapshot(
      study.trials, expectedCount: 4, endedCount: 4, frontCount: study.bestTrials.count)
    #expect(
      line(snapshot, width: 60) == "\(String(repeating: "#", count: 30)) 4/4, 4 best, 5.9/min, 0:41"
    )
  }

  @Test(arguments: [
    (1_000, 10.0, "100/s"), (25, 10, "2.5/s"), (9, 30, "18/min"), (1, 50, "1.2/min"),
    (1, 7200, "0.5/h"),
  ])
  func `the pace is shown in a suitable unit`(
    ended: Int, seconds: Double, expected: String
  ) throws {
    let snapshot = ProgressSnapshot(
      try Study(seed: 1).trials, expectedCount: nil, endedCount: ended)
    #expect(snapshot.pace(after: .seconds(seconds)) == expected)
  }
}
