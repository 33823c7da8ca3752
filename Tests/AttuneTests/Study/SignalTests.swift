import Foundation
import ProgramTesting
import Testing

@testable import Attune

/// The time after which a process of these tests ends if nothing else ends it, so that none
/// remains.
private let maxRunTime = Duration.seconds(5)

/// Sends a signal as a terminal does: to the process, not to this thread, which may block signals.
private func signalProcess(_ number: Int32) {
  kill(getpid(), number)
}

/// Calls a trial until it is interrupted; signals are handled on another thread.
private func waitForInterruption(of trial: Trial) throws {
  let deadline = ContinuousClock.now + maxRunTime
  while ContinuousClock.now < deadline { try trial.checkPruning() }
}

/// Redirects the standard error stream to a pipe, and returns the end to read from.
private func standardErrorPipe() throws -> Int32 {
  var ends: [Int32] = [-1, -1]
  try #require(pipe(&ends) == 0 && dup2(ends[1], STDERR_FILENO) >= 0)
  close(ends[1])
  return ends[0]
}

/// The next text from a pipe; empty if none arrives within a time.
private func text(from pipe: Int32, within time: Duration) -> String {
  var file = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
  guard poll(&file, 1, Int32(time.components.seconds * 1000)) == 1 else { return "" }
  var buffer = [UInt8](repeating: 0, count: 4096)
  return String(decoding: buffer[..<max(0, read(pipe, &buffer, buffer.count))], as: UTF8.self)
}

/// Ctrl-C and SIGTERM: the first interrupts the run, the second kills the process.
///
/// Each test runs in a separate process.
@Suite
struct SignalTests {
  @Test(.timeLimit(.minutes(5)), arguments: [SIGINT, SIGTERM])
  func `a signal interrupts the running trial, which is then resumed`(number: Int32) async {
    await #expect(processExitsWith: .success) { [number = number as Int32] in
      try withTemporaryFolder { folder in
        let path = folder + "/study.journal"
        let study = try Study("s", storage: .journal(path), sampler: .random, seed: 1)
        let reason = try study.optimize(trials: 4) { trial in
          let x = try trial.suggest("x", in: 0.0...1.0)
          if trial.number == 2 {
            kill(getpid(), number)
            try waitForInterruption(of: trial)
          }
          return x
        }
        #expect(reason == .interrupted)
        #expect(study.trials.map(\.state) == [.complete, .complete, .waiting])

        let resumed = try Study("s", storage: .journal(path), sampler: .random)
        try resumed.optimize(trials: 4) { try $0.suggest("x", in: 0.0...1.0) }
        let whole = try Study("s", sampler: .random, seed: 1)
        try whole.optimize(trials: 4) { try $0.suggest("x", in: 0.0...1.0) }
        expectEqual(resumed, whole)
      }
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `a signal interrupts all threads`() async {
    await #expect(processExitsWith: .success) {
      let study = try Study(sampler: .random, seed: 1)
      let barrier = Barrier(count: 3)
      func run() throws -> StopReason {
        try study.optimize(trials: 3, parallelism: 3) { trial -> Double in
          barrier.arrive()
          if trial.number == 0 { kill(getpid(), SIGINT) }
          try waitForInterruption(of: trial)
          return 0.5
        }
      }
      #expect(try run() == .interrupted)
      #expect(study.trials.map(\.state) == [.waiting, .waiting, .waiting])
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `a signal interrupts a batch, which is then completed to the same trials`() async {
    await #expect(processExitsWith: .success) {
      try withTemporaryFolder { folder in
        let path = folder + "/study.journal"
        func run(_ study: Study, parallelism: Int, isInterrupted: Bool) throws -> StopReason {
          try study.optimize(trials: 8, parallelism: .workers(parallelism), batchSize: 3) { trial in
            let x = try trial.suggest("x", in: 0.0...1.0)
            if isInterrupted, trial.number == 4 {
              kill(getpid(), SIGTERM)
              try waitForInterruption(of: trial)
            }
            return x
          }
        }
        let sampler = SamplerCase.tpe()
        let study = try Study("s", storage: .journal(path), sampler: sampler, seed: 1)
        #expect(try run(study, parallelism: 2, isInterrupted: true) == .interrupted)
        #expect(study.trials[4].state == .waiting)
        let resumed = try Study("s", storage: .journal(path), sampler: sampler)
        #expect(try run(resumed, parallelism: 3, isInterrupted: false) == .ruleMet)
        let whole = try Study("s", sampler: sampler, seed: 1)
        #expect(try run(whole, parallelism: 1, isInterrupted: false) == .ruleMet)
        expectEqual(resumed, whole)
      }
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `a signal cancels the task of a sequential asynchronous trial`() async {
    await #expect(processExitsWith: .success) {
      let study = try Study(sampler: .random, seed: 1)
      let reason = try await study.optimize(trials: 3) { trial in
        kill(getpid(), SIGTERM)
        try await Task.sleep(for: maxRunTime)
        return 0.5
      }
      #expect(reason == .interrupted)
      #expect(study.trials.map(\.state) == [.waiting])
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `a signal cancels the tasks of asynchronous trials`() async {
    await #expect(processExitsWith: .success) {
      let study = try Study(sampler: .random, seed: 1)
      let reason = try await study.optimize(trials: 3, parallelism: 2) { trial -> Double in
        if trial.number == 1 { kill(getpid(), SIGINT) }
        // It does not call the trial, so only cancelling its task can end it.
        try await Task.sleep(for: maxRunTime)
        return 0.5
      }
      #expect(reason == .interrupted)
      #expect(study.trials.map(\.state) == [.waiting, .waiting])
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `a trial that ends despite the signal is recorded with its result`() async {
    await #expect(processExitsWith: .success) {
      let study = try Study(sampler: .random, seed: 1)
      func run() throws -> StopReason {
        try study.optimize(trials: 3) { trial in
          kill(getpid(), SIGINT)
          do { try waitForInterruption(of: trial) } catch is CancellationError {}
          return 0.5
        }
      }
      #expect(try run() == .interrupted)
      #expect(study.trials.map(\.value) == [0.5])
    }
  }

  @Test(.timeLimit(.minutes(5)), arguments: [SIGINT, SIGTERM])
  func `a signal prints a hint at once, while the objective computes`(number: Int32) async {
    await #expect(processExitsWith: .success) { [number = number as Int32] in
      try withTemporaryFolder { folder in
        let errors = try standardErrorPipe()
        func run(_ study: Study) throws -> String {
          var hint = ""
          try study.optimize(trials: 1) { _ in
            kill(getpid(), number)
            // It does not call the trial until the hint is printed.
            hint = text(from: errors, within: maxRunTime)
            return 0.5
          }
          return hint
        }
        let hint =
          "Interrupting: running trials stop at their next suggestion, report or check. "
          + "Press Ctrl-C again to kill the process. "
        let journal = JournalStorage(path: folder + "/study.journal")
        #expect(
          try run(Study("s", storage: journal))
            == hint + "Either way, run the same command again to resume.\n")
        #expect(
          text(from: errors, within: maxRunTime).hasPrefix("Interrupted with 1 finished trials."))
        #expect(try run(Study()) == hint + "The study is in memory and ends with it.\n")
      }
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `several studies print one hint at a signal`() async {
    await #expect(processExitsWith: .success) {
      let errors = try standardErrorPipe()
      func run() throws {
        try Study(seed: 1).optimize(trials: 1) { _ in
          try Study(seed: 2).optimize(trials: 1) { trial in
            kill(getpid(), SIGINT)
            #expect(text(from: errors, within: maxRunTime).split(separator: "\n").count == 1)
            return 0.5
          }
          return 0.5
        }
      }
      try run()
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `a signal that also ends the reader of messages loses no trial`() async {
    await #expect(processExitsWith: .success) {
      let usualErrors = dup(STDERR_FILENO)
      let errors = try standardErrorPipe()
      // The testing library writes there at the end.
      defer { dup2(usualErrors, STDERR_FILENO) }
      let study = try Study(sampler: .random, seed: 1)
      func run() throws -> StopReason {
        try study.optimize(trials: 2) { trial -> Double in
          // As after Ctrl-C in `program 2>&1 | tee log`: the next line would raise SIGPIPE.
          close(errors)
          kill(getpid(), SIGINT)
          try waitForInterruption(of: trial)
          return 0.5
        }
      }
      #expect(try run() == .interrupted)
      #expect(study.trials.map(\.state) == [.waiting])
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `the second signal kills the process`() async {
    await #expect(processExitsWith: .signal(SIGINT)) {
      func run() throws {
        try Study(sampler: .random, seed: 1).optimize(trials: 5) { trial -> Double in
          kill(getpid(), SIGINT)
          do { try waitForInterruption(of: trial) } catch is CancellationError {}
          kill(getpid(), SIGINT)
          while true {}
        }
      }
      try run()
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `a signal after the run has its usual effect`() async {
    await #expect(processExitsWith: .signal(SIGTERM)) {
      func run() throws { try Study(seed: 1).optimize(trials: 1) { _ in 0.5 } }
      try run()
      kill(getpid(), SIGTERM)
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `the next run can be interrupted as well`() async {
    await #expect(processExitsWith: .success) {
      let study = try Study(sampler: .random, seed: 1)
      func run() throws -> StopReason {
        try study.optimize(trials: 5) { trial -> Double in
          kill(getpid(), SIGINT)
          try waitForInterruption(of: trial)
          return 0.5
        }
      }
      for _ in 0..<3 { #expect(try run() == .interrupted) }
      #expect(study.trials.map(\.state) == [.waiting])
      #expect(try study.ask().attempt == 4)
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `a run after a finished one can be interrupted`() async {
    await #expect(processExitsWith: .success) {
      let study = try Study(sampler: .random, seed: 1)
      func run() throws -> StopReason {
        try study.optimize(trials: 3) { trial in
          if trial.number == 2 {
            signalProcess(SIGINT)
            try waitForInterruption(of: trial)
          }
          return 0.5
        }
      }
      try study.optimizeOnce()
      try study.optimizeOnce()
      #expect(try run() == .interrupted)
    }
  }
}

extension Study {
  fileprivate func optimizeOnce() throws {
    try optimize(additionalTrials: 1) { _ in 0.5 }
  }
}
