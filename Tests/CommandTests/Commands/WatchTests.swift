import Attune
import Foundation
import ProgramTesting
import Testing

@testable import attune_cli

/// `attune watch` beside a process that works on the study.
@Suite(.timeLimit(.minutes(5))) struct WatchTests {
  @Test func `trials are shown as they end, until there are enough`() throws {
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
  func `a signal ends it in good order`(number: Int32) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/s.journal"
      _ = try Study("s", storage: .journal(path), seed: 1)
      let watcher = try StartedProgram(["watch", "-j", path, "--interval", "1h"], in: folder)
      #expect(try watcher.line().hasPrefix("0 trials"))
      watcher.signal(number)
      #expect(watcher.end() == .exit(0))
    }
  }

  @Test func `it ends when nothing has happened for long`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/s.journal"
      _ = try Study("s", storage: .journal(path), seed: 1)
      let outcome = try BuiltProgram("attune").run(
        ["watch", "-j", path, "--idle", "20ms", "--interval", "10ms"])
      #expect(outcome.status == 0)
      #expect(outcome.lines.count == 1)
    }
  }

  @Test func `what is not there is said`() throws {
    try withTemporaryFolder { folder in
      let outcome = try BuiltProgram("attune").run(["watch", "-j", folder + "/none"])
      #expect(outcome.status == 1)
      #expect(outcome.errors.hasPrefix("attune watch: there is no journal \(folder)/none"))
    }
  }
}
