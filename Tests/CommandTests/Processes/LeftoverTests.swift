import Attune
import Foundation
import ProgramTesting
import Testing

@testable import attune_cli

/// Tests that no process of a tuned program is left running.
///
/// In each test some process holds the pipe `HOLD` open, and `TuneRun.interrupt` returns when none
/// does.
@Suite(.timeLimit(.minutes(5))) struct LeftoverTests {
  private static let options = ["--minimize", "loss: ([-0-9.e]+)", "--quiet"]

  #if os(Linux)
    /// Scripts that start a process in a new session, as Python's `start_new_session` does,
    /// directly or as an orphan.
    private static let sessions = [
      #"setsid sh -c 'exec 9>"$HOLD"; echo ready >&9; sleep 1000' &"#,
      #"(setsid sh -c '(exec 9>"$HOLD"; echo ready >&9; sleep 1000) & exit' &)"#,
      #"setsid sh -c 'trap "" TERM HUP; exec 9>"$HOLD"; echo ready >&9; setsid sleep 1000 &' &"#,
    ]

    @Test(arguments: sessions)
    func `processes in new sessions end with the program`(script: String) throws {
      try withTemporaryFolder { folder in
        let tune = try TuneRun(script + "\nread go < go; echo loss: 1", in: folder)
        try #require(mkfifo(folder + "/go", 0o600) == 0)
        let end = try tune.interrupt(Self.options + ["--trials", "1"]) { _ in
          try? "go\n".write(toFile: folder + "/go", atomically: false, encoding: .utf8)
        }
        #expect(end == .exit(0))
        #expect(try tune.trials().map(\.state) == [.complete])
      }
    }

    @Test(arguments: sessions, [SIGINT, SIGTERM, SIGKILL])
    func `processes in new sessions end with attune`(script: String, number: Int32) throws {
      try withTemporaryFolder { folder in
        let tune = try TuneRun(script + "\nsleep 1000", in: folder)
        _ = try tune.interrupt(Self.options + ["--trials", "1"]) { $0.signal(number) }
        #expect(try tune.trials().map(\.state) == [number == SIGKILL ? .running : .waiting])
      }
    }

    @Test(arguments: sessions + [#"exec 9>"$HOLD"; echo ready >&9"#])
    func `if a supervisor is killed, its program is killed and the next trial starts`(
      script: String
    ) throws {
      try withTemporaryFolder { folder in
        let tune = try TuneRun(
          #"""
          if [ "$ATTUNE_TRIAL" = 1 ]; then echo loss: 1; exit; fi
          echo $PPID > supervisor
          """# + "\n" + script + "\nsleep 1000", in: folder)
        let end = try tune.interrupt(Self.options + ["--trials", "2"]) { _ in
          let text = try? String(contentsOfFile: folder + "/supervisor", encoding: .utf8)
          if let supervisor = text.flatMap({ pid_t($0.dropLast()) }) { kill(supervisor, SIGKILL) }
        }
        #expect(end == .exit(0))
        let trials = try tune.trials()
        #expect(trials.map(\.state) == [.failed, .complete])
        #expect(trials[0].failureReason?.hasPrefix("the program ended with signal 9") == true)
      }
    }

    @Test func `other programs continue if one supervisor is killed`() throws {
      try withTemporaryFolder { folder in
        let tune = try TuneRun(
          #"""
          if [ "$ATTUNE_TRIAL" = 0 ]; then
            read go < go
            exec 9>"$HOLD"; echo ready >&9; echo $PPID > supervisor; sleep 1000
          fi
          echo go > go; while [ -e supervisor ]; do sleep 0.01; done; echo loss: 1
          """#, in: folder)
        try #require(mkfifo(folder + "/go", 0o600) == 0)
        let end = try tune.interrupt(Self.options + ["--trials", "2", "--parallel", "2"]) { _ in
          var text: String?
          while text?.hasSuffix("\n") != true {
            text = try? String(contentsOfFile: folder + "/supervisor", encoding: .utf8)
          }
          if let supervisor = pid_t(text?.dropLast() ?? "") { kill(supervisor, SIGKILL) }
          try? FileManager.default.removeItem(atPath: folder + "/supervisor")
        }
        #expect(end == .exit(0))
        #expect(try tune.trials().map(\.state) == [.failed, .complete])
      }
    }

    @Test func `a program is killed even if its supervisor and attune are killed together`()
      throws
    {
      try withTemporaryFolder { folder in
        let tune = try TuneRun(
          #"echo $PPID > supervisor; exec 9>"$HOLD"; echo ready >&9; exec sleep 1000"#, in: folder)
        _ = try tune.interrupt(Self.options + ["--trials", "1"]) { program in
          let text = try? String(contentsOfFile: folder + "/supervisor", encoding: .utf8)
          guard let supervisor = text.flatMap({ pid_t($0.dropLast()) }) else { return }
          // A suspended supervisor cannot notice that attune has exited.
          kill(supervisor, SIGSTOP)
          program.signal(SIGKILL)
          kill(supervisor, SIGKILL)
        }
        #expect(try tune.trials().map(\.state) == [.running])
      }
    }

    @Test func `children that existed before attune are not killed`() throws {
      try withTemporaryFolder { folder in
        let tune = try TuneRun(
          #"if [ "$ATTUNE_TRIAL" = 0 ]; then kill -9 $$; fi; echo "loss: 1""#, in: folder)
        // The shell executes attune, which inherits its child.
        let end = try Spawning.run(
          [
            "/bin/sh", "-c", #"cd "$0"; sleep 1000 & echo $! > child; exec "$@""#, folder,
            BuiltProgram("attune").executable.path,
          ] + tune.words(Self.options + ["--trials", "2"]))
        #expect(end == .exit(0))
        let text = try String(contentsOfFile: folder + "/child", encoding: .utf8)
        let child = try #require(pid_t(text.dropLast()))
        #expect(kill(child, SIGKILL) == 0)
        #expect(try tune.trials().map(\.state) == [.failed, .complete])
      }
    }
  #endif
}
