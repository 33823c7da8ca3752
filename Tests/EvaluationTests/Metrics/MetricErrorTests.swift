import AttuneEvaluation
import Testing

@Suite struct MetricErrorTests {
  @Test func `lists that do not fit together are refused`() {
    expectError("there are 1 predictions for 2 true values; give one for each") {
      _ = try ConfusionMatrix(truth: [1, 2], predicted: [1])
    }
    expectError("there is nothing to judge; give at least one prediction") {
      _ = try RegressionScores(truth: [], predicted: [])
    }
    expectError("there are 3 weights for 1 true values; give one for each") {
      _ = try BinaryScores(truth: [true], predicted: [1], weights: [1, 1, 1])
    }
    expectError(
      "element 0 has 3 probabilities for 2 classes; give one for each, or say which classes there are"
    ) {
      _ = try ClassProbabilities(truth: [0, 1], predicted: [[0, 0, 1], [0, 1, 0]])
    }
  }

  @Test func `weights that weigh nothing are refused`() {
    expectError("the weight of element 1 is -1.0; weights are finite and not negative") {
      _ = try BinaryScores(truth: [true, false], predicted: [1, 0], weights: [1, -1])
    }
    expectError("the weight of element 0 is nan; weights are finite and not negative") {
      _ = try BinaryScores(truth: [true], predicted: [1], weights: [.nan])
    }
    expectError("the weights sum to 0.0; the sum must be positive and finite") {
      _ = try BinaryScores(truth: [true], predicted: [1], weights: [0])
    }
  }

  @Test func `labels that are unknown, missing or double are refused`() {
    expectError("the label c is not among the labels; add it, or give none") {
      _ = try ConfusionMatrix(truth: ["a"], predicted: ["c"], labels: ["a", "b"])
    }
    expectError("the label c is not among the labels; add it, or give none") {
      _ = try LabelSetScores(truth: [["a"]], predicted: [["c"]], labels: ["a", "b"])
    }
    expectError("the label a is twice among the labels; give each once") {
      _ = try ConfusionMatrix(truth: ["a"], predicted: ["a"], labels: ["a", "a"])
    }
    expectError("no element has a label, true or predicted; say which labels there are") {
      _ = try LabelSetScores<Int>(truth: [[]], predicted: [[]])
    }
    expectError("there are fewer than two classes; say which ones there are") {
      _ = try ClassProbabilities(truth: [1], predicted: [[1]])
    }
  }

  @Test func `a label that is not a number is refused`() {
    expectError("a label is nan, which equals nothing; leave its element out") {
      _ = try ConfusionMatrix(truth: [1, 2], predicted: [1, Double.nan])
    }
  }

  @Test func `a score of a label that is not compared is refused`() throws {
    // As scikit-learn does for a `pos_label` that neither of two classes is.
    let matrix = try ConfusionMatrix(truth: ["ham", "spam"], predicted: ["ham", "ham"])
    expectError(
      "there is no score of Spam, which is not among the labels [\"ham\", \"spam\"]; ask for one of "
        + "these, or say which labels there are"
    ) {
      _ = try matrix.score(.recall, of: "Spam")
    }
    let sets = try LabelSetScores(truth: [["a"]], predicted: [["a"]])
    #expect(throws: EvaluationError.self) { try sets.score(.recall, of: "b") }
    let probabilities = try ClassProbabilities(truth: [0, 1], predicted: [[0, 1], [0, 1]])
    #expect(throws: EvaluationError.self) { try probabilities.rocAUC(of: 7) }
  }

  @Test func `numbers that are no predictions are refused`() throws {
    expectError("the number predicted for element 1 is nan; did the model diverge?") {
      _ = try RegressionScores(truth: [1, 2], predicted: [1, .nan])
    }
    expectError("the true number of element 0 is inf; leave the element out") {
      _ = try RegressionScores(truth: [.infinity], predicted: [1])
    }
    expectError(
      "the number predicted for element 0 is NaN, which is neither higher nor lower than others; did "
        + "the model diverge?"
    ) {
      _ = try BinaryScores(truth: [true], predicted: [.nan])
    }
    expectError("a probability predicted for element 0 is -0.5; probabilities are in 0...1") {
      _ = try ClassProbabilities(truth: [0, 1], predicted: [[-0.5, 1.5], [0, 1]])
    }
    expectError("the probabilities predicted for element 1 sum to 0.5; divide them by it") {
      _ = try ClassProbabilities(truth: [0, 1], predicted: [[0, 1], [0, 0.5]])
    }
    let scores = try BinaryScores(truth: [true, false], predicted: [0.5, 1.5])
    expectError(
      "the number predicted for element 1 is 1.5, which is no probability; turn scores into "
        + "probabilities first"
    ) {
      _ = try scores.logLoss
    }
  }

  @Test func `a negative beta is a mistake`() async {
    await #expect(processExitsWith: .failure) {
      _ = try ConfusionMatrix(truth: [1], predicted: [1]).score(.fScore(beta: -1), of: 1)
    }
    await #expect(processExitsWith: .failure) {
      _ = try ConfusionMatrix(truth: [1], predicted: [1]).score(.fScore(beta: .nan), of: 1)
    }
  }

  private func expectError(
    _ text: String, sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void
  ) {
    #expect(throws: EvaluationError(text), sourceLocation: sourceLocation, performing: body)
  }
}
