import Attune
import AttuneEvaluation
import Testing

/// Tests of grids over spaces with optional properties.
@Suite struct OptionalGridTests {
  struct Constant: Estimator {
    struct Noise: TypedSpace, Hashable {
      @Tuned(in: 0.0...1.0) var level = 0.5
      @Tuned(in: 0...9) var seed: Int? = nil
    }

    struct Settings: TypedSpace, Hashable {
      @Tuned(in: 1...9) var value = 2
      @Tuned(in: 0.1...0.9) var dropout: Double? = nil
      @Tuned(in: 0.1...0.9) var decay: Double? = 0.3
      @Tuned var noise: Noise? = nil
    }

    private let settings: Settings

    init(_ settings: Settings) { self.settings = settings }

    func fit(_ inputs: [Int], _ outputs: [Double]) {}

    func predict(_ inputs: [Int]) -> [Double] { inputs.map { _ in Double(settings.value) } }
  }

  @Test(
    arguments: [
      (
        [:],
        [
          #"{"value": 2, "dropout used": false, "decay used": true, "decay": 0.3, "noise used": false}"#
        ]
      ),
      (
        ["value": [1, 2]],
        [
          #"{"value": 1, "dropout used": false, "decay used": true, "decay": 0.3, "noise used": false}"#,
          #"{"value": 2, "dropout used": false, "decay used": true, "decay": 0.3, "noise used": false}"#,
        ]
      ),
      (
        ["dropout": [0.2]],
        [
          #"{"value": 2, "dropout used": true, "dropout": 0.2, "decay used": true, "decay": 0.3, "#
            + #""noise used": false}"#
        ]
      ),
      (
        ["decay used": [false]],
        [#"{"value": 2, "dropout used": false, "decay used": false, "noise used": false}"#]
      ),
      (
        ["noise used": [true]],
        [
          #"{"value": 2, "dropout used": false, "decay used": true, "decay": 0.3, "#
            + #""noise used": true, "noise.level": 0.5, "noise.seed used": false}"#
        ]
      ),
      (
        ["noise.seed": [7]],
        [
          #"{"value": 2, "dropout used": false, "decay used": true, "decay": 0.3, "#
            + #""noise used": true, "noise.level": 0.5, "noise.seed used": true, "noise.seed": 7}"#
        ]
      ),
    ] as [([String: [JSONValue]], [String])])
  func `an optional property keeps its default unless values are given for it`(
    _ values: [String: [JSONValue]], _ settings: [String]
  ) throws {
    let result = try GridSearch(of: Constant.self, over: values, direction: .maximize).fit(
      [0, 1, 2, 3], [0, 0, 0, 0], folds: .kFold(2, count: 4),
      scoring: { _, predictions in predictions[0] })
    #expect(result.configurations.map(\.settings.json) == settings)
  }
}
