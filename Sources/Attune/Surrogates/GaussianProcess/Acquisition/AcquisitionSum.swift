/// The sum of acquisition functions, for example of a logarithm of the expected improvement and
/// logarithms of probabilities of feasibility.
struct AcquisitionSum: AcquisitionFunction {
  let terms: [any AcquisitionFunction]

  func values(at candidates: CoordinateTable) -> [Double] {
    var sums = [Double](repeating: 0, count: candidates.count)
    for term in terms {
      for (index, value) in term.values(at: candidates).enumerated() { sums[index] += value }
    }
    return sums
  }

  func value(at point: [Double], addingTo gradient: inout [Double]) -> Double {
    var sum = 0.0
    for term in terms { sum += term.value(at: point, addingTo: &gradient) }
    return sum
  }
}
