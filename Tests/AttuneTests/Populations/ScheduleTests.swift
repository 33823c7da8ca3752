import Testing

@testable import Attune

/// The schedule of the best member.
@Suite struct ScheduleTests {
  private func population() throws -> Population {
    let population = try Population(of: 4, direction: .maximize, seed: 3)
    try population.train(slices: 12, Hill.train)
    return population
  }

  @Test func `a replayed schedule gives the values and the state of the best member`() throws {
    let population = try population()
    let schedule = try #require(population.bestSchedule)
    let (state, values) = try schedule.replay(Hill.train)
    #expect(values == schedule.steps.map(\.value))
    #expect(values.last == population.best?.value)
    #expect(try state == population.bestState())
    #expect(schedule.steps.map(\.member.slice) == Array(0..<12))
    let changes = zip(schedule.steps, schedule.steps.dropFirst())
      .count { $0.parameters != $1.parameters }
    #expect(changes > 0)
    #expect(schedule.values(of: "a").count == 12)
    #expect(schedule.values(of: "z") == Array(repeating: nil, count: 12))
  }

  @Test func `a schedule is printed as Swift, with a line for each change`() throws {
    func step(_ number: Int, _ parameters: [(String, Distribution, Double)])
      -> ParameterSchedule.Step
    {
      ParameterSchedule.Step(
        trialNumber: number,
        member: PopulationMember(index: 0, slice: number, parent: nil, seed: 0),
        parameters: ParameterList(
          parameters.map { Parameter(name: $0.0, distribution: $0.1, recordedValue: $0.2) }),
        value: 0)
    }
    let float = Distribution.float(try FloatDistribution(0...1))
    let int = Distribution.int(try IntDistribution(0...100))
    let name = "weight decay"
    let schedule = ParameterSchedule(steps: [
      step(0, [(name, float, 0.5), ("slices", int, 3)]),
      step(1, [(name, float, 0.5), ("slices", int, 3)]),
      step(2, [(name, float, 1), ("slices", int, 3), ("2nd", float, 0.25)]),
    ])
    #expect(
      schedule.swiftSource == """
        let schedule: [(slices: Int, weightDecay: Double, slices2: Int, p2nd: Double?)] = [
          (2, 0.5, 3, nil),
          (1, 1.0, 3, 0.25),
        ]
        """)
  }
}
