/// How a score of two classes is made one of several.
public enum MulticlassScheme: Sendable, Hashable {
  /// The mean over the classes of the score of telling each from all others.
  ///
  /// It depends on how frequent the classes are.
  case oneVersusRest
  /// The mean over all pairs of classes of the score of telling one from the other, either way.
  ///
  /// It does not depend on how frequent the classes are.
  ///
  /// D. J. Hand and R. J. Till, "A Simple Generalisation of the Area Under the ROC Curve for Multiple
  /// Class Classification Problems", Machine Learning 45(2), 2001, doi:10.1023/A:1010920819831.
  case oneVersusOne
}
