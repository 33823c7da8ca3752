import Testing

@testable import Attune

@Suite struct RandomStreamTests {
  // A seed gives the same trials in every version: these numbers must never change.
  @Test func `the first numbers of a stream never change`() {
    var plain = RandomStream(seed: 0)
    #expect(
      (0..<4).map { _ in plain.next() } == [
        9_579_327_875_526_494_010, 14_425_024_493_257_680_155, 12_536_166_511_277_982_743,
        16_850_684_510_608_829_587,
      ])
    var named = RandomStream(seed: 42, stream: 7, purpose: "rate")
    #expect(
      (0..<4).map { _ in named.next() } == [
        12_677_479_192_936_454_429, 6_719_418_731_918_377_985, 6_354_133_982_989_827_931,
        7_244_880_210_291_544_699,
      ])
  }

  @Test func `the first derived numbers of a stream never change`() {
    var uniform = RandomStream(seed: 42, stream: 7, purpose: "rate")
    #expect(
      (0..<4).map { _ in uniform.uniform() } == [
        0.6872475241310742, 0.3642604193492849, 0.34445829343107703, 0.3927457431697665,
      ])
    var index = RandomStream(seed: 42)
    #expect((0..<8).map { _ in index.index(below: 100) } == [66, 8, 87, 54, 12, 3, 69, 74])
    var normal = RandomStream(seed: 42)
    let expected = [
      0.43752005028637964, -1.3470675111276909, 1.131515123511756, 0.1135849945395085,
    ]
    // The logarithm of another C library may differ in the last bit.
    for value in expected { #expect(normal.normal().isClose(to: value, within: 1e-14)) }
  }

  @Test func `uniform numbers are evenly distributed in the unit interval`() {
    var random = RandomStream(seed: 1)
    var counts = [Int](repeating: 0, count: 100)
    for _ in 0..<100_000 {
      let u = random.uniform()
      #expect(u >= 0 && u < 1)
      counts[Int(u * 100)] += 1
    }
    // 99 degrees of freedom: one in ten thousand seeds exceeds 160.
    #expect(chiSquare(counts) < 160)
  }

  @Test(arguments: [1, 2, 3, 10, 100])
  func `indices are evenly distributed below their bound`(bound: Int) {
    var random = RandomStream(seed: 2, stream: UInt64(bound))
    var counts = [Int](repeating: 0, count: bound)
    for _ in 0..<50_000 {
      let index = random.index(below: bound)
      guard counts.indices.contains(index) else {
        Issue.record("\(index) is not below \(bound)")
        return
      }
      counts[index] += 1
    }
    let degrees = Double(bound - 1)
    #expect(chiSquare(counts) <= degrees + 4 * (2 * degrees).squareRoot() + 4)
  }

  @Test func `large bounds have no bias`() {
    // 2^64 is 8/3 of this bound: without rejection the remainders modulo 3 would occur as 3 : 3 :
    // 2.
    let bound = 3 << 61
    var random = RandomStream(seed: 3)
    var counts = [0, 0, 0]
    for _ in 0..<30_000 {
      let index = random.index(below: bound)
      #expect((0..<bound).contains(index))
      counts[index % 3] += 1
    }
    // 2 degrees of freedom: one in ten thousand seeds exceeds 18.4.
    #expect(chiSquare(counts) < 18.4)
  }

  @Test func `a source gives the streams whose purposes start with its purpose`() {
    for (start, rest) in [("", ""), ("sample ", "rate"), ("sam", "ple rate"), ("é", "中")] {
      var direct = RandomStream(seed: 42, stream: 7, purpose: start + rest)
      var derived = RandomStream.Source(seed: 42, stream: 7, purpose: start).stream(rest)
      for _ in 0..<4 { #expect(derived.next() == direct.next()) }
    }
  }

  @Test func `different streams, purposes and seeds give different numbers`() {
    var firsts: Set<UInt64> = []
    var count = 0
    for seed: UInt64 in [0, 1, 2, .max] {
      for stream: UInt64 in [0, 1, 2, .max] {
        for purpose in ["", "a", "b", "ab", "ba", "\0", "rate"] {
          var random = RandomStream(seed: seed, stream: stream, purpose: purpose)
          firsts.insert(random.next())
          count += 1
        }
      }
    }
    #expect(firsts.count == count)
  }

  @Test func `adjacent streams are not correlated`() {
    let n = 20_000
    var a = RandomStream(seed: 9, stream: 0)
    var b = RandomStream(seed: 9, stream: 1)
    var sum = 0.0
    for _ in 0..<n { sum += (a.uniform() - 0.5) * (b.uniform() - 0.5) }
    // The standard deviation of the mean of products is 1 / (12 √n).
    #expect(abs(sum / Double(n)) < 4 / (12 * Double(n).squareRoot()))
  }

  @Test func `equal streams give equal numbers`() {
    var a = RandomStream(seed: 11, stream: 3, purpose: "x")
    var b = a
    #expect((0..<100).map { _ in a.next() } == (0..<100).map { _ in b.next() })
  }

  @Test func `normal numbers have mean 0, variance 1 and no skew`() {
    let n = 100_000
    var random = RandomStream(seed: 4)
    let values = (0..<n).map { _ in random.normal() }
    func moment(_ power: Int) -> Double {
      values.reduce(0) { sum, value in
        sum + (0..<power).reduce(1) { product, _ in product * value }
      } / Double(n)
    }
    // Four standard deviations of each mean.
    let deviation = 4 / Double(n).squareRoot()
    #expect(abs(moment(1)) < deviation)
    #expect(abs(moment(2) - 1) < deviation * 2.0.squareRoot())
    #expect(abs(moment(3)) < deviation * 15.0.squareRoot())
    #expect(abs(moment(4) - 3) < deviation * 96.0.squareRoot())
    let isFinite = values.allSatisfy { $0.isFinite }
    #expect(isFinite)
  }

  private func chiSquare(_ counts: [Int]) -> Double {
    let expected = Double(counts.reduce(0, +)) / Double(counts.count)
    return counts.reduce(0) { sum, count in
      let difference = Double(count) - expected
      return sum + difference * difference / expected
    }
  }
}
