/// The version of Attune: of the library, and of the command.
package enum LibraryVersion {
  /// The version as text.
  package static let text = "0.1.0"
}
