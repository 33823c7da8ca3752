import Attune
import Foundation
import ProgramTesting
import Testing

@testable import attune_cli

/// Finding values in what a program writes.
@Suite struct OutputReaderTests {
  private static let option = attune_cli.Option.value("minimize", value: "PATTERN", "")

  private func reader(_ objectives: [String], report: String? = nil) throws -> OutputReader {
    OutputReader(
      try objectives.map { try OutputPattern($0, of: Self.option, groups: 1...1) },
      report: try report.map { try OutputPattern($0, of: Self.option, groups: 1...2) })
  }

  @Test func `the last match counts, in a line and over lines`() throws {
    var reader = try reader(["v=(\\S+)", "w (?<number>[-+0-9.e]+)"])
    for line in ["v=1 v=2", "w 5", "nothing", "v=3 v=-1e-3 end", "W 7"] {
      #expect(try reader.read(line) == nil)
    }
    #expect(try reader.values() == [-1e-3, 5])
  }

  @Test(arguments: [
    ("1e400", Double.infinity), ("-inf", -Double.infinity), ("+.5", 0.5), ("0x10", 16),
  ])
  func `a value is any number that Swift reads`(text: String, expected: Double) throws {
    var reader = try reader(["v=(.*)"])
    _ = try reader.read("v=\(text)")
    #expect(try reader.values() == [expected])
  }

  @Test func `a report that is no number is a failure`() throws {
    var reader = try reader(["v=(.*)"], report: "e(.*) r=(.*)")
    #expect(try reader.read("e3 r=0.5") == IntermediateValue(step: 3, value: 0.5))
    #expect(throws: ProgramFailure.self) { try reader.read("e3 r=0.5.") }
    #expect(throws: ProgramFailure.self) { try reader.read("e3.5 r=0.5") }
  }

  @Test func `lines come in pieces, and end as progress bars end them`() throws {
    try withTemporaryFolder { (folder) throws in
      var output = ProgramOutput(
        path: "output", descriptor: open(folder + "/o", O_WRONLY | O_CREAT, 0o600))
      #expect(try output.take(Array("ab".utf8)).isEmpty)
      #expect(try output.take(Array("c\r\nd\re".utf8)) == ["abc", "d"])
      #expect(try output.take([0xFF, 0x0A, 0x20, 0x0A]) == ["e\u{FFFD}", " "])
      #expect(try output.take(Array("end".utf8)).isEmpty)
      #expect(output.finish() == ["end"])
      #expect(output.finish().isEmpty)
      #expect(output.lastLines == ["abc", "d", "e\u{FFFD}", "end"])
      #expect(
        try Data(contentsOf: URL(fileURLWithPath: folder + "/o"))
          == Data("abc\r\nd\re".utf8) + [0xFF, 0x0A, 0x20, 0x0A] + Data("end".utf8))
    }
  }

  @Test func `a line without an end does not fill the memory`() throws {
    try withTemporaryFolder { (folder) throws in
      var output = ProgramOutput(
        path: "output", descriptor: open(folder + "/o", O_WRONLY | O_CREAT, 0o600))
      let piece = [UInt8](repeating: UInt8(ascii: "a"), count: ProgramOutput.lineLimit / 2 + 1)
      for _ in 1...3 { #expect(try output.take(piece).isEmpty) }
      let lines = try output.take(Array("b\nc\n".utf8))
      #expect(lines.map(\.utf8.count) == [ProgramOutput.lineLimit, 1])
      #expect(
        try Data(contentsOf: URL(fileURLWithPath: folder + "/o")).count == 3 * piece.count + 4)
    }
  }
}
