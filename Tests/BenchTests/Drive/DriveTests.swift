import Attune
import Foundation
import ProgramTesting
import Testing

@testable import attune_bench

@Suite struct DriveTests {
  private static let start = #"{"op":"start","direction":"maximize","seed":7,"sampler":"tpe"}"#

  /// Two trials that use every operation and every type of parameter.
  private static let exchange = [
    start,
    #"{"op":"begin","trial":0}"#,
    #"{"op":"suggest","name":"lr","type":"float","low":1e-05,"high":1,"log":true,"step":null}"#,
    #"{"op": "suggest", "name": "n", "type": "int", "low": 1, "high": 9, "log": false, "step": 2}"#,
    #"{"op":"suggest","name":"act","type":"categorical","choices":["relu",null,3,true,0.5]}"#,
    #"{"op":"report","step":3,"value":0.21}"#,
    #"{"op":"end","value":0.17}"#,
    #"{"op":"begin","trial":1}"#,
    #"{"op":"suggest","name":"d","type":"float","low":0,"high":0.5,"log":false,"step":0.05}"#,
    #"{"op":"report","step":0,"value":NaN}"#,
    #"{"op":"end","state":"pruned"}"#,
  ]

  @Test func `an exchange is answered line by line, one study after the other`() throws {
    let input = (Self.exchange + Self.exchange + [#"{"op":"stop"}"#, "not read"]).joined(
      separator: "\n")
    let outcome = try BuiltProgram("attune-bench").run(["drive"], input: input)
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    let answers = try outcome.lines.map { try #require(JSONParser.parse($0).objectValue) }
    try #require(answers.count == 12)
    // The second study is independent of the first, so it has the same answers.
    #expect(Array(answers[..<6]) == Array(answers[6...]))

    #expect((1e-5...1).contains(try #require(answers[0]["value"]?.doubleValue)))
    #expect([1, 3, 5, 7, 9].contains(try #require(answers[1]["value"]?.intValue)))
    #expect((0..<5).contains(try #require(answers[2]["index"]?.intValue)))
    #expect(answers[3] == ["prune": false])
    let steps = try #require(answers[4]["value"]?.doubleValue) / 0.05
    #expect(abs(steps - steps.rounded()) < 1e-9)
    #expect(answers[5] == ["prune": false])
  }

  @Test(arguments: SamplerCatalogue.specifications)
  func `a study driven by another program has the same values as one in process`(sampler: String)
    throws
  {
    let problem = try Problem.named("branin")
    let specification = try SamplerSpecification(sampler)
    let run = try QualityRun(problem, with: specification, seed: 3, evaluations: 20)
    var session = DriveSession(sampler: nil)
    func answer(_ text: String) throws -> JSONValue? {
      var text = text
      return try text.withUTF8 { try session.answer(DriveRequest(UnsafeRawBufferPointer($0))) }
    }
    _ = try answer(
      #"{"op":"start","direction":"minimize","seed":3,"budget":20,"sampler":"\#(sampler)"}"#)
    for value in run.values {
      _ = try answer(#"{"op":"begin"}"#)
      var parameters: [String: JSONValue] = [:]
      for (name, low, high) in [("x0", -5, 10), ("x1", 0, 15)] {
        let request =
          #"{"op":"suggest","name":"\#(name)","type":"float","low":\#(low),"high":\#(high)}"#
        parameters[name] = try #require(answer(request)?.objectValue?["value"])
      }
      #expect(try problem.objective(FixedTrial(parameters).trial) == value)
      _ = try answer(#"{"op":"end","value":\#(value)}"#)
    }
  }

  @Test func `a pruner decides by a named metric`() throws {
    var session = DriveSession(sampler: nil)
    func answer(_ text: String) throws -> JSONValue? {
      var text = text
      return try text.withUTF8 { try session.answer(DriveRequest(UnsafeRawBufferPointer($0))) }
    }
    _ = try answer(
      #"{"op":"start","direction":"minimize","seed":1,"sampler":"random","#
        + #""pruner":"metric:maximize=accuracy,pruner=median:startup=1"}"#)
    for (accuracy, isPruned) in [(0.5, false), (0.25, true), (0.75, false)] {
      _ = try answer(#"{"op":"begin"}"#)
      #expect(try answer(#"{"op":"report","step":1,"value":1}"#) == ["prune": false])
      let report = #"{"op":"report","step":1,"value":\#(accuracy),"metric":"accuracy"}"#
      #expect(try answer(report) == ["prune": .bool(isPruned)])
      _ = try answer(isPruned ? #"{"op":"end","state":"pruned"}"# : #"{"op":"end","value":1}"#)
    }
  }

  @Test(
    arguments: [
      ("none", []), ("successive-halving:minimum=1,factor=2", [1]),
      ("successive-halving:minimum=3", [3]),
      // The brackets of Hyperband start at the minimum times the powers of the factor.
      ("hyperband:minimum=2,maximum=9,factor=4", [2, 8]),
      ("hyperband:minimum=1,maximum=9,factor=3", [1, 3, 9]),
    ])
  func `the settings of a pruner are given by name`(pruner: String, steps: [Int]) throws {
    var session = DriveSession(sampler: nil)
    func answer(_ text: String) throws -> JSONValue? {
      var text = text
      return try text.withUTF8 { try session.answer(DriveRequest(UnsafeRawBufferPointer($0))) }
    }
    _ = try answer(
      #"{"op":"start","direction":"minimize","seed":1,"sampler":"random","pruner":"\#(pruner)"}"#)
    // Every trial is worse than all before it, so that it does not pass the first rung of its bracket.
    var ends: Set<Int> = []
    for trial in 0..<40 {
      _ = try answer(#"{"op":"begin"}"#)
      let end = try (1...10).first { step in
        try answer(#"{"op":"report","step":\#(step),"value":\#(trial)}"#) == ["prune": true]
      }
      if let end {
        ends.insert(end)
        _ = try answer(#"{"op":"end","state":"pruned"}"#)
      } else {
        _ = try answer(#"{"op":"end","value":\#(trial)}"#)
      }
    }
    #expect(ends.sorted() == steps)
  }

  @Test func `an invalid setting of a pruner is an error`() throws {
    let start = #"{"op":"start","direction":"minimize","seed":1,"sampler":"random","pruner":"#
    for (pruner, message) in [
      ("hyperbend", "unknown pruner \"hyperbend\""),
      ("hyperband:factor=1", "\"factor\" needs an integer of at least 2"),
      ("successive-halving:to=9", "unknown setting \"to\""),
    ] {
      let outcome = try BuiltProgram("attune-bench").run(
        ["drive"], input: start + "\"\(pruner)\"}")
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }
  }

  @Test func `the pruner ends trials that fall behind`() throws {
    var session = DriveSession(sampler: try SamplerSpecification("random"))
    func answer(_ text: String) throws -> JSONValue? {
      var text = text
      return try text.withUTF8 { try session.answer(DriveRequest(UnsafeRawBufferPointer($0))) }
    }
    // The requested sampler does not exist; that of the command line is used.
    _ = try answer(#"{"op":"start","direction":"minimize","seed":1,"sampler":"other"}"#)
    for _ in 0..<10 {
      _ = try answer(#"{"op":"begin"}"#)
      #expect(try answer(#"{"op":"report","step":1,"value":1}"#) == ["prune": false])
      _ = try answer(#"{"op":"end","value":1}"#)
    }
    _ = try answer(#"{"op":"begin"}"#)
    #expect(try answer(#"{"op":"report","step":1,"value":2}"#) == ["prune": true])
    #expect(try answer(#"{"op":"end","state":"pruned"}"#) == nil)
    #expect(!session.hasStopped)
    #expect(try answer(#"{"op":"stop"}"#) == nil)
    #expect(session.hasStopped)
  }

  @Test(arguments: [
    (["oops"], "line 1 of the input: this is not JSON: "),
    (["[1]"], "line 1 of the input: this is not an object"),
    ([#"{"op":"begin"}"#], "line 1 of the input: \"start\" must precede this operation"),
    (
      [start, #"{"op":"end","value":1}"#],
      "line 2 of the input: \"begin\" must precede this operation"
    ),
    ([start, #"{"op":"dance"}"#], "line 2 of the input: unknown operation \"dance\""),
    (
      [#"{"op":"start","direction":"up","seed":1,"sampler":"tpe"}"#],
      "line 1 of the input: \"direct"
    ),
    (
      [start, #"{"op":"begin"}"#, #"{"op":"suggest","name":"x","type":"float","low":2,"high":1}"#],
      "line 3 of the input: \"low\" 2.0 is greater than \"high\" 1.0"
    ),
    (
      [start, #"{"op":"begin"}"#, #"{"op":"suggest","name":"x","type":"float","low":"a"}"#],
      "line 3 of the input: \"low\" must be a number, not \"a\""
    ),
    (
      [start, #"{"op":"begin"}"#, #"{"op":"suggest","name":"x","type":"int","low":1}"#],
      "line 3 of the input: \"high\" is missing"
    ),
  ])
  func `an error in a line names the line`(lines: [String], message: String) throws {
    let outcome = try BuiltProgram("attune-bench").run(
      ["drive"], input: lines.joined(separator: "\n"))
    #expect(outcome.status == 1)
    #expect(outcome.errors.hasPrefix("error: " + message), "\(outcome.errors)")
  }

  @Test func `lines of any length are read completely`() throws {
    try withTemporaryFolder { folder in
      let lines = [10, 0, 70_000, 1, 300_000, 5].map { String(repeating: "x", count: $0) }
      let url = URL(fileURLWithPath: "\(folder)/lines")
      try Data(lines.joined(separator: "\n").utf8).write(to: url)
      let file = try FileHandle(forReadingFrom: url)
      var reader = LineReader(descriptor: file.fileDescriptor)
      var counts: [Int] = []
      while let count = try reader.withNextLine({ $0.count }) { counts.append(count) }
      #expect(counts == lines.map(\.count))
    }
  }
}
