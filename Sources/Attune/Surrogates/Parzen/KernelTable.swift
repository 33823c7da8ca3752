/// The parameters of the kernels of a mixture: tables of shape [dimension][kernel], in flat arrays.
struct KernelTable: Sendable {
  private let rowCount: Int

  /// The capacity of a row in kernels, a multiple of the block size 16.
  private(set) var stride: Int

  /// The number of kernels.
  private(set) var count: Int

  /// The means μ, or the indices of the observed choices, with −1 for the prior's.
  var means: [Double]

  /// 1 / (σ √2) for a bandwidth σ.
  var inverses: [Double]

  /// The difference of ln Z, the logarithm of a kernel's normalizer along a dimension, from the
  /// value that most kernels have: those with the minimum bandwidth, far from the bounds.
  var normalizers: [Double]

  /// Creates a table of zeros, with spare capacity.
  init(rowCount: Int, count: Int) {
    self.rowCount = rowCount
    self.count = count
    stride = (count + 16) / 16 * 16
    means = [Double](repeating: 0, count: rowCount * stride)
    inverses = means
    normalizers = means
  }

  /// The number of kernels, rounded up to a multiple of the block size 16.
  var paddedCount: Int { (count + 15) / 16 * 16 }

  /// Inserts a kernel at an index; its parameters are unspecified.
  mutating func insert(at kernel: Int) {
    if count == stride { widen() }
    let moved = count - kernel
    change { row in (row + kernel + 1).update(from: row + kernel, count: moved) }
    count += 1
  }

  /// Removes a kernel.
  mutating func remove(at kernel: Int) {
    let moved = count - kernel - 1
    change { row in (row + kernel).update(from: row + kernel + 1, count: moved) }
    count -= 1
  }

  /// The sum of a kernel's normalizers over all dimensions.
  func normalizer(of kernel: Int) -> Double {
    var sum = 0.0
    for row in 0..<rowCount { sum += normalizers[row * stride + kernel] }
    return sum
  }

  private mutating func change(_ body: (UnsafeMutablePointer<Double>) -> Void) {
    let starts = (0..<rowCount).map { $0 * stride }
    for table in [\KernelTable.means, \.inverses, \.normalizers] {
      self[keyPath: table].withUnsafeMutableBufferPointer { cells in
        guard let first = cells.baseAddress else { return }
        for start in starts { body(first + start) }
      }
    }
  }

  private mutating func widen() {
    var wider = KernelTable(rowCount: rowCount, count: 2 * count)
    for row in 0..<rowCount {
      let (old, new) = (row * stride, row * wider.stride)
      for kernel in 0..<count {
        wider.means[new + kernel] = means[old + kernel]
        wider.inverses[new + kernel] = inverses[old + kernel]
        wider.normalizers[new + kernel] = normalizers[old + kernel]
      }
    }
    wider.count = count
    self = wider
  }
}
