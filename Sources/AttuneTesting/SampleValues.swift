import Attune

/// Numbers, texts and labels that an incorrect encoding would change.
enum SampleValues {
  static let attributes: JSONObject = [
    "": "the empty name",
    "null": nil,
    "nested": ["list": [1, 2.5, nil, true, "x", [:], []], "object": ["a": ["b": [["c": 0.1]]]]],
    "integers": [0, -1, .int(.max), .int(.min)],
    "floats": [
      1.0, -0.0, 0.1, 1e308, .float(.leastNonzeroMagnitude), .float(1.0.nextUp), 1e-7, 1e22,
    ],
    "not finite": [.float(.nan), .float(.infinity), .float(-.infinity)],
    "text": "\u{E9} e\u{301} \u{1F600} \"quoted\" \\ / \n\t\r \u{0} \u{7F} \u{2028} \u{FEFF}end ",
    "n\u{E4}me \"quoted\" \\ \u{1F600}\n": true,
    "space ": false,
    "constraints:c": -1.5,
  ]

  /// Includes steps in another order than that of their numbers.
  static let reports: [IntermediateValue] = [
    (7, 0.1), (0, .infinity), (2_147_483_647, 1), (1, -.infinity), (2, .nan), (3, -0.0),
    (4, .leastNonzeroMagnitude), (5, -.greatestFiniteMagnitude), (6, 1.0.nextUp),
    (8, .leastNormalMagnitude / 8),
    (9, 123_456_789.123_456_79),
  ].map { IntermediateValue(step: $0, value: $1) }

  static var floats: [Parameter] {
    get throws {
      try [
        ("x", FloatDistribution(-1...1), 0.1),
        ("negative zero", FloatDistribution(-1...1), -0.0),
        ("log", FloatDistribution(1e-300...1e300, scale: .log), 1.234_567_890_123_456_7e-7),
        ("step", FloatDistribution(0...1, step: 0.1), 0.30000000000000004),
        ("subnormal", FloatDistribution(0...(.leastNormalMagnitude / 8)), .leastNonzeroMagnitude),
        ("large", FloatDistribution(-1.7e308...1.7e308), -1.6e308),
        ("constant", FloatDistribution(2...2), 2),
        ("outside", FloatDistribution(0...1), 7),
      ].map { Parameter(name: $0, distribution: .float($1), recordedValue: $2) }
    }
  }

  static var ints: [Parameter] {
    get throws {
      try [
        ("n", IntDistribution(-3...3), -3),
        ("log n", IntDistribution(1...1024, scale: .log), 512),
        ("odd", IntDistribution(1...99, step: 2), 33),
        ("large n", IntDistribution(-(1 << 53)...(1 << 53)), 9_007_199_254_740_991),
      ].map { Parameter(name: $0, distribution: .int($1), recordedValue: Double($2)) }
    }
  }

  /// One parameter for each kind of label.
  static var choices: [Parameter] {
    get throws {
      let labels: [JSONValue] = [
        nil, false, 7, 2.5, -0.0, .float(.infinity), "relu", "", "\u{E9} \"\u{1F600}\"\n",
      ]
      let distribution = try Distribution.categorical(CategoricalDistribution(choices: labels))
      let single = try Distribution.categorical(CategoricalDistribution(choices: ["only"]))
      return labels.indices.map {
        Parameter(name: "choice \($0)", distribution: distribution, recordedValue: Double($0))
      } + [Parameter(name: "single", distribution: single, recordedValue: 0)]
    }
  }
}
