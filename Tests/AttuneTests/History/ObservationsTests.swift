import AttuneTesting
import Testing

@testable import Attune

@Suite struct ObservationsTests {
  private static func space() throws -> SearchSpace {
    SearchSpace([
      "x": .float(try FloatDistribution(0...10)),
      "k": .categorical(try CategoricalDistribution(choices: ["a", "b"])),
    ])
  }

  private static func record(
    _ state: TrialState = .complete, x: Double, in range: ClosedRange<Double> = 0...10, k: String,
    values: [Double], constraints: [String: Double] = [:]
  ) -> TrialRecord {
    TrialRecord(
      state: state, parameters: ["x": .float(x, in: range), "k": .choice(k, of: ["a", "b"])],
      values: values, constraints: constraints)
  }

  @Test func `complete trials become points and losses`() throws {
    var builder = HistoryBuilder(directions: [.minimize, .maximize])
    builder.add(Self.record(x: 2.5, k: "a", values: [1, 2]))
    builder.add(Self.record(.failed, x: 1, k: "a", values: []))
    builder.add(Self.record(.running, x: 1, k: "a", values: []))
    builder.add(
      Self.record(x: 10, k: "b", values: [3, -.infinity], constraints: ["c": 2, "d": -1]))
    builder.add(TrialRecord(parameters: ["x": .float(1, in: 0...10)], values: [1, 1]))
    let space = try Self.space()
    let found = try builder.history().observations(over: space)
    #expect(found.numbers == [0, 3])
    #expect(found.losses == [[1, -2], [3, .infinity]])
    #expect(found.violations == [0, 2])
    let names = space.parameters.map(\.name)
    let x = try #require(names.firstIndex(of: "x"))
    #expect(found.points.map { $0[x] } == [0.25, 1])
    let k = 1 - x
    #expect(found.points[0][k] < 0.5 && found.points[1][k] > 0.5)
  }

  @Test func `values out of range are clamped`() throws {
    var builder = HistoryBuilder()
    builder.add(Self.record(x: -7, in: -50...50, k: "a", values: [1]))
    builder.add(Self.record(x: 40, in: -50...50, k: "a", values: [1]))
    let space = SearchSpace(["x": .float(try FloatDistribution(0...10))])
    #expect(try builder.history().observations(over: space).points == [[0], [1]])
  }

  @Test func `trials with NaN or another number of values are left out`() throws {
    var builder = HistoryBuilder()
    for values in [[Double.nan], [], [1, 2], nil, [3]] {
      var template = TrialTemplate()
      template.state = .complete
      template.values = values
      builder.add(unchecked: template)
    }
    let found = try builder.history().observations(over: SearchSpace())
    #expect(found.numbers == [4] && found.losses == [[3]] && found.points == [[]])
  }

  @Test func `a plan at a point has the values of its coordinates`() throws {
    let space = try Self.space()
    let history = try {
      var builder = HistoryBuilder()
      builder.add(Self.record(x: 2.5, k: "b", values: [1]))
      return try builder.history()
    }()
    let point = history.observations(over: space).points[0]
    let plan = TrialPlan(at: point, of: space, attributes: ["mark": 1])
    #expect(plan.values["x"] == 2.5 && plan.values["k"] == "b" && plan.attributes == ["mark": 1])
  }

  @Test func `a restricted history hides trials and keeps numbers`() throws {
    var builder = HistoryBuilder()
    for x in 0..<6 { builder.add(Self.record(x: Double(x), k: "a", values: [Double(x)])) }
    builder.add(TrialRecord(state: .running))
    let history = try builder.history()
    let restricted = history.restricted { $0 % 2 == 1 }
    #expect(restricted.map(\.number) == history.map(\.number))
    #expect(restricted.bestTrial?.number == 1)
    #expect(restricted.count(of: .complete) == 3 && restricted.running.isEmpty)
    #expect(restricted[0].parameters.isEmpty && restricted[0].values.isEmpty)
    #expect(restricted[3].parameters == history[3].parameters)
    #expect(restricted.observations(over: try Self.space()).numbers == [1, 3, 5])
    #expect(history.count(of: .complete) == 6)
    #expect(history.restricted { _ in true }.map(\.parameters) == history.map(\.parameters))
    #expect(restricted.revision != history.revision)
  }
}
