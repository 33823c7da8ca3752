extension StudySnapshot {
  /// Returns a report of the study as a single, self-contained HTML page.
  ///
  /// The report has a summary, the best parameters as Swift code, interactive plots, a sortable and
  /// filterable table of all trials, and the reasons for failures. The page opens from a file, loads no
  /// external resources, can be printed, and follows the system's light or dark theme. Without scripts
  /// it shows everything except further rows of the table.
  ///
  /// ```swift
  /// let page = study.snapshot.report()
  /// ```
  ///
  /// All names and labels are escaped for their context, and a content security policy allows no scripts
  /// other than the page's.
  ///
  /// - Parameters:
  ///   - plots: The plots in the order of the page. A plot that cannot be drawn is omitted, and the page
  ///     gives the reason.
  ///   - moment: The time shown in the report. The same study, plots and time give the same page.
  /// - Returns: The page, to be written as UTF-8 to a file with the extension `.html`.
  /// - Complexity: That of the plots, and O(*n* *d*) for *n* trials and *d* parameters and attributes.
  ///   The table shows at most 100 of these, and truncates texts to 300 characters.
  public func report(plots: [Plot] = Plot.all, madeAt moment: Timestamp = .now()) -> String {
    ReportPage(self, plots: plots, moment: moment).text
  }
}
