extension ChartPaint {
  /// Creates the paint of a trial state, which is the same in all charts.
  init(_ state: TrialState) {
    self =
      switch state {
      case .complete: .series(0)
      case .pruned: .series(4)
      case .failed: .series(1)
      case .running: .series(2)
      case .waiting: .muted
      }
  }
}
