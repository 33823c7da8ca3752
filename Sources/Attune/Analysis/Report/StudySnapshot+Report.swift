extension StudySnapshot {
  /// A report about the study: one page of HTML that needs nothing else.
  ///
  /// It shows the course of the study in numbers, the best parameters as Swift to paste, plots whose
  /// marks can be pointed at and selected, all trials in a table to sort and filter, and what failed
  /// and why. It opens from a file, loads nothing from anywhere, prints, follows the light or dark of
  /// the reader's system, and shows all but the table's further rows without scripts.
  ///
  /// ```swift
  /// let page = study.snapshot.report()
  /// ```
  ///
  /// Whatever studies, parameters and labels are called, it is shown as text: everything is escaped for
  /// its place, and a content security policy forbids all scripts but the page's own.
  ///
  /// - Parameters:
  ///   - plots: What is to be shown, in this order. A plot that cannot be drawn is left out, and the
  ///     page says why.
  ///   - moment: When the report is made, as it says itself. The same study, plots and moment give the
  ///     same page.
  /// - Returns: The page in UTF-8, as is to be written to a file whose name ends in `.html`.
  /// - Complexity: That of the plots, and O(*n* *d*) for *n* trials and *d* parameters and attributes.
  ///   The table holds at most 100 of these, and the start of texts that are longer than 300
  ///   characters.
  public func report(plots: [Plot] = Plot.all, madeAt moment: Timestamp = .now()) -> String {
    ReportPage(self, plots: plots, moment: moment).text
  }
}
