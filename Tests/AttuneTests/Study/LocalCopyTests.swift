import Dispatch
import Testing

@testable import Attune

/// A storage whose reads wait until the test lets them continue.
private final class SlowStorage: ForwardingStorage, @unchecked Sendable {
  let hasBegun = DispatchSemaphore(value: 0)
  let mayContinue = DispatchSemaphore(value: 0)
  let isSlow = Flag()

  override func changes(
    in study: Int, after position: StoragePosition
  ) throws(StorageError) -> StorageBatch {
    if isSlow.isSet {
      hasBegun.signal()
      mayContinue.wait()
    }
    return base.changes(in: study, after: position)
  }
}

/// Tests that the local copy of a study can be read while the storage is read.
@Suite struct LocalCopyTests {
  @Test func `reading a study does not wait for a read of the storage`() throws {
    let storage = SlowStorage()
    let study = try Study("s", storage: storage, seed: 1)
    try study.optimize(trials: 3, progress: .none) { try $0.suggest("x", in: 0.0...1.0) }
    storage.isSlow.set()
    try Threads.run(count: 2) { index in
      if index == 0 { return try study.refresh() }
      storage.hasBegun.wait()
      // The other thread continues only after these reads.
      #expect(study.trials.count == 3)
      #expect(study.bestTrial != nil)
      #expect(study.userAttributes.isEmpty)
      storage.mayContinue.signal()
    }
  }
}
