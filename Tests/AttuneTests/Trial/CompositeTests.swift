import Testing

@testable import Attune

/// Values that keep a constraint by construction.
@Suite struct CompositeTests {
  /// Returns the values that an objective makes of random parameters.
  private func random<Value>(
    _ count: Int, _ body: (Trial) throws -> Value
  ) throws -> (study: Study, values: [Value]) {
    let study = try Study("composites", sampler: .random, pruner: .none, seed: 4)
    var values: [Value] = []
    try study.optimize(trials: count, progress: .none) { trial in
      values.append(try body(trial))
      return 0
    }
    return (study, values)
  }

  private func expect(_ frequency: Int, of count: Int, toBe expected: Double) {
    #expect(abs(Double(frequency) / Double(count) - expected) < 0.04)
  }

  @Test func `ordered pairs are uniform on the triangle`() throws {
    let (study, pairs) = try random(2000) { try $0.suggestOrderedPair("band", in: 0.0...1) }
    #expect(pairs.allSatisfy { $0.low <= $0.high })
    expect(pairs.count { $0.high < 0.5 }, of: 2000, toBe: 0.25)
    expect(pairs.count { $0.low < 0.5 }, of: 2000, toBe: 0.75)
    let trial = study.trials[7]
    #expect(trial.parameters["band low"] == .float(pairs[7].low))
    #expect(trial.parameters["band high"] == .float(pairs[7].high))
    #expect(try FixedTrial(trial).trial.suggestOrderedPair("band", in: 0.0...1) == pairs[7])
  }

  @Test func `ordered pairs of integers include equal ones`() throws {
    let (_, pairs) = try random(2000) { try $0.suggestOrderedPair("n", in: 1...3) }
    #expect(pairs.allSatisfy { $0.low <= $0.high })
    expect(pairs.count { $0.low == $0.high }, of: 2000, toBe: 1.0 / 3)
    expect(pairs.count { $0 == (1, 3) }, of: 2000, toBe: 2.0 / 9)
  }

  @Test func `an enqueued bound of a pair is kept`() throws {
    let study = try Study("pairs", sampler: .random, seed: 1)
    for low in [0.9, 0.99, 0.999] { try study.enqueue(["band low": .float(low)]) }
    try study.optimize(trials: 3, progress: .none) { trial in
      let pair = try trial.suggestOrderedPair("band", in: 0.0...1)
      #expect(pair.low == [0.9, 0.99, 0.999][trial.number])
      #expect(pair.low <= pair.high)
      return 0
    }
    #expect(study.trials.count(of: .complete) == 3)
  }

  @Test func `fractions are uniform on the simplex`() throws {
    let (study, mixtures) = try random(2000) { try $0.suggestSimplex("mix", count: 3) }
    for mixture in mixtures {
      #expect(mixture.allSatisfy { $0 >= 0 })
      #expect(abs(mixture.reduce(0, +) - 1) < 1e-12)
    }
    for index in 0..<3 {
      // P(x > t) = (1 - t)² for each of three fractions.
      expect(mixtures.count { $0[index] > 0.5 }, of: 2000, toBe: 0.25)
      expect(mixtures.count { $0[index] > 0.2 }, of: 2000, toBe: 0.64)
    }
    #expect(study.trials[3].parameters.map(\.name) == ["mix 0", "mix 1"])
    #expect(try FixedTrial(study.trials[3]).trial.suggestSimplex("mix", count: 3) == mixtures[3])
    #expect(StickBreaking.fractions([]) == [1])
    #expect(StickBreaking.fractions([1, 0.5]) == [1, 0, 0])
    #expect(StickBreaking.fractions([0, 1]) == [0, 1, 0])
  }

  @Test func `all orders are equally likely`() throws {
    let (study, orders) = try random(3000) { try $0.suggestPermutation("order", of: "abc") }
    let counts = Dictionary(orders.map { (String($0), 1) }, uniquingKeysWith: +)
    #expect(counts.count == 6)
    for count in counts.values { expect(count, of: 3000, toBe: 1.0 / 6) }
    #expect(study.trials[0].parameters.map(\.name) == ["order 1", "order 2"])
    #expect(
      try FixedTrial(study.trials[9]).trial.suggestPermutation("order", of: "abc") == orders[9])
  }

  @Test func `a grid of the code has every order once`() throws {
    var orders: Set<String> = []
    for first in 0...1 {
      for second in 0...2 {
        for third in 0...3 {
          let fixed = FixedTrial(["o 1": .int(first), "o 2": .int(second), "o 3": .int(third)])
          orders.insert(String(try fixed.trial.suggestPermutation("o", of: "abcd")))
        }
      }
    }
    #expect(orders.count == 24)
  }

  @Test func `all subsets are equally likely`() throws {
    let (study, subsets) = try random(3000) {
      try $0.suggestSubset("letters", of: "abcd", count: 2)
    }
    let counts = Dictionary(subsets.map { (String($0), 1) }, uniquingKeysWith: +)
    #expect(counts.keys.sorted() == ["ab", "ac", "ad", "bc", "bd", "cd"])
    for count in counts.values { expect(count, of: 3000, toBe: 1.0 / 6) }
    let fixed = FixedTrial(study.trials[2]).trial
    #expect(try fixed.suggestSubset("letters", of: "abcd", count: 2) == subsets[2])
    let none = FixedTrial([:]).trial
    #expect(try none.suggestSubset("letters", of: "abcd", count: 0) == [])
    #expect(try none.suggestSubset("letters", of: "ab", count: 2) == ["a", "b"])
  }
}
