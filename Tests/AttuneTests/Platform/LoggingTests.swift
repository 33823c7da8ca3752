import Foundation
import Synchronization
import Testing

@testable import Attune

/// Messages of the library: their levels, and where they go.
///
/// The level and the handler belong to the process, so each test runs in a separate one.
@Suite struct LoggingTests {
  /// The messages that a handler got.
  private final class Messages: Sendable {
    let list = Mutex<[String]>([])

    var all: [String] { list.withLock { $0 } }

    func record() {
      Logging.setHandler { level, message in
        self.list.withLock { $0.append("\(level): \(message)") }
      }
    }
  }

  @Test func `levels are ordered by importance`() {
    #expect(Logging.Level.allCases == [.info, .warning, .error])
    #expect(Logging.Level.info < .warning)
    #expect(Logging.Level.warning < .error)
  }

  @Test func `a handler gets all messages by default, and the error stream none`() async {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardErrorContent]
    ) {
      #expect(Logging.level == .info)
      let messages = Messages()
      messages.record()
      Logging.log(.info, "one")
      Logging.log(.warning, "two")
      Logging.log(.error, "three")
      #expect(messages.all == ["info: one", "warning: two", "error: three"])
    }
    #expect(result?.standardErrorContent.isEmpty == true)
  }

  @Test func `messages below the level are dropped`() async {
    await #expect(processExitsWith: .success) {
      let messages = Messages()
      messages.record()
      for level in Logging.Level.allCases {
        Logging.level = level
        #expect(Logging.level == level)
        for other in Logging.Level.allCases { Logging.log(other, "at \(level)") }
      }
      #expect(
        messages.all == [
          "info: at info", "warning: at info", "error: at info", "warning: at warning",
          "error: at warning", "error: at error",
        ])
    }
  }

  @Test func `without a handler messages are lines on the error stream`() async {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardErrorContent]
    ) {
      Logging.log(.info, "one")
      Logging.level = .warning
      Logging.log(.info, "two")
      Messages().record()
      Logging.log(.error, "three")
      Logging.setHandler(nil)
      Logging.log(.error, "four")
    }
    #expect(String(decoding: result?.standardErrorContent ?? [], as: UTF8.self) == "one\nfour\n")
  }

  @Test func `a handler gets the warnings of studies`() async {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardErrorContent]
    ) {
      func run() throws {
        let messages = Messages()
        messages.record()
        let storage = InMemoryStorage()
        try Study("s", storage: storage, seed: 1).optimize(trials: 1) { _ in 0.5 }
        let study = try Study("s", storage: storage, sampler: .random)
        try study.enqueue(["rate": 1])
        try study.optimize(trials: 3) { _ in 0.5 }
        #expect(
          messages.all == [
            "warning: The study \"s\" continues with the sampler RandomSampler; until now it was "
              + "TPESampler.",
            "warning: Trial 1 of the study \"s\" was enqueued with a value for \"rate\", which no "
              + "trial has asked for; the value has no effect.",
          ])
        #expect(study.trials.count == 3)
      }
      try run()
    }
    #expect(result?.standardErrorContent.isEmpty == true)
  }

  @Test func `a handler can stop the run and set the level`() async {
    await #expect(processExitsWith: .success) {
      func run() throws {
        let storage = InMemoryStorage()
        try Study("s", storage: storage, seed: 1).optimize(trials: 1) { _ in 0.5 }
        let study = try Study("s", storage: storage, sampler: .random)
        Logging.setHandler { _, _ in
          study.stop()
          Logging.level = .error
          Logging.setHandler(nil)
        }
        #expect(try study.optimize(trials: 9) { _ in 0.5 } == .stopped)
        #expect(study.trials.count == 2)
      }
      try run()
    }
  }
}
