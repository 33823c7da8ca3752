import Testing

@testable import Attune

@Suite struct LikenessTests {
  /// Optimal string alignment, by hand.
  @Test(arguments: [
    ("", "", 0), ("abc", "abc", 0), ("abc", "", 3), ("kitten", "sitting", 3), ("ab", "ba", 1),
    ("trails", "trials", 1), ("ca", "abc", 3),
  ])
  func `the distance counts letters that differ`(a: String, b: String, distance: Int) {
    #expect(Likeness.distance(a, b) == distance)
    #expect(Likeness.distance(b, a) == distance)
  }

  @Test func `a hint is given for what is near, or the start of something`() {
    let known = ["trials", "studies", "best-trial"]
    #expect(Likeness.hint(for: "trails", among: known) == " (did you mean trials?)")
    #expect(Likeness.hint(for: "stu", among: known) == " (did you mean studies?)")
    #expect(Likeness.hint(for: "zebra", among: known) == "")
  }
}
