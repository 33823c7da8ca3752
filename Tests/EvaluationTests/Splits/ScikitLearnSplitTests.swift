import AttuneEvaluation
import Testing

/// Compares splits with those of scikit-learn, whose expected results are digests, or "error" if it
/// throws.
@Suite struct ScikitLearnSplitTests {
  @Test func `unshuffled folds equal those of KFold`() throws {
    try expectAgreement("kFold") { words throws(EvaluationError) in
      digest(try .kFold(Int(words[1])!, count: Int(words[0])!))
    }
  }

  @Test func `leave-one-out folds equal those of LeaveOneOut`() throws {
    try expectAgreement("leaveOneOut") { words throws(EvaluationError) in
      digest(try .leaveOneOut(count: Int(words[0])!))
    }
  }

  @Test func `folds of a time series equal those of TimeSeriesSplit`() throws {
    try expectAgreement("timeSeries") { words throws(EvaluationError) in
      digest(
        try .timeSeries(
          Int(words[1])!, count: Int(words[0])!, validationSize: Int(words[2]),
          gap: Int(words[3])!, maximumTrainingSize: Int(words[4])))
    }
  }

  @Test func `stratified folds equal those of StratifiedKFold`() throws {
    try expectAgreement("stratified") { words throws(EvaluationError) in
      assignment(try .stratified(Int(words[0])!, labels: words[1]))
    }
  }

  @Test func `grouped folds equal those of GroupKFold`() throws {
    try expectAgreement("grouped") { words throws(EvaluationError) in
      assignment(try .grouped(Int(words[0])!, groups: words[1]))
    }
  }

  @Test func `stratified grouped folds equal those of StratifiedGroupKFold`() throws {
    try expectAgreement("stratifiedGrouped") { words throws(EvaluationError) in
      assignment(try .stratifiedGrouped(Int(words[0])!, labels: words[1], groups: words[2]))
    }
  }

  @Test func `a hold-out split equals that of train_test_split`() throws {
    try expectAgreement("holdOut") { words throws(EvaluationError) in
      let parts = try HoldOut(count: Int(words[0])!, validation: 0, test: Double(words[1])!)
      return digest([Fold(training: parts.training, validation: parts.test)])
    }
  }

  @Test func `class counts of a stratified hold-out equal those of train_test_split`() throws {
    try expectAgreement("stratifiedHoldOut") { words throws(EvaluationError) in
      let labels = Array(words[0])
      let parts = try HoldOut(
        labels: labels, validation: Double(words[1])!, shuffleSeed: UInt64(labels.count))
      return Set(labels).sorted().map { label in
        String(parts.training.count { labels[$0] == label })
      }.joined(separator: ",")
    }
  }

  private func expectAgreement(
    _ kind: String, answer: ([String]) throws(EvaluationError) -> String
  ) throws {
    for words in try ScikitLearn.cases(kind, in: "splits.txt") {
      let found: String
      do {
        found = try answer(words)
      } catch {
        found = "error"
      }
      #expect(found == words.last, "\(kind) \(words.joined(separator: " "))")
    }
  }

  /// Returns the upper half of the FNV-1a hash of the indices, counted from 1, with a 0 after each
  /// part.
  private func digest(_ folds: [Fold]) -> String {
    var state: UInt64 = 0xCBF2_9CE4_8422_2325
    for part in folds.flatMap({ [$0.training, $0.validation] }) {
      for number in part.map({ UInt64($0 + 1) }) + [0] {
        state = (state ^ number) &* 0x100_0000_01B3
      }
    }
    let text = String(state >> 32, radix: 16)
    return String(repeating: "0", count: 8 - text.count) + text
  }

  /// Returns for each element the index of the fold whose validation part contains it, as a letter.
  private func assignment(_ folds: [Fold]) -> String {
    let count = folds.reduce(0) { $0 + $1.validation.count }
    var letters = [UInt8](repeating: UInt8(ascii: "?"), count: count)
    for (number, fold) in folds.enumerated() {
      #expect((fold.training + fold.validation).sorted() == Array(0..<count))
      for index in fold.validation { letters[index] = UInt8(ascii: "a") + UInt8(number) }
    }
    return String(decoding: letters, as: UTF8.self)
  }
}
