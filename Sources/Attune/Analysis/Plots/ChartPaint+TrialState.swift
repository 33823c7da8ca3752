extension ChartPaint {
  /// The paint for trials in a state, the same in all pictures.
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
