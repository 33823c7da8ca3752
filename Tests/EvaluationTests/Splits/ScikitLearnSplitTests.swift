import AttuneEvaluation
import Testing

/// Splits against those of scikit-learn; each answer is short, and "error" where it refuses.
@Suite struct ScikitLearnSplitTests {
  @Test func `folds of neighbours are those of KFold`() throws {
    try expectAgreement("kFold") { words throws(EvaluationError) in
      digest(try .kFold(Int(words[1])!, count: Int(words[0])!))
    }
  }

  @Test func `leave-one-out is that of LeaveOneOut`() throws {
    try expectAgreement("leaveOneOut") { words throws(EvaluationError) in
      digest(try .leaveOneOut(count: Int(words[0])!))
    }
  }

  @Test func `folds of a series are those of TimeSeriesSplit`() throws {
    try expectAgreement("timeSeries") { words throws(EvaluationError) in
      digest(
        try .timeSeries(
          Int(words[1])!, count: Int(words[0])!, validationSize: Int(words[2]),
          gap: Int(words[3])!, maximumTrainingSize: Int(words[4])))
    }
  }

  @Test func `stratified folds are those of StratifiedKFold`() throws {
    try expectAgreement("stratified") { words throws(EvaluationError) in
      assignment(try .stratified(Int(words[0])!, labels: words[1]))
    }
  }

  @Test func `grouped folds are those of GroupKFold`() throws {
    try expectAgreement("grouped") { words throws(EvaluationError) in
      assignment(try .grouped(Int(words[0])!, groups: words[1]))
    }
  }

  @Test func `stratified and grouped folds are those of StratifiedGroupKFold`() throws {
    try expectAgreement("stratifiedGrouped") { words throws(EvaluationError) in
      assignment(try .stratifiedGrouped(Int(words[0])!, labels: words[1], groups: words[2]))
    }
  }

  @Test func `elements are held out as by train_test_split`() throws {
    try expectAgreement("holdOut") { words throws(EvaluationError) in
      let parts = try HoldOut(count: Int(words[0])!, validation: 0, test: Double(words[1])!)
      return digest([Fold(training: parts.training, validation: parts.test)])
    }
  }

  @Test func `a class has the share of the training that train_test_split gives it`() throws {
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

  /// FNV-1a over the indices, counted from 1, with a 0 behind each part; the upper half of it.
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

  /// For each element the number of the fold that it is validated on in, as a letter.
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
