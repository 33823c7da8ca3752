import Testing

@testable import Attune

@Suite struct BrentMinimizationTests {
  @Test(arguments: [-300.0, -1, 0.3, 1, 77])
  func `minima inside and outside the first interval are found`(center: Double) throws {
    let smooth = try #require(
      BrentMinimization.minimum(near: -1...2) { ($0 - center) * ($0 - center) })
    #expect(smooth.isClose(to: center, within: 1e-7))
    let kink = try #require(BrentMinimization.minimum(near: -1...2) { abs($0 - center) })
    #expect(kink.isClose(to: center, within: 1e-7))
  }

  @Test func `a function without a minimum has no result`() {
    #expect(BrentMinimization.minimum(near: 0...1) { -$0 } == nil)
    #expect(BrentMinimization.minimum(near: 0...1) { _ in .nan } == nil)
  }
}
