import AttuneKernels

/// The hyperparameters of a Gaussian process with the covariance function a M(Σ_d β_d δ_d).
///
/// δ_d is the squared difference of coordinates, or 1 where categories differ and 0 where they are
/// equal. M is the Matérn function with smoothness 5/2, M(s) = exp(−r) (1 + r + r²/3) with r = √(5s).
///
/// - Note: C. E. Rasmussen and C. K. I. Williams, "Gaussian Processes for Machine Learning", MIT
///   Press 2006, eq. 4.17 and, for a length scale per coordinate, section 5.1.
struct GaussianProcessParameters: Sendable, Hashable {
  /// β, the inverses of the squared length scales.
  var inverseSquaredLengths: [Double]

  /// The variance of the function, a.
  var amplitude: Double

  /// The variance of the noise of an output, σ².
  var noise: Double

  /// Calls a function with the covariance function as the loops in `AttuneKernels` read it.
  func withUnsafeCovariance<Result>(
    _ kinds: [CoordinateTable.Kind], _ body: (attune_covariance) -> Result
  ) -> Result {
    let flags: [Int32] = kinds.map { $0 == .category ? 1 : 0 }
    return inverseSquaredLengths.withUnsafeBufferPointer { weights in
      flags.withUnsafeBufferPointer { flags in
        body(
          attune_covariance(
            dimension_count: kinds.count, weights: weights.baseAddress,
            is_category: flags.baseAddress, amplitude: amplitude))
      }
    }
  }

  /// The covariances of points with others, without noise.
  ///
  /// - Complexity: O(*n m d*) for *n* and *m* points with *d* coordinates.
  func covariances(of rows: CoordinateTable, with columns: CoordinateTable) -> TiledMatrix {
    var matrix = TiledMatrix(
      rowCount: TiledMatrix.padded(rows.count), columnCount: TiledMatrix.padded(columns.count))
    withUnsafeCovariance(rows.kinds) { covariance in
      rows.withUnsafePoints { rows in
        columns.withUnsafePoints { columns in
          withUnsafePointer(to: covariance) { covariance in
            withUnsafePointer(to: rows) { rows in
              withUnsafePointer(to: columns) { columns in
                attune_covariances(
                  covariance, rows, columns, matrix.rowCount, 0, &matrix.elements, nil)
              }
            }
          }
        }
      }
    }
    return matrix
  }

  /// The upper triangle of the covariances of the outputs at points: of the function and the noise.
  ///
  /// - Parameter noiseFactors: What the noise variance of each output is multiplied with; nil for 1.
  func outputCovariances(
    of points: CoordinateTable, noiseFactors: [Double]? = nil
  ) -> TiledMatrix {
    let size = TiledMatrix.padded(points.count)
    var matrix = TiledMatrix(rowCount: size, columnCount: size)
    withUnsafeCovariance(points.kinds) { covariance in
      points.withUnsafePoints { points in
        withUnsafePointer(to: covariance) { covariance in
          withUnsafePointer(to: points) {
            attune_covariances(covariance, $0, $0, size, 1, &matrix.elements, nil)
          }
        }
      }
    }
    matrix.addNoise(noise, factors: noiseFactors, count: points.count)
    return matrix
  }
}

// MARK: - Logarithms

extension GaussianProcessParameters {
  /// The smallest variance of the noise, which keeps covariance matrices positive definite.
  static let minimumNoise = 1e-6

  /// The logarithms that are fitted: ln β for each coordinate, ln a, and, unless the noise is fixed,
  /// ln (σ² − minimum).
  ///
  /// - Parameter hasNoise: Whether the noise is among them.
  func logarithms(hasNoise: Bool) -> [Double] {
    var values = inverseSquaredLengths.map(Math.log) + [Math.log(amplitude)]
    // A noise at the minimum has no logarithm; one percent more has.
    if hasNoise {
      values.append(Math.log(max(noise - Self.minimumNoise, 0.01 * Self.minimumNoise)))
    }
    return values
  }

  /// Creates parameters from their logarithms; without that of the noise, it is the minimum.
  init(logarithms: [Double], dimensionCount: Int) {
    inverseSquaredLengths = logarithms.prefix(dimensionCount).map(Math.exp)
    amplitude = Math.exp(logarithms[dimensionCount])
    noise =
      logarithms.count > dimensionCount + 1
      ? Math.exp(logarithms[dimensionCount + 1]) + Self.minimumNoise : Self.minimumNoise
  }
}
