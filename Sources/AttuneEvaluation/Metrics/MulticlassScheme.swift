/// The reduction of a multiclass problem to binary problems; the parameter `multi_class` in
/// scikit-learn.
///
/// In the formulas, *c* is the number of classes, and *A*(*i* | *j*) the score of separating class
/// *i* from class *j* by the predicted probability of *i*.
public enum MulticlassScheme: Sendable, Hashable {
  /// The mean (1/*c*) Σᵢ *A*(*i* | rest) over the classes, each against all others; `"ovr"`.
  ///
  /// It depends on the frequencies of the classes.
  case oneVersusRest
  /// The mean 2/(*c* (*c* − 1)) Σ ½ (*A*(*i* | *j*) + *A*(*j* | *i*)) over all pairs *i* < *j*;
  /// `"ovo"`.
  ///
  /// It does not depend on the frequencies of the classes.
  ///
  /// D. J. Hand and R. J. Till, "A Simple Generalisation of the Area Under the ROC Curve for
  /// Multiple Class Classification Problems", Machine Learning 45(2), 2001,
  /// doi:10.1023/A:1010920819831.
  case oneVersusOne
}
