extension StudySnapshot {
  /// Returns a chart of the study.
  ///
  /// The size of a chart is bounded: of many trials it shows a sample that includes the best, and of
  /// many parameters the most important. The ``Chart/notes`` list what is omitted. They also count
  /// values that are not finite, which are not drawn, and outliers that are not shown to scale.
  ///
  /// - Parameters:
  ///   - plot: The plot.
  ///   - axes: The treatment of outliers and of values that span decades.
  /// - Throws: ``AnalysisError`` if the study has nothing to show, such as no complete trial, or lacks
  ///   a parameter or objective of the plot.
  /// - Complexity: O(*n* (log *n* + *d*)) for *n* trials and *d* parameters; the Pareto front and the
  ///   hypervolume of many objectives take longer.
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
    case .population: try PopulationPlot.chart(of: source)
    }
  }
}
