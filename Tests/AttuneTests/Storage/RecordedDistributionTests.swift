import Foundation
import Testing

@testable import Attune

/// Distributions that Optuna accepts and from which Attune cannot sample: they are read, shown and
/// copied exactly.
@Suite struct RecordedDistributionTests {
  private static func float(_ attributes: String) -> String {
    #"{"name": "FloatDistribution", "attributes": {\#(attributes)}}"#
  }

  private static func int(_ attributes: String) -> String {
    #"{"name": "IntDistribution", "attributes": {\#(attributes)}}"#
  }

  /// The results of `optuna.distributions.distribution_to_json` in Optuna 5.0.0, each with a value, the
  /// value that is shown, and the reason why no value can be sampled.
  static let unsampled: [(json: String, value: String, shown: JSONValue, reason: String)] = [
    (
      int(#""log": false, "step": 1, "low": 0, "high": 9223372036854775807"#), "4.6e+18",
      .int(4_600_000_000_000_000_000), "0...9223372036854775807 exceeds ±2^53"
    ),
    (
      int(#""log": false, "step": 1, "low": -9223372036854775808, "high": 9223372036854775807"#),
      "9.223372036854776e+18", .float(0x1p63), "exceeds ±2^53"
    ),
    (
      int(#""log": true, "step": 1, "low": 1, "high": 9223372036854775807"#), "1.0", .int(1),
      "exceeds ±2^53"
    ),
    (
      int(#""log": false, "step": 1, "low": 0, "high": 1180591620717411303425"#),
      "1.1805916207174113e+21", .float(0x1p70), "exceeds ±2^53"
    ),
    (
      int(
        #""log": false, "step": 18446744073709551616, "low": 0, "high": 36893488147419103232"#),
      "0.0", .int(0), "exceeds ±2^53"
    ),
    (
      float(#""step": null, "low": -Infinity, "high": Infinity, "log": false"#), "0.5", .float(0.5),
      "the range -inf...inf is not finite"
    ),
    (
      float(#""step": null, "low": NaN, "high": NaN, "log": false"#), "0.5", .float(0.5),
      "the range nan...nan is not finite"
    ),
    (
      float(#""step": null, "low": 1.0, "high": Infinity, "log": true"#), "2.0", .float(2),
      "the range 1.0...inf is not finite"
    ),
    (
      float(#""step": Infinity, "low": 1.0, "high": 1.0, "log": false"#), "1.0", .float(1),
      "the step inf is not a finite number"
    ),
  ]

  /// Distributions that can be sampled, but that Attune would encode differently.
  static let unusual = [
    #"{"name": "UniformDistribution", "attributes": {"low": 0.0, "high": 1.0}}"#,
    #"{"name": "LogUniformDistribution", "attributes": {"low": 0.5, "high": 1.0}}"#,
    #"{"name": "DiscreteUniformDistribution", "attributes": {"low": 0.0, "high": 1.0, "q": 0.25}}"#,
    #"{"name": "IntUniformDistribution", "attributes": {"low": 0, "high": 9, "step": 3}}"#,
    #"{"name": "IntLogUniformDistribution", "attributes": {"low": 1, "high": 9, "step": 1}}"#,
    int(#""log": false, "step": 36893488147419103232, "low": 0, "high": 0"#),
    float(#""step": null, "low": 5e-324, "high": 1e-320, "log": true"#),
    float(#""step": 5e-324, "low": 0.0, "high": 1e-320, "log": false"#),
    float(#""step": 5.0, "low": 1.0, "high": 1.0, "log": false"#),
  ]

  /// A journal with two complete trials that have the value.
  private func lines(_ json: String, value: String) -> String {
    let quoted = JSONWriter.text(.string(json))
    let time = "2026-01-31T23:59:59.000000+00:00"
    let trials = (0..<2).map { id in
      """
      {"op_code": 4, "worker_id": "w", "study_id": 0, "datetime_start": "\(time)"}
      {"op_code": 5, "worker_id": "w", "trial_id": \(id), "param_name": "x", \
      "param_value_internal": \(value), "distribution": \(quoted)}
      {"op_code": 6, "worker_id": "w", "trial_id": \(id), "state": 1, "values": [\(id).5], \
      "datetime_complete": "\(time)"}

      """
    }
    return #"{"op_code": 0, "worker_id": "w", "study_name": "s", "directions": [1]}"# + "\n"
      + trials.joined()
  }

  @Test(arguments: unsampled)
  func `a distribution that cannot be sampled is read and shown, and suggesting from it fails`(
    json: String, value: String, shown: JSONValue, reason: String
  ) throws {
    try withTemporaryJournal(of: lines(json, value: value).utf8) { journal throws in
      let diagnosis = try journal.storage.diagnose()
      #expect(diagnosis.isSound)
      let study = try #require(diagnosis.studies.first)
      let parameter = try #require(study.trials[0].parameters.parameter(named: "x"))
      #expect(parameter.value == shown)
      #expect(study.summary.description.contains("x"))
      #expect(try study.chart(.slice).svg().contains("<circle"))
      #expect(throws: Never.self) { try study.importances() }
      #expect(study.report().contains("</html>"))

      let trial = try Study(loading: "s", storage: journal.storage).ask()
      let error = try #require(throws: SearchSpaceError.self) {
        try trial.suggest("x", from: parameter.distribution)
      }
      #expect(error.description.hasPrefix("parameter \"x\" of trial 2: "))
      #expect(error.description.contains(reason))
      // Other parameters of the trial can be sampled.
      #expect(throws: Never.self) { try trial.suggest("y", in: 0.0...1.0) }
    }
  }

  @Test(arguments: unsampled.map { ($0.json, $0.value) } + unusual.map { ($0, "1.0") })
  func `a copy contains the recorded text of distributions`(
    json: String, value: String
  ) throws {
    try withTemporaryJournal(of: lines(json, value: value).utf8) { journal throws in
      try journal.storage.compact(to: journal.path + ".copy")
      let copy = try String(contentsOfFile: journal.path + ".copy", encoding: .utf8)
      let before = try #require(try journal.storage.diagnose().studies.first).trials[0].parameters
      let after = try #require(
        try JournalStorage(path: journal.path + ".copy").diagnose().studies.first
      ).trials[0].parameters
      #expect(before == after)
      let isPlain = before[0].distribution.record == nil
      #expect(isPlain || copy.contains(JSONWriter.text(.string(json))))
    }
  }

  @Test(arguments: unsampled.map(\.json))
  func `a distribution that cannot be sampled cannot be created from JSON`(
    json: String
  ) throws {
    #expect(throws: SearchSpaceError.self) { try Distribution(json: JSONParser.parse(json)) }
  }

  @Test func `the description of a large recorded bound is exact`() throws {
    let json = Self.int(#""log": false, "step": 1, "low": 0, "high": 9223372036854775807"#)
    let distribution = try DistributionCodec.decode(JSONParser.parse(json))
    #expect(distribution.description == "an integer in 0...9223372036854775807")
    #expect(distribution.value(at: 1) == .int(.max))
    #expect(distribution.contains(.int(1 << 62)))
  }
}
