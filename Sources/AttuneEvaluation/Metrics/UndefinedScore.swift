/// The value of a score that is undefined, a ratio of nothing to nothing.
///
/// There is no precision where nothing is predicted, and no recall where nothing is true.
public enum UndefinedScore: Sendable, Hashable {
  /// As bad as can be.
  case zero
  /// As good as can be.
  case one
  /// Not a number; averages leave it out, and are NaN if nothing remains.
  case nan

  /// The number that stands for the score.
  var value: Double {
    switch self {
    case .zero: 0
    case .one: 1
    case .nan: .nan
    }
  }
}
