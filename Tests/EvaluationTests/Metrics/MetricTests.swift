import AttuneEvaluation
import Testing

@Suite struct MetricTests {
  @Test func `a confusion matrix prints as a table`() throws {
    let truth = ["cat", "cat", "dog", "bird", "dog"]
    let matrix = try ConfusionMatrix(
      truth: truth, predicted: ["cat", "dog", "dog", "cat", "dog"])
    #expect(
      matrix.description == """
        truth \\ predicted  bird  cat  dog
        bird                  0    1    0
        cat                   0    1    1
        dog                   0    0    2
        """)
    #expect(matrix[truth: "cat", predicted: "dog"] == 1)
    #expect(matrix[truth: "cat", predicted: "horse"] == 0)
    let weighted = try ConfusionMatrix(
      truth: [true, false], predicted: [true, true], labels: [true, false], weights: [0.5, 1.125])
    #expect(
      weighted.description == """
        truth \\ predicted  true  false
        true                0.5      0
        false              1.13      0
        """)
  }

  private enum Kind { case cat, dog, bird }

  @Test func `classes that are not comparable are those that occur, in order`() throws {
    let kinds: [Kind] = [.dog, .cat, .dog]
    let matrix = try ConfusionMatrix(truth: kinds, predicted: [.dog, .bird, .cat])
    #expect(matrix.labels == [.dog, .cat, .bird])
    #expect(matrix.accuracy == 1.0 / 3)
    // The result of scikit-learn 1.9.1, which also averages over the classes that occur.
    #expect(abs(matrix.score(.f1, averaged: .macro) - 0.2222222222222222) < 1e-15)
    let truths = try ConfusionMatrix(truth: [true, false], predicted: [true, true])
    #expect(truths.accuracy == 0.5)
    #expect(try truths.score(.recall, of: true) == 1)
  }

  @Test func `the score of a class that does not occur is undefined`() throws {
    let matrix = try ConfusionMatrix(truth: [0, 0], predicted: [0, 0])
    #expect(try matrix.score(.recall, of: 1) == 0)
    #expect(try matrix.score(.recall, of: 1, ifUndefined: .one) == 1)
    #expect(try matrix.score(.f1, of: 1, ifUndefined: .nan).isNaN)
    #expect(matrix.score(.f1, averaged: .micro) == 1)
  }

  @Test func `integer weights count like repetitions, also in pairs of classes`() throws {
    let truth = [0, 1, 2, 0, 1, 2]
    let rows = [
      [0.5, 0.25, 0.25], [0.5, 0.25, 0.25], [0.25, 0.25, 0.5], [0.25, 0.5, 0.25],
      [0.125, 0.625, 0.25], [0.5, 0.375, 0.125],
    ]
    let weights = [1, 2, 3, 2, 0, 1]
    let weighted = try ClassProbabilities(
      truth: truth, predicted: rows, weights: weights.map(Double.init))
    let order = weights.indices.flatMap { Array(repeating: $0, count: weights[$0]) }
    let repeated = try ClassProbabilities(
      truth: order.map { truth[$0] }, predicted: order.map { rows[$0] })
    for scheme in [MulticlassScheme.oneVersusOne, .oneVersusRest] {
      #expect(abs(weighted.rocAUC(scheme) - repeated.rocAUC(scheme)) < 1e-15)
    }
    #expect(abs(weighted.logLoss - repeated.logLoss) < 1e-15)
  }

  @Test func `the ROC AUC of classes of weight 0 is NaN`() throws {
    let metrics = try ClassProbabilities(
      truth: [0, 1, 2], predicted: [[1, 0, 0], [0, 1, 0], [0, 0, 1]], weights: [0, 0, 1])
    #expect(metrics.rocAUC(.oneVersusOne).isNaN)
    #expect(metrics.rocAUC(.oneVersusRest).isNaN)
  }

  @Test func `an F score with a beta whose square is infinite is the recall`() throws {
    let matrix = try ConfusionMatrix(truth: [1, 1, 2], predicted: [1, 2, 2])
    #expect(try matrix.score(.fScore(beta: 1e200), of: 1) == 0.5)
  }

  @Test func `the order of columns follows the labels`() throws {
    let straight = try ClassProbabilities(
      truth: ["a", "b"], predicted: [[0.75, 0.25], [0.5, 0.5]])
    let turned = try ClassProbabilities(
      truth: ["a", "b"], predicted: [[0.25, 0.75], [0.5, 0.5]], labels: ["b", "a"])
    #expect(straight.labels == ["a", "b"])
    #expect(straight.logLoss == turned.logLoss)
    #expect(try straight.rocAUC(of: "a") == turned.rocAUC(of: "a"))
  }

  @Test func `infinite scores are the lowest and the highest`() throws {
    let metrics = try BinaryScores(
      truth: [false, true, false, true], predicted: [-.infinity, 0, 1, .infinity])
    #expect(metrics.rocAUC == 0.75)
  }

  @Test func `equal true values whose mean is rounded are recognized as constant`() throws {
    // The computed mean of ten values of 0.1 is not 0.1.
    let truth = [Double](repeating: 0.1, count: 10)
    #expect(try RegressionScores(truth: truth, predicted: truth).r2 == 1)
    // scikit-learn returns 0 for ten values and −5.2e33 for three.
    for count in 2...10 {
      let few = truth.prefix(count)
      #expect(try RegressionScores(truth: few, predicted: few.map { $0 + 1 }).r2 == 0)
    }
  }

  @Test func `slices and lazy collections are compared in order`() throws {
    let truth = [9, 1, 0, 1][1...]
    let matrix = try ConfusionMatrix(truth: truth, predicted: [1, 1, 1].lazy.map { $0 })
    #expect(matrix.accuracy == 2.0 / 3)
    let scores = try RegressionScores(truth: [9.0, 1, 2][1...], predicted: [2, 2])
    #expect(scores.meanAbsoluteError == 0.5)
  }
}
