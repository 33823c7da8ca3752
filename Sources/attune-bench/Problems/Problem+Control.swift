import Attune
import Foundation

// Problems that were not used to choose defaults, to validate the defaults.

extension Problem {
  /// The Levy function: waves on a slope.
  static let levy = Problem(
    "levy6", optimum: 0, at: .vector(Array(repeating: -0.7, count: 6)), isMovable: true
  ) { trial in
    let w = try trial.suggestVector(6, in: -10...10).map { 1 + ($0 + 0.7) / 4 }
    let first = sin(.pi * w[0])
    let last = sin(2 * .pi * w[5])
    let end = first * first + (w[5] - 1) * (w[5] - 1) * (1 + last * last)
    return w.dropLast().reduce(end) { sum, w in
      let wave = sin(.pi * w + 1)
      return sum + (w - 1) * (w - 1) * (1 + 10 * wave * wave)
    }
  }

  /// The Griewank function: a wide bowl with many small local minima.
  static let griewank = Problem(
    "griewank8", optimum: 0, at: .vector((0..<8).map { Double($0 * 9 - 31) }), isMovable: true
  ) { trial in
    var squares = 0.0
    var waves = 1.0
    for (index, x) in try trial.suggestVector(8, in: -100...100).enumerated() {
      let z = x - Double(index * 9 - 31)
      squares += z * z
      waves *= cos(z / sqrt(Double(index + 1)))
    }
    return squares / 4000 - waves + 1
  }

  /// The Styblinski–Tang function: two minima in every dimension.
  static let styblinskiTang = Problem(
    "styblinski_tang5", optimum: 5 * -39.166165703771412,
    at: .vector(Array(repeating: -2.903534028, count: 5)), isMovable: true
  ) { trial in
    try trial.suggestVector(5, in: -5...5).reduce(0) { sum, x in
      sum + (x * x * x * x - 16 * x * x + 5 * x) / 2
    }
  }

  /// The Schwefel function: the best minimum is at the edge, far from the second best.
  ///
  /// Outside of the box it has better ones.
  static let schwefel = Problem(
    "schwefel4", optimum: 0, at: .vector(Array(repeating: 420.9687463, count: 4))
  ) { trial in
    try trial.suggestVector(4, in: -500...500).reduce(4 * 418.98288727243369) { sum, x in
      sum - x * sin(sqrt(abs(x)))
    }
  }

  /// The Michalewicz function: steep, narrow valleys.
  static let michalewicz = Problem(
    "michalewicz5", optimum: -4.6876581790881,
    at: .vector([2.20290552, 1.57079633, 1.28499157, 1.92305847, 1.72046977]), isMovable: true
  ) { trial in
    let x = try trial.suggestVector(5, in: 0...Double.pi)
    return x.enumerated().reduce(0) { sum, entry in
      let (index, x) = entry
      return sum - sin(x) * pow(sin(Double(index + 1) * x * x / .pi), 20)
    }
  }

  /// A sphere in twenty dimensions.
  static let manyDimensions = Problem(
    "sphere20", optimum: 0, at: .vector((0..<20).map { 3 * sin(Double($0)) }), isMovable: true
  ) { trial in
    try trial.suggestVector(20, in: -5...5).enumerated().reduce(0) { sum, entry in
      let z = entry.element - 3 * sin(Double(entry.offset))
      return sum + z * z
    }
  }

  /// The Zakharov function: a plate, steep in one direction that is not parallel to an axis.
  static let zakharov = Problem(
    "zakharov8", optimum: 0, at: .vector(Array(repeating: 1.3, count: 8)), isMovable: true
  ) { trial in
    var squares = 0.0
    var slope = 0.0
    for (index, x) in try trial.suggestVector(8, in: -5...10).enumerated() {
      let z = x - 1.3
      squares += z * z
      slope += 0.5 * Double(index + 1) * z
    }
    return squares + slope * slope + slope * slope * slope * slope
  }

  /// The six-hump camel function: six minima, two of them global.
  static let camel = Problem(
    "camel2", optimum: -1.0316284534898774, at: .vector([0.0898420131, -0.7126564032]),
    isMovable: true
  ) { trial in
    let x = try trial.suggest("x0", in: -3.0...3.0)
    let y = try trial.suggest("x1", in: -2.0...2.0)
    let (u, v) = (x * x, y * y)
    return (4 - 2.1 * u + u * u / 3) * u + x * y + (4 * v - 4) * v
  }

  /// Eight categorical parameters, each of which interacts with the next one.
  static let choices = Problem(
    "choices8", optimum: 8,
    at: ["c0": 1, "c1": 4, "c2": 2, "c3": 1, "c4": 2, "c5": 1, "c6": 4, "c7": 2]
  ) { trial in
    var sum = 0.0
    var last: Int?
    for index in 0..<8 {
      let choice = try trial.suggest("c\(index)", from: [0, 1, 2, 3, 4])
      sum += Double((choice * (index + 2) + 3) % 5)
      if let last, (choice + last) % 3 != 0 { sum += 1.5 }
      last = choice
    }
    return sum
  }

  /// A sphere of integers.
  static let integers = Problem(
    "integers6", optimum: 0,
    at: ["k0": 5, "k1": 11, "k2": 17, "k3": 23, "k4": 29, "k5": 35]
  ) { trial in
    try (0..<6).reduce(0) { sum, index in
      let distance = Double(try trial.suggest("k\(index)", in: 1...40) - (5 + 6 * index))
      return sum + distance * distance / 10
    }
  }

  /// Resembles the hyperparameters of boosted trees: numbers of all kinds that compensate each
  /// other, and a choice with a conditional parameter.
  static let boosting = Problem(
    "boosting", optimum: 0,
    at: [
      "depth": 6, "rate": .float(pow(10, -0.8)), "rounds": 100, "share": 0.7, "penalty": 0.1,
      "kind": "dart",
    ]
  ) { trial in
    let depth = Double(try trial.suggest("depth", in: 2...12))
    let rate = log10(try trial.suggest("rate", in: 1e-4...1, scale: .log))
    let rounds = log10(Double(try trial.suggest("rounds", in: 10...2000, scale: .log)))
    let fraction = try trial.suggest("share", in: 0.2...1, step: 0.05)
    let penalty = log10(try trial.suggest("penalty", in: 1e-8...100, scale: .log))
    let kind = try trial.suggest("kind", from: ["trees": 0.15, "dart": 0.0, "linear": 0.4])
    let capacity = rate + rounds - 1.2
    let size = depth - 6 + 2 * capacity
    var loss = capacity * capacity + 0.05 * size * size + 3 * (fraction - 0.7) * (fraction - 0.7)
    loss += 0.02 * (penalty + 1) * (penalty + 1) + kind
    guard kind == 0.4 else { return loss }
    let mixture = try trial.suggest("mixture", in: 0.0...1.0)
    return loss + (mixture - 0.3) * (mixture - 0.3)
  }
}
