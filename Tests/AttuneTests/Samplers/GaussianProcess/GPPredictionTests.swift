import AttuneTesting
import Testing

@testable import Attune

/// Predictions of an objective from the trials of a study.
@Suite struct GPPredictionTests {
  private func function(_ x: Double, _ kind: String) -> Double {
    1000 + 50 * (x - 3) * (x - 3) * (kind == "a" ? 1 : 0.5)
  }

  private func history(
    _ direction: Direction = .minimize, _ xs: [Double] = [0, 1, 2.5, 4, 4.5]
  ) throws -> TrialHistory {
    var builder = HistoryBuilder(directions: [direction])
    for x in xs {
      for kind in ["a", "b"] {
        builder.add(
          TrialRecord(
            parameters: [
              "x": .float(x, in: 0...10), "kind": .choice(kind, of: ["a", "b"]),
              "fixed": .int(3, in: 3...3),
            ], value: function(x, kind)))
      }
    }
    builder.add(TrialRecord(state: .failed, parameters: ["x": .float(8, in: 0...10)]))
    builder.add(
      TrialRecord(parameters: ["x": .float(7, in: 0...10)], value: .infinity))
    return try builder.history()
  }

  @Test(arguments: [Direction.minimize, .maximize])
  func `predictions agree with the trials of a function without noise`(
    _ direction: Direction
  ) throws {
    let sampler = GPSampler.gp(deterministic: true)
    let history = try history(direction)
    for x in [0, 1, 2.5, 4, 4.5] {
      for kind in ["a", "b"] {
        let prediction = try sampler.prediction(
          of: ["x": .float(x), "kind": .string(kind), "fixed": 3], in: history)
        #expect(abs(prediction.mean - function(x, kind)) < 2, "\(x), \(kind): \(prediction)")
        #expect(prediction.standardDeviation < 5)
      }
    }
    let between = try sampler.prediction(of: ["x": 3.2, "kind": "a"], in: history)
    #expect(abs(between.mean - function(3.2, "a")) < 30)
  }

  @Test func `the standard deviation grows with the distance from trials`() throws {
    let sampler = GPSampler()
    let history = try history()
    let deviations = try [4.5, 5.5, 7, 10].map {
      try sampler.prediction(of: ["x": .float($0), "kind": "a"], in: history).standardDeviation
    }
    #expect(zip(deviations, deviations.dropFirst()).allSatisfy { $0 < $1 }, "\(deviations)")
  }

  @Test func `more trials change the prediction`() throws {
    let sampler = GPSampler.gp(deterministic: true)
    let few = try history()
    let more = try history(.minimize, [0, 1, 2.5, 4, 4.5, 9])
    let first = try sampler.prediction(of: ["x": 9, "kind": "a"], in: few)
    let second = try sampler.prediction(of: ["x": 9, "kind": "a"], in: more)
    #expect(second.standardDeviation < first.standardDeviation)
    #expect(abs(second.mean - function(9, "a")) < 20)
    #expect(try sampler.prediction(of: ["x": 9, "kind": "a"], in: few) == first)
  }

  @Test func `errors name what is missing`() throws {
    let sampler = GPSampler()
    func code(_ parameters: JSONObject, _ history: TrialHistory) -> AnalysisError.Code? {
      do throws(AnalysisError) {
        _ = try sampler.prediction(of: parameters, in: history)
        return nil
      } catch {
        return error.code
      }
    }
    #expect(code([:], TrialHistory(directions: [.minimize])) == .noTrials)
    #expect(code([:], TrialHistory(directions: [.minimize, .maximize])) == .unsupported)
    let history = try history()
    #expect(code(["y": 1], history) == .invalidRequest)
    #expect(code(["x": "one"], history) == .invalidRequest)
    #expect(code(["kind": "c"], history) == .invalidRequest)
    #expect(code(["x": 1], history) == nil)
    var builder = HistoryBuilder()
    builder.add(TrialRecord(parameters: ["fixed": .int(3, in: 3...3)], value: 1))
    #expect(code(["fixed": 3], try builder.history()) == .noParameters)
  }
}
