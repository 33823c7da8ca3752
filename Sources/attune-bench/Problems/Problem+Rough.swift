import Attune
import Foundation

// Bowls covered with local minima at many scales. The roughness is not negative, and 0 at the
// optimum.

extension Problem {
  /// A bowl with the waves of a Weierstrass function, which has no slope anywhere in the limit.
  static let roughWaves = Problem(
    "rough_waves4", optimum: 0, at: .vector(wavesCenter), isMovable: true
  ) { trial in
    let x = try trial.suggestVector(4, in: -4...4)
    return zip(x, wavesCenter).reduce(0) { sum, pair in
      let z = pair.0 - pair.1
      var waves = 0.0
      var (height, frequency) = (1.0, 2 * Double.pi)
      for _ in 0..<6 {
        waves += height * (1 - cos(frequency * z))
        height *= 0.6
        frequency *= 2
      }
      return sum + (0.5 * z * z + waves)
    }
  }

  private static let wavesCenter = [1.3, -2.2, 0.4, 2.7]

  /// A bowl with fractal noise along eight random directions.
  static let roughFractal = Problem(
    "rough_fractal5", optimum: 0, at: .vector(fractalCenter), isMovable: true
  ) { trial in
    let x = try trial.suggestVector(5, in: 0...10)
    let squares = zip(x, fractalCenter).reduce(0) { $0 + square($1.0 - $1.1) }
    var noise = 0.0
    for direction in 0..<8 {
      let weights = (0..<5).map { CounterNoise.normal(UInt64(400_000 + 5 * direction + $0)) }
      noise += fractal(zip(weights, x).reduce(0) { $0 + $1.0 * $1.1 }, direction)
    }
    return 0.1 * squares + noise * squares / (squares + 0.5)
  }

  private static let fractalCenter = [3.1, 7.4, 4.6, 1.9, 6.2]

  /// Noise in 0..<2 of a position: the sum of four octaves, each between random values at integers.
  private static func fractal(_ x: Double, _ direction: Int) -> Double {
    var sum = 0.0
    var (height, x) = (1.0, x)
    for octave in 0..<4 {
      let cell = x.rounded(.down)
      let offset = x - cell
      // Cells are counted from 1,000,000, far below all positions, so that they are not negative.
      let counter = UInt64(cell + 1_000_000) + UInt64(10_000_000 * (4 * direction + octave))
      let (low, high) = (CounterNoise.uniform(counter), CounterNoise.uniform(counter + 1))
      sum += height * (low + (high - low) * offset * offset * (3 - 2 * offset))
      height /= 2
      x *= 2
    }
    return sum
  }
}
