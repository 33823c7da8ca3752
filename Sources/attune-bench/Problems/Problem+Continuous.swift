import Attune
import Foundation

extension Problem {
  /// A shifted sphere in five dimensions.
  static let sphere = Problem(
    "sphere5", optimum: 0, at: .vector(sphereCenter), isMovable: true
  ) { trial in
    let x = try trial.suggestVector(5, in: -5...5)
    return zip(x, sphereCenter).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }

  private static let sphereCenter = [1.2, -2.7, 0.4, 3.1, -1.9]

  /// The Rosenbrock function: a long, curved valley.
  static let rosenbrock = Problem(
    "rosenbrock5", optimum: 0, at: .vector([1, 1, 1, 1, 1]), isMovable: true
  ) { trial in
    let x = try trial.suggestVector(5, in: -5...10)
    return (0..<4).reduce(0) { sum, i in
      let a = x[i + 1] - x[i] * x[i]
      let b = 1 - x[i]
      return sum + (100 * a * a + b * b)
    }
  }

  /// The Rastrigin function: a bowl with many local minima.
  static let rastrigin = Problem(
    "rastrigin5", optimum: 0, at: .vector(rastriginCenter), isMovable: true
  ) { trial in
    let x = try trial.suggestVector(5, in: -5.12...5.12)
    return zip(x, rastriginCenter).reduce(50) { sum, pair in
      let z = pair.0 - pair.1
      return sum + (z * z - 10 * cos(2 * Double.pi * z))
    }
  }

  private static let rastriginCenter = [0.7, -1.3, 2.1, -2.6, 1.8]

  /// The Ackley function in ten dimensions: a narrow funnel in a rough plain.
  static let ackley = Problem(
    "ackley10", optimum: 0, at: .vector(ackleyCenter), isMovable: true
  ) { trial in
    let x = try trial.suggestVector(10, in: -32.768...32.768)
    var squares = 0.0
    var waves = 0.0
    for (x, shift) in zip(x, ackleyCenter) {
      let z = x - shift
      squares += z * z
      waves += cos(2 * Double.pi * z)
    }
    return -20 * exp(-0.2 * sqrt(squares / 10)) - exp(waves / 10) + 20 + exp(1)
  }

  private static let ackleyCenter = [3.5, -7.25, 11, -15.5, 0.75, 6.5, -2.25, 18, -9.5, 4.25]

  /// The Branin function: two dimensions, three equal minima.
  static let branin = Problem(
    "branin", optimum: 0.39788735772973816, at: .vector([.pi, 2.275]), isMovable: true
  ) { trial in
    let x = try trial.suggest("x0", in: -5.0...10.0)
    let y = try trial.suggest("x1", in: 0.0...15.0)
    let curvature = 5.1 / (4 * Double.pi * Double.pi)
    let a = y - curvature * x * x + 5 / Double.pi * x - 6
    return a * a + 10 * (1 - 1 / (8 * Double.pi)) * cos(x) + 10
  }

  /// The Hartmann function: four Gaussian peaks in six dimensions.
  static let hartmann = Problem(
    "hartmann6", optimum: -3.3223680114155147,
    at: .vector([
      0.2016895089, 0.1500106966, 0.4768739768, 0.2753324259, 0.3116516163, 0.6573005337,
    ]), isMovable: true
  ) { trial in
    let heights = [1.0, 1.2, 3.0, 3.2]
    let widths = [
      [10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14],
      [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14],
    ]
    let centers: [[Double]] = [
      [1312, 1696, 5569, 124, 8283, 5886], [2329, 4135, 8307, 3736, 1004, 9991],
      [2348, 1451, 3522, 2883, 3047, 6650], [4047, 8828, 8732, 5743, 1091, 381],
    ]
    let x = try trial.suggestVector(6, in: 0...1)
    return (0..<4).reduce(0) { sum, i in
      let exponent = (0..<6).reduce(0.0) { sum, j in
        let distance = x[j] - 1e-4 * centers[i][j]
        return sum + widths[i][j] * distance * distance
      }
      return sum - heights[i] * exp(-exponent)
    }
  }
}
