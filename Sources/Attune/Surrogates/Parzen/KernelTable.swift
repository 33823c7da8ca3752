/// What is known of the kernels of a mixture, by row and kernel: a row for each dimension.
struct KernelTable: Sendable {
  private let rowCount: Int

  /// The length of a row, with room for kernels to come: whole blocks.
  private(set) var stride: Int

  /// How many kernels there are.
  private(set) var count: Int

  /// The centres, or the places of the favoured choices, −1 for none.
  var means: [Double]

  /// 1 / (deviation · √2).
  var inverses: [Double]

  /// By how much the logarithm of a kernel's normalizer exceeds that which most kernels have.
  var normalizers: [Double]

  /// Creates a table with room for some kernels.
  init(rowCount: Int, count: Int) {
    self.rowCount = rowCount
    self.count = count
    stride = (count + 16) / 16 * 16
    means = [Double](repeating: 0, count: rowCount * stride)
    inverses = means
    normalizers = means
  }

  /// How many kernels are looked at when the last ones are made up to a whole block.
  var paddedCount: Int { (count + 15) / 16 * 16 }

  /// Makes room for a kernel in front of another one.
  mutating func insert(at kernel: Int) {
    if count == stride { widen() }
    let moved = count - kernel
    change { row in (row + kernel + 1).update(from: row + kernel, count: moved) }
    count += 1
  }

  /// Takes a kernel out.
  mutating func remove(at kernel: Int) {
    let moved = count - kernel - 1
    change { row in (row + kernel).update(from: row + kernel + 1, count: moved) }
    count -= 1
  }

  /// The normalizers of all dimensions of a kernel together.
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
