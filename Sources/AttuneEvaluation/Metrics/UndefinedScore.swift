/// The value of an undefined score, whose formula is 0 / 0; the parameter `zero_division` in
/// scikit-learn.
///
/// The precision is undefined if no element is predicted to have the label, and the recall if no
/// element has the label.
public enum UndefinedScore: Sendable, Hashable {
  /// 0, the worst score.
  case zero
  /// 1, the best score.
  case one
  /// NaN; averages ignore it, and are NaN if no other score remains.
  case nan

  /// The value as a number.
  var value: Double {
    switch self {
    case .zero: 0
    case .one: 1
    case .nan: .nan
    }
  }
}
