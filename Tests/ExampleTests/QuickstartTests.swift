import Attune
import Foundation
import ProgramTesting
import Testing

@Suite struct QuickstartTests {
  private let program: BuiltProgram

  init() throws {
    program = try BuiltProgram("quickstart")
  }

  @Test func `a study is started, resumed, and unchanged when complete`() throws {
    try withTemporaryFolder { folder in
      let journal = "\(folder)/quickstart.journal"
      // Both trials of this seed are small networks; debug builds train slowly.
      let first = try program.run(["--seed", "25", "--trials", "1", "--storage", journal])
      #expect(first.status == 0)
      #expect(!first.output.contains("Resuming"))
      #expect(first.output.contains(/Test accuracy of trial 0: 0\.9\d+/))
      #expect(first.errors.contains("trial 0: complete"))

      let second = try program.run(["--seed", "25", "--trials", "2", "--storage", journal])
      #expect(second.status == 0)
      #expect(second.output.hasPrefix("Resuming \(journal), finished trials: 1.\n"))
      #expect(second.errors.contains("2/2 trials"))

      let third = try program.run(["--seed", "25", "--trials", "2", "--storage", journal])
      #expect(third.status == 0)
      #expect(third.errors.isEmpty)
      let tables = [second, third].map { $0.output.split(separator: "\n").dropFirst() }
      #expect(tables[0] == tables[1])

      let study = try Study("digits-mlp", storage: JournalStorage(path: journal))
      #expect(study.trials.map(\.state) == [.complete, .complete])
      #expect(study.trials.map(\.intermediateValues.count) == [30, 30])
    }
  }

  @Test(arguments: ["INT", "TERM"])
  func `an interruption gives the exit status that shells expect`(signal: String) throws {
    try withTemporaryFolder { folder in
      // The shell reads a line of messages when the first trial has ended, and the rest afterwards.
      let script = """
        mkfifo errors
        "$0" --seed 25 --trials 60 --storage quickstart.journal 2> errors &
        exec 3< errors
        read -r line <&3
        kill -s \(signal) $!
        cat <&3
        wait $! && echo next
        echo "status $?"
        """
      let outcome = try BuiltProgram(at: URL(fileURLWithPath: "/bin/sh"))
        .run(["-c", script, program.executable.path], in: folder)
      #expect(outcome.lines.last == "status 130")
      #expect(!outcome.lines.contains("next"))
      #expect(outcome.output.contains("Interrupting: running trials stop at their next suggestion"))
      #expect(outcome.output.contains("To resume the study"))
    }
  }

  @Test func `a seed other than the recorded one is an error`() throws {
    try withTemporaryFolder { folder in
      let journal = "\(folder)/quickstart.journal"
      _ = try Study("digits-mlp", storage: JournalStorage(path: journal), seed: 1)
      let outcome = try program.run(["--seed", "2", "--storage", journal])
      #expect(outcome.status == 1)
      #expect(
        outcome.errors.hasPrefix(
          "error: the study \"digits-mlp\" in \(journal) was started with seed 1"))
    }
  }

  @Test(arguments: [
    (["--trials", "x"], "--trials needs an integer of at least 1, not x"),
    (["--trials", "0"], "--trials needs an integer of at least 1, not 0"),
    (["--parallelism", "-1"], "--parallelism needs an integer of at least 1, not -1"),
    (["--seed", "-1"], "--seed needs an integer of at least 0, not -1"),
    (["--storage"], "--storage needs a value; usage: quickstart [--trials N]"),
    (["--unknown"], "unknown option --unknown; usage: quickstart [--trials N]"),
  ])
  func `an invalid option is an error that names it`(arguments: [String], message: String) throws {
    let outcome = try program.run(arguments)
    #expect(outcome.status == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("error: \(message)"))
  }

  @Test func `a journal in a folder that does not exist is an error that names it`() throws {
    try withTemporaryFolder { folder in
      let outcome = try program.run(["--storage", "\(folder)/missing/quickstart.journal"])
      #expect(outcome.status == 1)
      #expect(outcome.errors.hasPrefix("error: the journal \(folder)/missing/quickstart.journal"))
    }
  }
}
