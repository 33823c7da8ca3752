/// A sampler of the portfolio of ``AutoSampler``, with the name that trials record.
enum PortfolioMember: String, Sendable {
  case quasiRandom = "qmc"
  case gp
  case tpe

  /// The member that has sampled a trial; nil if none is recorded.
  init?(of trial: TrialSnapshot) {
    guard let name = trial.systemAttributes[AutoSampler.attribute]?.stringValue else { return nil }
    self.init(rawValue: name)
  }
}
