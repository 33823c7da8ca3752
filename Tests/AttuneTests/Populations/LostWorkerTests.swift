import Testing

@testable import Attune

/// Populations whose workers are lost again and again.
@Suite struct LostWorkerTests {
  @Test(arguments: [2, 5])
  func `a slice whose workers are lost too often fails, and its member becomes a copy`(
    limit: Int
  ) throws {
    let storage = InMemoryStorage()
    let store = InMemoryArtifacts()
    func population() throws -> Population {
      try Population(
        of: 3, direction: .maximize, storage: storage, seed: 5, artifacts: store,
        interruptedTrials: .resume(maxAttempts: limit))
    }
    let first = try population()
    try first.train(slices: 2, Hill.train)
    // The next slice of the first member has been started by workers that were all lost.
    let member = PopulationMember(index: 0, slice: 2, parent: 3, seed: 1)
    try first.study.commit { study throws(StorageError) in
      var template = TrialTemplate()
      template.state = .running
      let current = first.study.environment.process
      // A process that had the number of this one before.
      let process = ProcessIdentity(
        machine: current.machine, boot: current.boot, namespace: current.namespace,
        number: current.number, start: current.start - 1)
      template.systemAttributes = [
        SystemAttribute.member: member.json,
        SystemAttribute.owner: TrialOwner(worker: "lost", process: process, attempt: 4).json,
        SystemAttribute.crashCount: 3,
      ]
      return ([.createTrial(template)], ())
    }
    let second = try population()
    try second.train(slices: 4, Hill.train)
    let history = second.study.trials
    #expect(history.count == 12)
    #expect(history[6].state == (limit == 2 ? .failed : .complete))
    if limit == 2 { #expect([7, 8].contains(history[9].member?.parent)) }
    #expect(history.count(of: .complete) == (limit == 2 ? 11 : 12))
  }
}
