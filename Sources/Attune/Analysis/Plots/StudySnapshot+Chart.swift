extension StudySnapshot {
  /// A picture of the study.
  ///
  /// What a picture holds is bounded: of many trials it shows a part, the best among them, and of
  /// many parameters a few, and says so in its ``Chart/notes``. Values that are not finite have no
  /// place in a picture, and are counted there too, as are outliers that are not shown to scale.
  ///
  /// - Parameters:
  ///   - plot: What is drawn.
  ///   - axes: How axes treat values that span decades, and outliers.
  /// - Throws: ``AnalysisError`` when the study has nothing to be shown, such as no complete trial,
  ///   or lacks the parameter or objective that the plot names.
  /// - Complexity: O(*n* (log *n* + *d*)) for *n* trials and *d* parameters; the Pareto front and the
  ///   hypervolume of many directions take longer.
  public func chart(
    _ plot: Plot, axes: AxisOptions = .readable
  ) throws(AnalysisError) -> Chart {
    let source = PlotSource(study: self, plot: plot, axes: axes)
    return switch plot.kind {
    case .optimizationHistory: try OptimizationHistoryPlot.chart(of: source)
    case .importances: try ImportancesPlot.chart(of: source)
    case .slice: try SlicePlot.chart(of: source)
    case .contour: try ContourPlot.chart(of: source)
    case .parallelCoordinates: try ParallelCoordinatesPlot.chart(of: source)
    case .rank: try RankPlot.chart(of: source)
    case .distribution: try DistributionPlot.chart(of: source)
    case .intermediateValues: try IntermediateValuesPlot.chart(of: source)
    case .pruning: try PruningPlot.chart(of: source)
    case .timeline: try TimelinePlot.chart(of: source)
    case .paretoFront: try ParetoFrontPlot.chart(of: source)
    case .hypervolumeHistory: try HypervolumeHistoryPlot.chart(of: source)
    }
  }
}
