import Testing

@testable import Attune

@Suite struct HypervolumeReferenceTests {
  @Test func `volumes of one to six objectives agree with Optuna`() throws {
    let cases = try Fixture.object("Evolutionary/hypervolumes.json").objects("volumes")
    try #require(cases.count == 90)
    for reference in cases {
      let volume = Hypervolume.volume(
        of: try reference.rows("points"), reference: try reference.doubles("reference"))
      #expect(
        volume.isClose(to: try reference.double("volume"), within: 1e-13), "\(reference) \(volume)")
    }
  }

  @Test func `subsets of points with infinite losses agree with Optuna`() throws {
    let cases = try Fixture.object("Evolutionary/hypervolumes.json").objects("subsets")
    try #require(cases.count == 24)
    for reference in cases {
      let selected = HypervolumeSubset.indices(
        of: try reference.rows("points"), count: try reference.int("count"))
      #expect(selected == (try reference.ints("selected")), "\(reference)")
    }
  }

  /// The volume by inclusion and exclusion of the boxes of all subsets.
  private func volumeByInclusion(_ points: [[Double]], _ reference: [Double]) -> Double {
    (1..<(1 << points.count)).reduce(0) { total, subset in
      let members = points.indices.filter { subset >> $0 & 1 == 1 }
      let box = reference.indices.reduce(1.0) { product, axis in
        product * max(0, reference[axis] - (members.map { points[$0][axis] }.max() ?? 0))
      }
      return total + (members.count % 2 == 1 ? box : -box)
    }
  }

  @Test(arguments: 1...7, UInt64(0)..<6)
  func `the volume is that by inclusion and exclusion`(dimensions: Int, seed: UInt64) {
    var random = RandomStream(seed: seed, stream: UInt64(dimensions))
    // Some points are beyond the reference point in a coordinate.
    let points = (0..<8).map { _ in random.uniforms(dimensions) }
    let reference = Array(repeating: 0.95, count: dimensions)
    let volume = Hypervolume.volume(of: points, reference: reference)
    #expect(volume.isClose(to: volumeByInclusion(points, reference), within: 1e-13))
  }

  @Test(arguments: 2...6)
  func `the volume is the probability to be dominated`(dimensions: Int) {
    var random = RandomStream(seed: 1, stream: UInt64(dimensions))
    let points = (0..<60).map { _ in random.uniforms(dimensions) }
    let reference = Array(repeating: 1.0, count: dimensions)
    let volume = Hypervolume.volume(of: points, reference: reference)
    let samples = 4000
    let dominated = (0..<samples).count { _ in
      let sample = random.uniforms(dimensions)
      return points.contains { zip($0, sample).allSatisfy { $0 <= $1 } }
    }
    // Five standard deviations: with fixed seeds, a failure means an error.
    let deviation = (volume * (1 - volume) / Double(samples)).squareRoot()
    #expect(abs(Double(dominated) / Double(samples) - volume) < 5 * deviation)
  }

  @Test func `infinite coordinates make the volume infinite`() {
    #expect(Hypervolume.volume(of: [[-.infinity, 1]], reference: [2, 2]) == .infinity)
    #expect(Hypervolume.volume(of: [[0, 0]], reference: [.infinity, 1]) == .infinity)
    #expect(Hypervolume.volume(of: [[.infinity, 0]], reference: [1, 1]) == 0)
    #expect(Hypervolume.volume(of: [[-.infinity, 2]], reference: [1, 1]) == 0)
    #expect(Hypervolume.gain(of: [-.infinity, 1], over: [[0, 0]], reference: [1, 1]) == 0)
    #expect(
      Hypervolume.gain(of: [-.infinity, 0], over: [[-.infinity, 0.5]], reference: [1, 1])
        == .infinity)
  }
}
