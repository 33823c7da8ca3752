import Testing

@testable import Attune

@Suite struct EditDistanceTests {
  /// Optimal string alignment distances, computed by hand.
  @Test(arguments: [
    ("", "", 0), ("abc", "abc", 0), ("abc", "", 3), ("kitten", "sitting", 3), ("ab", "ba", 1),
    ("trails", "trials", 1), ("ca", "abc", 3),
  ])
  func `the distance counts edits`(a: String, b: String, distance: Int) {
    #expect(EditDistance.distance(a, b) == distance)
    #expect(EditDistance.distance(b, a) == distance)
  }

  @Test func `a hint is given for similar words and for prefixes`() {
    let known = ["trials", "studies", "best-trial"]
    #expect(EditDistance.hint(for: "trails", among: known) == " (did you mean trials?)")
    #expect(EditDistance.hint(for: "stu", among: known) == " (did you mean studies?)")
    #expect(EditDistance.hint(for: "zebra", among: known) == "")
  }
}
