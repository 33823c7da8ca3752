import Foundation
import Testing

@testable import Attune

/// The progress of a run on the standard error stream, in a separate process.
@Suite struct ProgressReporterTests {
  private func text(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test func `without a terminal a run shows nothing by default`() async {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardErrorContent]
    ) {
      func run() throws { try Study(seed: 1).optimize(trials: 3) { _ in 0.5 } }
      try run()
    }
    #expect(text(result).isEmpty)
  }

  @Test func `a line shows each trial and the status`() async throws {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardErrorContent]
    ) {
      func run() throws {
        try Study(seed: 1).optimize(trials: 3, progress: .lines) { trial in
          if trial.number == 1 { throw TrialPruned() }
          return 1 / Double(trial.number + 2)
        }
      }
      try run()
    }
    let lines = text(result).split(separator: "\n")
    try #require(lines.count == 3)
    #expect(
      lines[0].hasPrefix("trial 0: complete, 0.5 | 1/3 trials, best 0.5 (trial 0), 0 pruned, "))
    #expect(lines[1].hasPrefix("trial 1: pruned | 2/3 trials, best 0.5 (trial 0), 1 pruned, "))
    #expect(
      lines[2].hasPrefix("trial 2: complete, 0.25 | 3/3 trials, best 0.25 (trial 2), 1 pruned, "))
  }

  @Test func `without a terminal lines replace the live display`() async {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardErrorContent]
    ) {
      func run() throws {
        let study = try Study(seed: 1)
        try study.optimize(trials: 8, parallelism: 4, progress: .automatic) { _ in 0.5 }
      }
      try run()
    }
    let lines = text(result).split(separator: "\n")
    #expect(lines.count == 8)
    // The lines of several workers are not mixed.
    #expect(lines.allSatisfy { $0.hasPrefix("trial ") && $0.contains(": complete, 0.5 | ") })
    #expect(!text(result).contains("\r"))
  }
}
