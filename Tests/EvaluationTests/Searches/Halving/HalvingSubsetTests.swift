import Attune
import Testing

@testable import AttuneEvaluation

@Suite struct HalvingSubsetTests {
  private static let labels = (0..<120).map { $0 % 6 == 0 ? "a" : $0 % 6 < 3 ? "b" : "c" }

  private static func subsets(
    _ size: Int, isStratified: Bool, seed: UInt64 = 1
  ) throws -> (folds: [Fold], subsets: [Fold]) {
    let folds: [Fold] = try .stratified(4, labels: labels)
    let resource: HalvingResource = isStratified ? .examples(stratifiedBy: labels) : .examples
    guard case .examples(let classes) = resource.kind else { return (folds, []) }
    return (
      folds, try Fold.subsets(of: folds, size: size, among: 120, classes: classes, seed: seed)
    )
  }

  @Test(arguments: [false, true])
  func `subsets belong to their part, and larger ones contain smaller ones`(
    isStratified: Bool
  ) throws {
    var smaller: [Fold]?
    for size in [20, 40, 77, 119, 120] {
      let (folds, subsets) = try Self.subsets(size, isStratified: isStratified)
      for (number, subset) in subsets.enumerated() {
        #expect(Set(subset.training).isSubset(of: folds[number].training))
        #expect(Set(subset.validation).isSubset(of: folds[number].validation))
        #expect(subset.training == subset.training.sorted())
        if let smaller {
          #expect(Set(smaller[number].training).isSubset(of: subset.training))
          #expect(Set(smaller[number].validation).isSubset(of: subset.validation))
        }
      }
      smaller = subsets
    }
    #expect(try smaller == Self.subsets(120, isStratified: isStratified).folds)
  }

  @Test func `stratified subsets have the proportions of the classes`() throws {
    for size in 24..<120 {
      for subset in try Self.subsets(size, isStratified: true).subsets {
        for part in [subset.training, subset.validation] {
          for (label, proportion) in [("a", 1.0 / 6), ("b", 1.0 / 3), ("c", 0.5)] {
            let count = Double(part.count { Self.labels[$0] == label })
            #expect(abs(count - proportion * Double(part.count)) <= 1)
          }
        }
      }
    }
  }

  @Test func `the subsets depend on the seed and on the fold`() throws {
    let one = try Self.subsets(60, isStratified: false).subsets
    #expect(try one == Self.subsets(60, isStratified: false).subsets)
    #expect(try one != Self.subsets(60, isStratified: false, seed: 2).subsets)
  }

  @Test func `too few examples for a part are an error`() throws {
    #expect(throws: EvaluationError.self) { try Self.subsets(3, isStratified: false) }
  }
}
