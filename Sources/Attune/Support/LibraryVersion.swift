/// The version of Attune, which the command and the records of runs show.
public enum LibraryVersion {
  /// The version as text, such as `1.2.3`.
  public static let text = "0.1.0"
}
