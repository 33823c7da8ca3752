import Testing

@testable import Attune

/// Which parameters a trial has, learned from the values of discrete ones.
@Suite struct BranchTreeTests {
  private func example(_ levels: [Int?], _ isActive: [Bool]) -> BranchTree.Example {
    BranchTree.Example(isActive: isActive, levels: levels)
  }

  @Test func `without trials, all parameters are active`() {
    let tree = BranchTree([], isOrdered: [false, true])
    #expect(!tree.hasBranches)
    #expect(tree.isActive { _ in 0 } == [true, true])
  }

  @Test func `a parameter depends on a choice`() {
    let tree = BranchTree(
      [
        example([0, nil, nil], [true, true, false]), example([1, nil, nil], [true, false, true]),
        example([1, nil, nil], [true, false, true]),
      ], isOrdered: [false, true, true])
    #expect(tree.hasBranches)
    #expect(tree.isActive { $0 == 0 ? 0 : 9 } == [true, true, false])
    #expect(tree.isActive { $0 == 0 ? 1 : 9 } == [true, false, true])
  }

  @Test func `branches are nested`() {
    // "deep" exists where "flag" is 1, and "flag" where "kind" is 0.
    let tree = BranchTree(
      [
        example([0, 0, nil], [true, true, false]), example([0, 1, 3], [true, true, true]),
        example([1, nil, nil], [true, false, false]),
      ], isOrdered: [false, false, true])
    #expect(tree.isActive { [0, 0, 5][$0] } == [true, true, false])
    #expect(tree.isActive { [0, 1, 5][$0] } == [true, true, true])
    #expect(tree.isActive { [1, 1, 5][$0] } == [true, false, false])
  }

  @Test func `a level of an ordered parameter that no trial had takes the nearest branch`() {
    let tree = BranchTree(
      [
        example([1, nil, nil], [true, false, false]), example([4, nil, nil], [true, true, false]),
        example([9, nil, nil], [true, true, true]),
      ], isOrdered: [true, true, true])
    let expected = [
      -7: 1, 2: 1, 3: 4, 6: 4, 7: 9, .max / 2: 9,
    ]
    for (level, nearest) in expected {
      #expect(tree.isActive { _ in level } == [true, nearest >= 4, nearest == 9], "level \(level)")
    }
  }

  @Test func `a choice that no trial had takes the branch of most trials`() {
    let tree = BranchTree(
      [
        example([0, nil], [true, false]), example([2, nil], [true, true]),
        example([2, nil], [true, true]),
      ], isOrdered: [false, true])
    #expect(tree.isActive { _ in 1 } == [true, true])
    #expect(tree.isActive { _ in -1 } == [true, true])
  }

  @Test func `without a discrete parameter that explains it, the branch is that of most trials`() {
    let tree = BranchTree(
      [
        example([nil, nil], [true, false]), example([nil, nil], [true, true]),
        example([nil, nil], [true, false]),
      ], isOrdered: [true, true])
    #expect(!tree.hasBranches)
    #expect(tree.isActive { _ in 0 } == [true, false])
  }
}
