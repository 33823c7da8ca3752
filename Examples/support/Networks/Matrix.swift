// The four loops that take nearly all of the training time.

/// Operations on matrices stored row by row in flat arrays.
///
/// Every inner loop adds a multiple of one row to another. Such loops vectorize without reordering
/// a sum, so that results do not depend on the compiler. Pointers avoid bounds checks, and `while`
/// is faster than `for` in debug builds. An array can be passed where a pointer is expected.
enum Matrix {
  /// target += left * right, where `left` is rows x inner and `right` is inner x columns.
  static func addProduct(
    _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>,
    to target: UnsafeMutablePointer<Float>, rows: Int, inner: Int, columns: Int
  ) {
    for row in 0..<rows {
      for i in 0..<inner {
        addRow(
          right + i * columns, times: left[row * inner + i],
          to: target + row * columns, columns)
      }
    }
  }

  /// target += transpose(left) * right, where `left` is rows x inner and `right` rows x columns.
  static func addTransposedProduct(
    _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>,
    to target: UnsafeMutablePointer<Float>, rows: Int, inner: Int, columns: Int
  ) {
    for i in 0..<inner {
      for row in 0..<rows {
        addRow(
          right + row * columns, times: left[row * inner + i],
          to: target + i * columns, columns)
      }
    }
  }

  /// target = transpose(source), where `source` is rows x columns.
  static func transpose(
    _ source: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>,
    rows: Int, columns: Int
  ) {
    for row in 0..<rows {
      var column = 0
      while column < columns {
        target[column * rows + row] = source[row * columns + column]
        column += 1
      }
    }
  }

  /// Adds `factor * source` to `target`.
  ///
  /// Many pixels and rectified units are zero, so a factor of zero is skipped.
  @inline(__always)
  private static func addRow(
    _ source: UnsafePointer<Float>, times factor: Float,
    to target: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    if factor == 0 { return }
    var i = 0
    while i < count {
      target[i] += factor * source[i]
      i += 1
    }
  }
}
