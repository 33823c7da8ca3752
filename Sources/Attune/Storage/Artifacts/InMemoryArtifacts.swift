import Synchronization

/// Files of trials in memory, for tests and for studies in memory.
public final class InMemoryArtifacts: ArtifactStore {
  private let files = Mutex<[ArtifactKey: [UInt8]]>([:])

  /// Creates an empty store.
  public init() {}

  /// Saves a file, replacing an earlier one.
  public func write(_ bytes: [UInt8], as key: ArtifactKey) {
    files.withLock { $0[key] = bytes }
  }

  /// Returns the content of a file; nil if there is none.
  public func read(_ key: ArtifactKey) -> [UInt8]? {
    files.withLock { $0[key] }
  }

  /// Removes a file.
  public func remove(_ key: ArtifactKey) {
    files.withLock { $0[key] = nil }
  }

  /// Returns nil: the files have no paths.
  public func path(of key: ArtifactKey) -> String? { nil }
}

extension ArtifactStore where Self == InMemoryArtifacts {
  /// A new store in memory, which is released with the study.
  public static var inMemory: InMemoryArtifacts { InMemoryArtifacts() }
}
