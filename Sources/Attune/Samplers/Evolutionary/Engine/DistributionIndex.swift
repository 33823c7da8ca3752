/// The distribution index η of SBX, vSBX and polynomial mutation.
enum DistributionIndex {
  /// Optuna's default for crossovers: 2 with one objective and 20 with several.
  static func standard(objectives count: Int) -> Double { count > 1 ? 20 : 2 }

  /// Checks an index.
  ///
  /// - Precondition: It is nil, or finite and not negative.
  static func validated(_ eta: Double?) -> Double? {
    if let eta {
      precondition(eta >= 0 && eta.isFinite, "eta must be finite and at least 0, not \(eta)")
    }
    return eta
  }
}
