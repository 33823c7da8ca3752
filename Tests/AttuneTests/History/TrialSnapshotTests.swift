import Testing

@testable import Attune

@Suite struct TrialSnapshotTests {
  @Test func `reports are kept by step, the last one of each`() {
    var random = RandomStream(seed: 5)
    var trial = TrialSnapshot(number: 0, id: 0, state: .running)
    var expected: [Int: Double] = [:]
    for _ in 0..<200 {
      let (step, value) = (random.index(below: 40), random.uniform())
      trial.setIntermediateValue(value, step: step)
      expected[step] = value
      #expect(trial.intermediateValues.map(\.step) == expected.keys.sorted())
    }
    for step in -1...40 { #expect(trial.intermediateValue(at: step) == expected[step]) }
    #expect(trial.lastIntermediateValue?.step == expected.keys.max())
  }

  @Test(
    arguments: [
      ([:], 0), (["constraints:a": -1.0, "constraints:b": 0.0], 0),
      (["constraints:a": 1.5, "constraints:b": -1.0], 1.5), (["constraints": [1, 2, -3]], 3),
      (["constraints": nil], 0), (["constraints": [1], "constraints:0": -1], 0),
      (["constraints": [1], "constraints:1": 2], 3), (["other": 5], 0),
      (["constraints:a": .float(.infinity)], .infinity),
    ] as [(JSONObject, Double)])
  func `the violations of constraints are summed`(attributes: JSONObject, violation: Double) {
    let trial = TrialSnapshot(number: 0, id: 0, state: .complete, systemAttributes: attributes)
    #expect(trial.violation == violation)
    #expect(trial.isFeasible == (violation == 0))
  }

  @Test func `only a trial with one objective value has a value`() {
    #expect(TrialSnapshot(number: 0, id: 0, state: .running).value == nil)
    #expect(TrialSnapshot(number: 0, id: 0, state: .complete, values: [2]).value == 2)
    #expect(TrialSnapshot(number: 0, id: 0, state: .complete, values: [2, 3]).value == nil)
  }

  @Test func `the description of a trial is one line`() throws {
    let rate = Parameter(
      name: "rate", distribution: .float(try FloatDistribution(0...1)), recordedValue: 0.25)
    let trial = TrialSnapshot(
      number: 17, id: 20, state: .complete, values: [0.5], parameters: ParameterList([rate]))
    #expect("\(trial)" == "trial 17: complete, value 0.5, rate: 0.25")
    let failed = TrialSnapshot(
      number: 3, id: 3, state: .failed, systemAttributes: ["attune:failure": "no disk"])
    #expect("\(failed)" == "trial 3: failed, no disk")
  }

  @Test func `the duration is from the start to the end`() {
    var trial = TrialSnapshot(number: 0, id: 0, state: .running)
    trial.startTime = Timestamp(microsecondsSince1970: 5)
    #expect(trial.duration == nil)
    trial.endTime = Timestamp(microsecondsSince1970: 12)
    #expect(trial.duration == .microseconds(7))
  }
}
