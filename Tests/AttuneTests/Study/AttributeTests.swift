import Testing

@testable import Attune

/// User attributes of studies and trials.
@Suite struct AttributeTests {
  private static let values: [JSONValue] = [
    nil, true, 0, -7, 0.1, -0.0, .float(.infinity), "", "näme \"quoted\"\n\u{1F600}", [],
    [1, [nil]],
    [:], ["a": ["b": [1, 2.5]]], .int(.max), .int(.min), .float(.leastNonzeroMagnitude),
  ]

  @Test(arguments: StorageCase.allCases)
  func `every kind of JSON value is restored exactly`(storage: StorageCase) throws {
    try storage.withStorage { open in
      let study = try Study("s", storage: open(), seed: 1)
      let trial = try study.ask()
      for (index, value) in Self.values.enumerated() {
        try study.setUserAttribute("\(index)", to: value)
        try trial.setUserAttribute("\(index)", to: value)
      }
      try study.tell(trial, 0.5)
      let reopened = try Study("s", storage: open())
      for (index, value) in Self.values.enumerated() {
        #expect(reopened.userAttributes["\(index)"] == value)
        #expect(reopened.trials[0].userAttributes["\(index)"] == value)
      }
      #expect(reopened.userAttributes.keys == Self.values.indices.map(String.init))
    }
  }

  @Test func `Swift values are converted to JSON`() throws {
    let study = try Study(seed: 1)
    let trial = try study.ask()
    try trial.setUserAttribute("bool", to: true)
    try trial.setUserAttribute("int", to: 3)
    try trial.setUserAttribute("double", to: 0.1)
    try trial.setUserAttribute("float", to: Float(0.5))
    try trial.setUserAttribute("string", to: "text")
    try trial.setUserAttribute("array", to: [1, 2])
    try trial.setUserAttribute("dictionary", to: ["b": [1.5], "a": []])
    try trial.setUserAttribute("nothing", to: Int?.none)
    #expect(
      trial.snapshot.userAttributes == [
        "bool": true, "int": 3, "double": 0.1, "float": 0.5, "string": "text", "array": [1, 2],
        "dictionary": ["a": [], "b": [1.5]], "nothing": nil,
      ])
  }

  @Test(arguments: StorageCase.allCases)
  func `a later value of an attribute replaces the earlier one`(storage: StorageCase) throws {
    try storage.withStorage { open in
      let study = try Study("s", storage: open(), seed: 1)
      let trial = try study.ask()
      for value in 1...3 {
        try study.setUserAttribute("a", to: value)
        try trial.setUserAttribute("a", to: value)
      }
      let reopened = try Study("s", storage: open())
      #expect(reopened.userAttributes == ["a": 3])
      #expect(reopened.trials[0].userAttributes == ["a": 3])
    }
  }

  @Test func `attributes of an interrupted attempt remain`() throws {
    let study = try Study(seed: 1)
    #expect(throws: CancellationError.self) {
      try study.optimize(trials: 1) { trial -> Double in
        try trial.setUserAttribute("first", to: 1)
        throw CancellationError()
      }
    }
    try study.optimize(trials: 1) { trial in
      try trial.setUserAttribute("second", to: 2)
      return 0.5
    }
    #expect(study.trials[0].userAttributes == ["first": 1, "second": 2])
  }

  @Test func `attributes of the library are not among the user attributes`() throws {
    let study = try Study(seed: 1)
    try study.optimize(trials: 1) { _ in 0.5 }
    #expect(study.userAttributes.isEmpty)
    #expect(study.trials[0].userAttributes.isEmpty)
  }
}
