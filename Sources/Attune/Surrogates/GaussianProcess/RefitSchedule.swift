/// When the hyperparameters of a Gaussian process are fitted, and from where, as a function of the
/// number of observations only.
///
/// A fit takes longer than all else, and changes less as observations are added. A fit that starts
/// from an earlier one takes fewer iterations, but then it depends on a chain of fits. The chains here
/// are short, so a process that resumes a study repeats few fits and gets the same results: *n*
/// observations have at most 2 log₂ *n* fits before theirs, most of them of far fewer observations.
struct RefitSchedule: Sendable, Hashable {
  /// Up to this many observations, each one is followed by a fit.
  ///
  /// The interval doubles with each doubling of their number.
  var everyObservationUntil = 64

  /// Up to this many observations, fits that end a chain of 16 also start from the prior's points.
  var priorStartsUntil = 128

  /// The number of first observations that the hyperparameters are fitted to, for a history.
  ///
  /// - Parameter count: The number of observations of the history.
  func fittedCount(for count: Int) -> Int {
    var interval = 1
    while count > everyObservationUntil * interval { interval *= 2 }
    return count / interval * interval
  }

  /// The number of observations of the fit that another fit starts from, itself a result of
  /// ``fittedCount(for:)``; nil for the first.
  ///
  /// The lowest binary digit 1 is removed; a power of two is halved.
  func previousCount(of fittedCount: Int) -> Int? {
    guard fittedCount > 1 else { return nil }
    let remaining = fittedCount & (fittedCount - 1)
    return remaining > 0 ? remaining : fittedCount / 2
  }

  /// Whether a fit also starts from the prior's points, so that it can leave a local maximum.
  func usesPriorStarts(_ fittedCount: Int) -> Bool {
    fittedCount < 16 || (fittedCount % 16 == 0 && fittedCount <= priorStartsUntil)
  }
}
