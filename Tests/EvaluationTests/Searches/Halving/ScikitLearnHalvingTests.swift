import Attune
import Testing

@testable import AttuneEvaluation

/// Compares successive halving with the iterations of scikit-learn's searches.
@Suite struct ScikitLearnHalvingTests {
  private struct Settings: TypedSpace {
    @Tuned(in: 1...100_000) var size = 1
  }

  /// The schedule in the format of the fixture.
  private static func schedule(_ words: [String]) throws -> String {
    let isRandom = words[0] == "random"
    let factor = try #require(Double(words[2]))
    let minimum: HalvingMinimum =
      switch words[4] {
      case "exhaust": .exhaust
      case "smallest": .smallest
      default: .count(try #require(Int(words[4])))
      }
    let exampleCount = try #require(Int(words[7]))
    let classCount = try #require(Int(words[9]))
    let resource: HalvingResource =
      if words[3] == "parameter" {
        .parameter("size")
      } else if classCount > 1 {
        .examples(stratifiedBy: (0..<exampleCount).map { $0 % classCount })
      } else {
        .examples
      }
    let options = try HalvingOptions<Settings>(
      resource, factor: factor, minimum: minimum, maximum: Int(words[5]),
      isAggressive: words[6] == "1")
    do {
      let bounds = try options.bounds(
        exampleCount: exampleCount, foldCount: try #require(Int(words[8])))
      let candidateCount =
        isRandom && words[1] == "exhaust"
        ? bounds.upperBound / bounds.lowerBound : try #require(Int(words[1]))
      let schedule = try options.schedule(candidateCount: candidateCount, within: bounds)
      let iterations = schedule.iterations.map { "\($0.candidateCount):\($0.resources)" }
      return [
        iterations.joined(separator: ","), "\(schedule.requiredIterationCount)",
        "\(schedule.possibleIterationCount)",
      ].joined(separator: " ")
    } catch is EvaluationError {
      return "error"
    }
  }

  @Test func `schedules have the candidates and resources of scikit-learn`() throws {
    for words in try ScikitLearn.cases("schedule", in: "halving.txt") {
      let expected = words.dropFirst(10).joined(separator: " ")
      #expect(try Self.schedule(words) == expected, "\(words)")
    }
  }

  @Test func `iterations keep the candidates of scikit-learn in the same order`() throws {
    for words in try ScikitLearn.cases("selection", in: "halving.txt") {
      let factor = try #require(Double(words[0]))
      let scores = words[1].split(separator: ",").map { Double($0) }
      var candidates = Array(scores.indices)
      var iterations: [String] = []
      let count = words[2].split(separator: ";").count
      for _ in 0..<count {
        iterations.append(candidates.map(String.init).joined(separator: ","))
        let order = HalvingSchedule.ascending(candidates.map { scores[$0] }, .maximize)
        candidates = order.suffix(HalvingSchedule.keptCount(of: candidates.count, factor))
          .map { candidates[$0] }
      }
      #expect(iterations.joined(separator: ";") == words[2], "\(words)")
    }
  }

  @Test func `subsets of folds have the sizes of scikit-learn`() throws {
    for words in try ScikitLearn.cases("subset", in: "halving.txt") {
      let numbers = try words.prefix(3).map { try #require(Int($0)) }
      let folds: [Fold] = try .kFold(numbers[1], count: numbers[0])
      let subsets = try Fold.subsets(
        of: folds, size: numbers[2], among: numbers[0], classes: nil, seed: 1)
      let sizes = subsets.map { "\($0.training.count):\($0.validation.count)" }
      #expect(sizes.joined(separator: ",") == words[3], "\(words)")
    }
  }
}
