import Foundation
import Testing

@testable import Attune

/// The progress of a run whose standard error stream is a terminal, in a separate process.
@Suite struct ProgressOnTerminalTests {
  @Test func `a run updates a line by default`() async {
    await #expect(processExitsWith: .success) {
      let shown = try textOnTerminal {
        try Study(seed: 1).optimize(trials: 3) { _ in 0.5 }
      }
      #expect(shown.hasPrefix("\r"))
      #expect(shown.contains("0/3"))
      #expect(shown.contains("3/3, best 0.5 (trial 0)"))
      // The terminal converts the final line feed to a carriage return and a line feed.
      #expect(shown.split(separator: "\r\n").count == 1)
    }
  }

  @Test func `a run shows nothing with the display none`() async {
    await #expect(processExitsWith: .success) {
      let shown = try textOnTerminal {
        try Study(seed: 1).optimize(trials: 3, progress: .none) { _ in 0.5 }
      }
      #expect(shown == "")
    }
  }

  @Test func `a terminal that cannot rewrite a line shows nothing`() async {
    await #expect(processExitsWith: .success) {
      let shown = try textOnTerminal(kind: "dumb") {
        try Study(seed: 1).optimize(trials: 3) { _ in 0.5 }
      }
      #expect(shown == "")
    }
  }

  @Test func `of nested runs the outer one shows its line`() async {
    await #expect(processExitsWith: .success) {
      let shown = try textOnTerminal {
        try Study(seed: 1).optimize(trials: 2) { _ in
          let inner = try Study(seed: 2)
          try inner.optimize(trials: 7) { try $0.suggest("x", in: 0.0...1.0) }
          return 0.5
        }
        // Afterwards another run can use the terminal.
        try Study(seed: 3).optimize(trials: 9) { _ in 0.5 }
      }
      #expect(shown.contains("2/2"))
      #expect(!shown.contains("/7"))
      #expect(shown.contains("9/9"))
    }
  }

  @Test func `other messages are printed above the line`() async {
    await #expect(processExitsWith: .success) {
      let shown = try textOnTerminal {
        let study = try Study("s", sampler: .random, seed: 1)
        try study.enqueue(["ratee": 0.5])
        try study.optimize(trials: 2) { try $0.suggest("rate", in: 0.0...1.0) }
      }
      let lines = shown.split(separator: "\r\n").map(String.init)
      try #require(lines.count == 2)
      let warning = "Trial 0 of the study \"s\" was enqueued with a value for \"ratee\""
      #expect(lines[0].contains("\r\u{1B}[K" + warning))
      #expect(lines[1].contains("2/2"))
    }
  }
}

/// The text that a closure writes to the standard error stream, which is a terminal meanwhile.
private func textOnTerminal(kind: String = "xterm", _ body: () throws -> Void) throws -> String {
  setenv("TERM", kind, 1)
  var (terminal, end): (Int32, Int32) = (-1, -1)
  try #require(openpty(&terminal, &end, nil, nil, nil) == 0)
  let errors = dup(STDERR_FILENO)
  dup2(end, STDERR_FILENO)
  close(end)
  defer { dup2(errors, STDERR_FILENO) }
  try body()
  // An end mark, so that reading ends without closing descriptors that others may use.
  let mark = "\u{4}end"
  _ = mark.withCString { write(STDERR_FILENO, $0, strlen($0)) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 4096)
  while !bytes.suffix(mark.utf8.count).elementsEqual(mark.utf8) {
    let count = read(terminal, &buffer, buffer.count)
    guard count > 0 else { break }
    bytes += buffer[..<count]
  }
  return String(decoding: bytes.dropLast(mark.utf8.count), as: UTF8.self)
}
