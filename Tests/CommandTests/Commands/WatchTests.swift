import Attune
import Foundation
import ProgramTesting
import Testing

@testable import attune_cli

/// Tests `attune watch` with a study that this process optimizes.
@Suite(.timeLimit(.minutes(5))) struct WatchTests {
  @Test func `trials are shown as they end, until the number is reached`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/s.journal"
      let study = try Study("s", storage: .journal(path), pruner: .none, seed: 1)
      try study.tell(study.ask(), 0.5)
      let watcher = try StartedProgram(
        ["watch", "-j", path, "--interval", "10ms", "--trials", "3"], in: folder)
      #expect(
        try watcher.line().hasPrefix("1/3 trials, best 0.5 (trial 0), 0 pruned, 0:00 elapsed"))
      try study.tell(study.ask(), 0.25)
      #expect(
        try watcher.line().hasPrefix("trial 1: complete, 0.25 | 2/3 trials, best 0.25 (trial 1)"))
      try study.tell(study.ask(), .failed(reason: "no disk"))
      #expect(try watcher.line().hasPrefix("trial 2: failed, no disk | 3/3 trials"))
      #expect(watcher.end() == .exit(0))
    }
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `a signal stops it cleanly`(number: Int32) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/s.journal"
      _ = try Study("s", storage: .journal(path), seed: 1)
      let watcher = try StartedProgram(["watch", "-j", path, "--interval", "1h"], in: folder)
      #expect(try watcher.line().hasPrefix("0 trials"))
      watcher.signal(number)
      #expect(watcher.end() == .exit(0))
    }
  }

  @Test func `it ends after the idle time`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/s.journal"
      _ = try Study("s", storage: .journal(path), seed: 1)
      let outcome = try BuiltProgram("attune").run(
        ["watch", "-j", path, "--idle", "20ms", "--interval", "10ms"])
      #expect(outcome.status == 0)
      #expect(outcome.lines.count == 1)
    }
  }

  @Test func `a missing journal is reported`() throws {
    try withTemporaryFolder { folder in
      let outcome = try BuiltProgram("attune").run(["watch", "-j", folder + "/none"])
      #expect(outcome.status == 1)
      #expect(outcome.errors.hasPrefix("attune watch: there is no journal \(folder)/none"))
    }
  }
}
