import Attune

enum Kernel: String, CaseIterable { case linear, polynomial, radial }

/// A classifier in the conditional search space of the guide.
enum Classifier {
  case linear(Double, (Double) -> Double)
  case polynomial(Double, (Double) -> Double, degree: Int)
  case radial(Double, (Double) -> Double, width: Double)
}

private func hinge(_ margin: Double) -> Double { max(0, 1 - margin) }

private func squared(_ margin: Double) -> Double { (1 - margin) * (1 - margin) }

// snippet: conditional
func classifier(_ trial: Trial) throws -> Classifier {
  let cost = try trial.suggest("cost", in: 1e-3...1e3, scale: .log)
  let loss = try trial.suggest("loss", from: ["hinge": hinge, "squared": squared])
  switch try trial.suggest("kernel", from: Kernel.allCases) {
  case .linear:
    return .linear(cost, loss)
  case .polynomial:
    return .polynomial(cost, loss, degree: try trial.suggest("degree", in: 2...5))
  case .radial:
    return .radial(cost, loss, width: try trial.suggest("width", in: 1e-4...10, scale: .log))
  }
}
// snippet end
