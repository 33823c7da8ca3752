import Attune
import Foundation
import ProgramTesting
import Synchronization
import Testing

@testable import attune_cli

/// Tests finding values in the output of a program.
@Suite struct OutputReaderTests {
  private static let option = attune_cli.Option.value("minimize", value: "PATTERN", "")

  /// Collects warnings.
  private final class Warnings: Sendable {
    private let texts = Mutex<[String]>([])

    var all: [String] { texts.withLock { $0 } }

    func add(_ text: String) { texts.withLock { $0.append(text) } }
  }

  private func pattern(_ text: String, groups: ClosedRange<Int> = 1...1) throws -> OutputPattern {
    try OutputPattern(text, of: Self.option, groups: groups)
  }

  private func reader(
    _ objectives: [String], report: String? = nil, step: String? = nil,
    warnings: Warnings = Warnings()
  ) throws -> OutputReader {
    OutputReader(
      try objectives.map { try pattern($0) },
      report: try report.map {
        ReportPattern(
          value: try pattern($0, groups: 1...2), step: try step.map { try pattern($0) },
          warning: OneTimeWarning(warnings.add))
      })
  }

  private func value(_ pattern: String, in lines: String...) throws -> Double {
    var reader = try reader([pattern])
    for line in lines { _ = reader.read(line) }
    return try reader.values()[0]
  }

  @Test func `the last match counts, in a line and over lines`() throws {
    var reader = try reader(["v=(\\S+)", "w (?<number>[-+0-9.e]+)", "loss"])
    for line in [
      "v=1 v=2", "w 5", "nothing", "v=3 v=-1e-3 end", "W 7", "loss=1 loss=2", "losses=3",
    ] {
      #expect(reader.read(line) == nil)
    }
    #expect(try reader.values() == [-1e-3, 5, 2])
  }

  // MARK: Names

  @Test(arguments: [
    "loss=0.5", "loss: 0.5", "loss 0.5", "loss = 0.5", "loss:0.5,", "loss=.5;", "loss := 0.5",
    "loss: +0.5.", "loss: 5e-1", "loss: 5E-01", "loss: 50.0e-2 (best)", "loss\t0.5", "[loss=0.5]",
    "{\"epoch\": 3, \"loss\": 0.5, \"val_loss\": 7}", "{\"loss\":0.5,\"val_loss\":7}",
    "{'loss': 0.5}", "{\"loss\": \"0.5\"}", "val_loss=7 loss=0.5 train/loss=8 loss.item=9 loss2=3",
    " - loss: 0.5 - val_loss: 0.25", "--loss=0.5", "12/12 ━━ 0s 5ms/step - loss: 0.5",
    "\u{1B}[1mloss\u{1B}[0m: \u{1B}[31m0.5\u{1B}[0m", "loss: 0.5%", "loss function; loss: 0.5",
    "loss: high, loss: 0.5", "loss：0.5", "损失 loss: 0.5，", "loss: 0.5±0.1", "loss: 0.5 loss info",
    "\u{1B}]0;title\u{7}loss: 0.5", "loss: 0.5 ... loss",
  ])
  func `a value is found by its name`(line: String) throws {
    #expect(try value("loss", in: line) == 0.5)
  }

  @Test(arguments: [
    ("-.5", -0.5), ("1.", 1), ("5E-05", 5e-05), ("+3", 3), ("inf", Double.infinity),
    ("-Infinity", -Double.infinity), ("1e400", Double.infinity), ("1e-400", 0), ("\u{2212}2", -2),
    ("007", 7), ("93.5%", 93.5), ("0", 0),
  ])
  func `a number is parsed in every notation`(text: String, expected: Double) throws {
    #expect(try value("loss", in: "loss=\(text)") == expected)
    #expect(try value("loss:", in: "loss: \(text)") == expected)
    #expect(try value("loss=(.*)", in: "loss= \(text.replacing("%", with: "")) ") == expected)
  }

  @Test(arguments: ["nan", "NaN", "-nan"])
  func `NaN is a number, and counts if it is the last value`(text: String) throws {
    #expect(try value("loss", in: "loss: 0.9", "loss: \(text)").isNaN)
  }

  @Test(arguments: [
    "0.5.3", "1e", "0x10", "5e-05abc", "1,234.5", "1,5", "1_000", "1'000", "0.5s", "3/10", "12:30",
    "2024-01-05", "1*10^5", "1e5.5", "high", "None", "nano", "--5", "", "{", "0.5…", "1+2j",
    "1.#QNAN", "-1.#IND", "1’234.5", "1\u{A0}234,5", "1\u{202F}234.5", "1\u{200B}2", "10⁻⁵", "1½",
    "0．5", "0.5..0.7", "0.9\u{8}\u{8}0.1", "12\u{0}34", "1\u{FFFD}2", "5×10^-3",
  ])
  func `an incomplete number fails the trial, and the reason quotes the line`(
    text: String
  ) throws {
    let line = "epoch 3 loss: \(text) end"
    let error = #expect(throws: ProgramFailure.self) {
      try value("loss", in: "loss: 0.5", line)
    }
    #expect(error?.description.hasPrefix("the value of \"loss\" is ") == true)
    #expect(error?.description.hasSuffix("which is not a number, in the line \"\(line)\"") == true)
  }

  @Test(arguments: ["f1 (macro)", "[loss", "a|b", "lo*"])
  func `a pattern with special characters needs a group`(text: String) {
    #expect(throws: (any Error).self) { try value(text, in: "\(text)=1") }
  }

  @Test(arguments: ["top-5 acc", "val/loss", "R²", "acc@1", "valid_0's l2", "a.b", "%", "5"])
  func `a name may contain almost any character`(name: String) throws {
    #expect(try value(name, in: "\(name): 0.25") == 0.25)
  }

  @Test func `a missing name fails the trial`() throws {
    let error = #expect(throws: ProgramFailure.self) { try value("loss", in: "val_loss: 0.5") }
    #expect(
      error?.description
        == "no line of the output has a value of \"loss\", as loss=0.5 or loss: 0.5")
  }

  // MARK: Expressions

  @Test(arguments: [
    ("loss: ([0-9.e+-]+)", "loss: 5E-05", #"has found "5", which is only part of "5E-05""#),
    ("loss: ([0-9.e+-]+)", "loss: 1,234.5", #"has found "1", which is only part of "1,234.5""#),
    ("val=([0-9.]+)", "val=5e-05", #"has found "5", which is only part of "val=5e-05""#),
    (".*([0-9.]+)", "val=0.25", #"has found "5", which is only part of "val=0.25""#),
    ("val=-?([0-9.]+)", "val=-0.25", #"has found "0.25", which is only part of "val=-0.25""#),
    ("val=(\\d+).*s", "val=5.5 s", #"has found "5", which is only part of "val=5.5""#),
    ("v=(.*)", "v=0x10", #"has found "0x10", which is not a number"#),
    ("v=(\\S+),", "v=1,2,", #"has found "1,2", which is not a number"#),
    ("v=(.*)", "v=high", #"has found "high", which is not a number"#),
    ("v=(\\d*)x", "v=x", #"has found "", which is not a number"#),
    ("loss: ([0-9.e+-]+)", "loss: nan", "does not match the number nan"),
    ("val=([0-9.]+)", "val=-0.25", "does not match the number -0.25"),
    ("loss: ([0-9.]+)$", "loss: nan", "does not match the number nan"),
    ("loss: ([0-9.]+) acc", "loss: nan acc", "does not match the number nan"),
    ("(?:loss: ([0-9.]+))", "loss: nan", "does not match the number nan"),
    ("loss: ([0-9.]+)|foo", "loss:  -inf", "does not match the number -inf"),
    ("([0-9.]+) loss", "nan loss", "does not match the number nan"),
    ("^([0-9.]+)$", "nan", "does not match the number nan"),
    ("loss: ([0-9.]+).*", "loss: 1,234.5", #"has found "1", which is only part of "1,234.5""#),
    ("loss: ([0-9.]+).*$", "loss: 3/10", #"has found "3", which is only part of "3/10""#),
    ("loss: .*?([0-9]+)$", "loss: 1,234", #"has found "234", which is only part of "1,234""#),
    ("a(.*b)?", String(repeating: "a", count: 65_536), "takes too many steps"),
  ])
  func `an expression neither matches part of a number nor skips one`(
    pattern: String, line: String, reason: String
  ) throws {
    let error = #expect(throws: ProgramFailure.self) {
      try value(pattern, in: "loss: 0.9 val=0.9 v=0.9x", line)
    }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains(line.prefix(100)) == true)
  }

  @Test(arguments: [
    ("loss:(.*)", "loss:  0.25 ", 0.25), ("t=([0-9.]+)s", "t=3.5s", 3.5), ("(\\d+),", "12,5", 12),
    ("layer\\.(\\d+)", "layer.3", 3), ("top-(\\d)", "top-5", 5), ("v(\\d+)", "v2", 2),
    ("(\\d+)x", "10x", 10), ("\\.\\.\\.(\\S+)", "loss...0.5", 0.5),
    ("(?i)t=([0-9.]+)S", "t=3.5s", 3.5), ("loss: ([0-9.]+) \\(val\\)", "loss: 0.5 (val)", 0.5),
  ])
  func `literal characters next to a group are not part of the number`(
    pattern: String, line: String, expected: Double
  ) throws {
    #expect(try value(pattern, in: line) == expected)
  }

  @Test func `a pattern ignores lines that it is not meant for`() throws {
    // The trial would fail if the number in the second line counted as skipped.
    #expect(
      try value("loss: ([0-9.]+) \\(val\\)", in: "loss: 0.5 (val)", "loss: nan (train)") == 0.5)
    #expect(try value("loss (\\d+)", in: "loss 5", "loss info") == 5)
  }

  @Test func `a line with many occurrences of a name takes linear time`() throws {
    let line = String(repeating: "loss:", count: 13_000)
    #expect(throws: ProgramFailure.self) { try value("loss", in: "loss: 0.5", line) }
  }

  // MARK: Reports

  @Test func `steps are read from the same or an earlier line, or counted`() throws {
    var pair = try reader(["loss"], report: #"epoch (\d+) .*val=(\S+)"#)
    #expect(pair.read("epoch 3 val=0.5") == IntermediateValue(step: 3, value: 0.5))
    var named = try reader(["loss"], report: "val_loss", step: "epoch")
    #expect(named.read("epoch=2 loss=1 val_loss=0.5") == IntermediateValue(step: 2, value: 0.5))
    #expect(named.read("epoch 3/10") == nil)
    #expect(named.read("loss: 1 - val_loss: nan")?.step == 3)
    #expect(named.read("{\"epoch\": 4.0, \"val_loss\": 7}") == IntermediateValue(step: 4, value: 7))
    var counted = try reader(["loss"], report: "val")
    #expect(counted.read("val 5") == IntermediateValue(step: 0, value: 5))
    #expect(counted.read("val 4") == IntermediateValue(step: 1, value: 4))
  }

  @Test func `an invalid report is skipped, with one warning`() throws {
    let warnings = Warnings()
    var reader = try reader(["v"], report: "e(.*) r=(.*)", warnings: warnings)
    #expect(reader.read("e3 r=0.5") == IntermediateValue(step: 3, value: 0.5))
    for line in ["e3 r=0.5.1", "e3.5 r=0.5", "e4 r=high"] { #expect(reader.read(line) == nil) }
    #expect(
      warnings.all == [
        "a report is skipped: \"e(.*) r=(.*)\" has found \"0.5.1\", which is not a number, in the "
          + "line \"e3 r=0.5.1\""
      ])
  }

  @Test func `a warning is printed if there is no report`() throws {
    let warnings = Warnings()
    var reader = try reader(["v"], report: "val", warnings: warnings)
    _ = reader.read("v=1")
    #expect(try reader.values() == [1])
    #expect(
      warnings.all == [
        "there is no report: no line of the output has a value of \"val\", as val=0.5 or val: 0.5"
      ])
  }

  // MARK: Lines

  @Test func `lines may arrive in pieces and end with a carriage return`() throws {
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

  @Test func `a line without an end does not fill memory`() throws {
    try withTemporaryFolder { (folder) throws in
      var output = ProgramOutput(
        path: "output", descriptor: open(folder + "/o", O_WRONLY | O_CREAT, 0o600))
      let piece = [UInt8](repeating: UInt8(ascii: "a"), count: ProgramOutput.lineLimit / 2 + 1)
      for _ in 1...3 { #expect(try output.take(piece).isEmpty) }
      let lines = try output.take(Array("b\nc\n".utf8))
      #expect(lines.map(\.utf8.count) == [ProgramOutput.lineLimit + "…".utf8.count, 1])
      #expect(lines[0].hasSuffix("a…"))
      #expect(
        try Data(contentsOf: URL(fileURLWithPath: folder + "/o")).count == 3 * piece.count + 4)
    }
  }

  @Test func `a number at the end of a truncated line is invalid`() throws {
    try withTemporaryFolder { folder in
      var output = ProgramOutput(
        path: "output", descriptor: open(folder + "/o", O_WRONLY | O_CREAT, 0o600))
      let start = String(repeating: " ", count: ProgramOutput.lineLimit - 7) + "loss=12"
      let line = try output.take(Array((start + "345\n").utf8))[0]
      #expect(throws: ProgramFailure.self) { try value("loss", in: line) }
      #expect(throws: ProgramFailure.self) { try value("loss=(\\d+)", in: line) }
      // A line of exactly that length is not truncated.
      #expect(try value("loss", in: try output.take(Array((start + "\n").utf8))[0]) == 12)
    }
  }
}
