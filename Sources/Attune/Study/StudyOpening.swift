/// Whether a study is created, resumed, or either, when it is opened.
public struct StudyOpening: Sendable, Hashable {
  private enum Kind: Sendable {
    case createOrResume, createOnly, resumeOnly
  }

  private let kind: Kind

  /// Resumes the study if the storage holds it, and creates it otherwise; the default.
  public static let createOrResume = StudyOpening(kind: .createOrResume)

  /// Creates a study, and throws if the storage holds one of that name.
  public static let createOnly = StudyOpening(kind: .createOnly)

  /// Resumes a study, and throws if the storage does not hold it.
  public static let resumeOnly = StudyOpening(kind: .resumeOnly)

  /// Whether a study may be opened.
  func permits(existing: Bool) -> Bool {
    switch kind {
    case .createOrResume: true
    case .createOnly: !existing
    case .resumeOnly: existing
    }
  }
}
