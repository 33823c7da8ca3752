import AttuneEvaluation
import Foundation
import Testing

/// Compares metrics with those of scikit-learn, including undefined ones.
@Suite struct ScikitLearnMetricTests {
  @Test func `classification scores equal those of scikit-learn`() throws {
    for words in try cases("classes") {
      let labels = Array(words[2])
      let matrix = try ConfusionMatrix(
        truth: Array(words[0]), predicted: Array(words[1]), labels: labels,
        weights: weights(words[3], unit: 0.3))
      let (scores, undefined) = try settings(beta: words[4], undefined: words[5])
      expect([matrix.accuracy, matrix.balancedAccuracy], words[6], words)
      let ways: [Averaging] = [.macro, .micro, .weighted]
      let averages = ways.flatMap { way in
        scores.map { matrix.score($0, averaged: way, ifUndefined: undefined) }
      }
      expect(averages, words[7], words)
      let each = try scores.flatMap { score in
        try labels.map { try matrix.score(score, of: $0, ifUndefined: undefined) }
      }
      expect(each, words[8], words)
      let cells = labels.flatMap { truth in labels.map { matrix[truth: truth, predicted: $0] } }
      expect(cells, words[9], words)
    }
  }

  @Test func `multilabel scores equal those of scikit-learn`() throws {
    for words in try cases("labelSets") {
      let size = try #require(Int(words[2]))
      let labels = Array(0..<size)
      let metrics = try LabelSetScores(
        truth: sets(words[0], size: size), predicted: sets(words[1], size: size), labels: labels,
        weights: weights(words[3], unit: 0.3))
      let (scores, undefined) = try settings(beta: words[4], undefined: words[5])
      expect([metrics.subsetAccuracy, metrics.hammingLoss], words[6], words)
      let ways: [MultilabelAveraging] = [.macro, .micro, .weighted, .samples]
      let averages = ways.flatMap { way in
        scores.map { metrics.score($0, averaged: way, ifUndefined: undefined) }
      }
      expect(averages, words[7], words)
      let each = try labels.map { try metrics.score(scores[2], of: $0, ifUndefined: undefined) }
      expect(each, words[8], words)
    }
  }

  @Test func `ROC AUC and log loss of two classes equal those of scikit-learn`() throws {
    for words in try cases("binary") {
      let metrics = try BinaryScores(
        truth: Array(words[0]), positive: "1",
        predicted: words[1].utf8.map { Double($0 - UInt8(ascii: "a")) / 25 },
        weights: weights(words[2], unit: 0.3))
      expect([metrics.rocAUC, try metrics.logLoss], words[3], words)
    }
  }

  @Test func `ROC AUC and log loss of several classes equal those of scikit-learn`() throws {
    for words in try cases("probabilities") {
      let rows = words[1].split(separator: ",").map { row in
        let digits = row.compactMap(\.wholeNumberValue)
        return digits.map { Double($0) / Double(digits.reduce(0, +)) }
      }
      let truth = words[0].compactMap(\.wholeNumberValue)
      let labels = Array(rows[0].indices)
      let metrics = try ClassProbabilities(
        truth: truth, predicted: rows, labels: labels, weights: weights(words[2], unit: 0.3))
      // scikit-learn refuses weights for pairs of classes.
      let unweighted = try ClassProbabilities(truth: truth, predicted: rows, labels: labels)
      expect(
        [metrics.logLoss, metrics.rocAUC(.oneVersusRest), unweighted.rocAUC(.oneVersusOne)],
        words[3], words)
      expect(try labels.map { try metrics.rocAUC(of: $0) }, words[4], words)
    }
  }

  @Test func `regression scores equal those of scikit-learn`() throws {
    for words in try cases("regression") {
      let numbers = words[..<2].map { $0.split(separator: ",").compactMap { Double($0) } }
      let metrics = try RegressionScores(
        truth: numbers[0].map { $0 / 4 }, predicted: numbers[1].map { $0 / 4 },
        weights: weights(words[2], unit: 1))
      expect(
        [
          metrics.meanAbsoluteError, metrics.meanSquaredError, metrics.rootMeanSquaredError,
          metrics.r2,
        ], words[3], words)
    }
  }

  private func cases(_ kind: String) throws -> [[String]] {
    try ScikitLearn.cases(kind, in: "metrics.txt")
  }

  private func expect(_ found: [Double], _ text: String, _ words: [String]) {
    let expected = text.split(separator: ",").map { Double($0) ?? -1 }
    #expect(found.count == expected.count)
    let agree = zip(found, expected).allSatisfy { found, expected in
      found.isNaN && expected.isNaN
        || abs(found - expected) <= 1e-12 * max(1, abs(expected))
    }
    #expect(agree, "\(found) instead of \(text) for \(words.joined(separator: " "))")
  }

  private func weights(_ text: String, unit: Double) -> [Double]? {
    text == "-" ? nil : text.compactMap(\.wholeNumberValue).map { Double($0) * unit }
  }

  private func settings(
    beta: String, undefined: String
  ) throws -> (scores: [LabelScore], undefined: UndefinedScore) {
    let values: [String: UndefinedScore] = ["0.0": .zero, "1.0": .one, "nan": .nan]
    let beta = try #require(Double(beta))
    return ([.precision, .recall, .fScore(beta: beta)], try #require(values[undefined]))
  }

  /// Parses sets of labels, each a hexadecimal digit, of whose `size` bits the highest is label 0.
  private func sets(_ text: String, size: Int) -> [Set<Int>] {
    text.compactMap(\.hexDigitValue).map { mask in
      Set((0..<size).filter { mask >> (size - 1 - $0) & 1 == 1 })
    }
  }
}
