import Testing

@testable import Attune

/// Distributions as JSON: Optuna's format, the formats of its older versions, and the short format.
@Suite struct DistributionCodecTests {
  private func decode(_ text: String) throws -> Distribution {
    try DistributionCodec.decode(JSONParser.parse(text))
  }

  @Test func `distributions of every kind round-trip`() throws {
    var source = RandomOperations(seed: 61)
    for _ in 0..<2000 {
      let distribution = try source.distribution()
      let text = JSONWriter.text(.object(DistributionCodec.encode(distribution)))
      // Compare descriptions as well: 0.0 equals -0.0.
      let back = try decode(text)
      try #require(back == distribution && "\(back)" == "\(distribution)", "\(text)")
    }
  }

  @Test func `ranges with decimal steps round-trip`() throws {
    var random = RandomStream(seed: 62)
    for _ in 0..<2000 {
      let low = Double(random.index(below: 2_000_000) - 1_000_000) / 1000
      let step = Double(1 + random.index(below: 5000)) * (random.index(below: 2) == 0 ? 1e-3 : 1e-9)
      let distribution = Distribution.float(
        try FloatDistribution(low: low, high: low + 10 * random.uniform(), step: step))
      let text = JSONWriter.text(.object(DistributionCodec.encode(distribution)))
      try #require(try decode(text) == distribution, "\(text)")
    }
  }

  @Test(arguments: [
    #"{"name": "UniformDistribution", "attributes": {"low": 0, "high": 2}}"#,
    #"{"name": "FloatDistribution", "attributes": {"low": 0.0, "high": 2.0}}"#,
    #"{"attributes": {"high": 2.0, "log": false, "low": 0.0, "step": null}, "name": "FloatDistribution"}"#,
    #"{"type": "float", "low": 0, "high": 2}"#,
    #"{"type": "float", "low": 0.0, "high": 2, "step": null, "log": false}"#,
  ])
  func `a range of floats has several formats`(text: String) throws {
    #expect(try decode(text) == .float(try FloatDistribution(0...2)))
  }

  @Test(arguments: [
    #"{"name": "LogUniformDistribution", "attributes": {"low": 0.5, "high": 2}}"#,
    #"{"name": "FloatDistribution", "attributes": {"low": 0.5, "high": 2, "log": true}}"#,
    #"{"type": "float", "low": 0.5, "high": 2.0, "log": true}"#,
  ])
  func `a logarithmic range of floats has several formats`(text: String) throws {
    #expect(try decode(text) == .float(try FloatDistribution(0.5...2, scale: .log)))
  }

  @Test(arguments: [
    #"{"name": "DiscreteUniformDistribution", "attributes": {"low": 0, "high": 1.0, "q": 0.3}}"#,
    #"{"name": "FloatDistribution", "attributes": {"low": 0, "high": 0.9, "step": 0.3}}"#,
    #"{"type": "float", "low": 0, "high": 1, "step": 0.3}"#,
  ])
  func `a range of floats with a step has several formats`(text: String) throws {
    let distribution = try decode(text)
    #expect(distribution == .float(try FloatDistribution(0...1, step: 0.3)))
    guard case .float(let float) = distribution else { return }
    #expect(float.high == 0.9)
  }

  @Test(arguments: [
    #"{"name": "IntUniformDistribution", "attributes": {"low": 1, "high": 10, "step": 4}}"#,
    #"{"name": "IntDistribution", "attributes": {"low": 1, "high": 9, "step": 4, "log": false}}"#,
    #"{"name": "IntDistribution", "attributes": {"low": 1.0, "high": 9.0, "step": 4.0}}"#,
    #"{"type": "int", "low": 1, "high": 12, "step": 4}"#,
  ])
  func `a range of integers with a step has several formats`(text: String) throws {
    let distribution = try decode(text)
    #expect(distribution == .int(try IntDistribution(1...9, step: 4)))
  }

  @Test(arguments: [
    #"{"name": "IntLogUniformDistribution", "attributes": {"low": 1, "high": 10, "step": 1}}"#,
    #"{"name": "IntDistribution", "attributes": {"low": 1, "high": 10, "log": true}}"#,
    #"{"type": "int", "low": 1, "high": 10, "log": true}"#,
  ])
  func `a logarithmic range of integers has several formats`(text: String) throws {
    #expect(try decode(text) == .int(try IntDistribution(1...10, scale: .log)))
  }

  @Test(arguments: [
    #"{"name": "CategoricalDistribution", "attributes": {"choices": ["a", 1, 1.0, true, null, NaN]}}"#,
    #"{"type": "categorical", "choices": ["a", 1, 1.0, true, null, NaN]}"#,
  ])
  func `choices have two formats`(text: String) throws {
    let labels: [JSONValue] = ["a", 1, 1.0, true, nil, .float(.nan)]
    #expect(try decode(text) == .categorical(try CategoricalDistribution(choices: labels)))
  }

  @Test func `duplicate choices can be read but not created`() throws {
    let distribution = try decode(#"{"type": "categorical", "choices": ["a", "a"]}"#)
    #expect(distribution.label(of: .choice(1)) == "a")
  }

  @Test func `the widest ranges round-trip`() throws {
    let widest: [Distribution] = [
      .float(
        try FloatDistribution(
          low: -.greatestFiniteMagnitude, high: .greatestFiniteMagnitude)),
      .float(
        try FloatDistribution(
          low: .leastNonzeroMagnitude, high: .greatestFiniteMagnitude, scale: .log)),
      .int(try IntDistribution(-(1 << 53)...1 << 53)),
    ]
    for distribution in widest {
      let text = JSONWriter.text(.object(DistributionCodec.encode(distribution)))
      #expect(try decode(text) == distribution)
    }
  }
}
