public import Attune

/// Checks that a storage meets the requirements of `Storage`.
///
/// ```swift
/// @Test func `my storage meets the contract`() throws {
///   try StorageContract {
///     MyStorage(path: newPath())
///   } reopen: { storage in
///     MyStorage(path: storage.displayName ?? "")
///   }
///   .check()
/// }
/// ```
///
/// It compares the studies that result from the changes of the storage, so that it fits logs, which
/// return operations, and tables, which return the contents of trials. Several threads work on one
/// study at once. Their decisions last until they overlap, so that a storage whose decisions are
/// not exclusive fails each time.
public struct StorageContract: Sendable {
  private let makeStorage: @Sendable () throws -> any Storage
  private let reopen: (@Sendable (any Storage) throws -> any Storage)?
  let timeResolution: Duration
  let distinguishesZeros: Bool

  /// Creates a check of a storage.
  ///
  /// - Parameters:
  ///   - timeResolution: The precision with which the storage keeps times, such as a second.
  ///   - distinguishesZeros: Whether the storage keeps the sign of zero in parameters, reports and objective
  ///     values; the files of SQLite and the tables of MySQL do not.
  ///   - makeStorage: Creates a new, empty storage at each call.
  ///   - reopen: Creates another object for the place where a storage keeps its studies, as another
  ///     process would: with another connection, and without what the object has in memory. Nil if
  ///     there is no such place, as for a storage in memory; then the object itself is used.
  public init(
    timeResolution: Duration = .microseconds(1), distinguishesZeros: Bool = true,
    _ makeStorage: @escaping @Sendable () throws -> any Storage,
    reopen: (@Sendable (any Storage) throws -> any Storage)? = nil
  ) {
    self.timeResolution = timeResolution
    self.distinguishesZeros = distinguishesZeros
    self.makeStorage = makeStorage
    self.reopen = reopen
  }

  /// Checks all requirements.
  ///
  /// - Throws: ``ContractViolation`` for the first violated requirement, and errors of the storage.
  public func check() throws {
    try checkCreation()
    try checkNames()
    try checkReading()
    try checkDeletion()
    try checkHistories()
    try checkContradiction()
    try checkUnusualNames()
    try checkDecisions()
    try checkPositions()
    try checkFailedDecisions()
    try checkCreatedTrials()
    try checkConditions()
    try checkHeartbeats()
    try checkConcurrentCreation()
    try checkConcurrentDecisions()
    try checkConcurrentClaims()
    try checkConcurrentConditions()
    try checkVisibility()
    try checkWholeStudies()
  }

  // MARK: Parts of checks

  /// Creates a new storage, and returns it with other objects for the same place.
  func makeHandles(_ count: Int = 2) throws -> [any Storage] {
    let storage = try makeStorage()
    return try [storage] + (1..<count).map { _ in try reopened(storage) }
  }

  /// Returns another object for the place of a storage.
  func reopened(_ storage: any Storage) throws -> any Storage {
    try reopen?(storage) ?? storage
  }

  /// Creates a study with a name and no contents.
  func makeStudy(_ name: String = "study", in storage: any Storage) throws -> StudyFollower {
    try makeStudy(StudyTemplate(name: name, directions: [.minimize]), in: storage)
  }

  /// Creates a study.
  func makeStudy(_ template: StudyTemplate, in storage: any Storage) throws -> StudyFollower {
    guard let id = try storage.createStudy(template) else {
      throw ContractViolation(
        "a study is created if its name is not taken, as \(JSONValue.string(template.name))")
    }
    return StudyFollower(
      StudyDescription(id: id, name: template.name, directions: template.directions), in: storage)
  }

  /// Returns the study as a reader sees it that starts now.
  func read(_ study: StudyDescription, in storage: any Storage) throws -> StudySnapshot {
    var follower = StudyFollower(study, in: storage)
    try follower.refresh()
    try follower.requireExists()
    return follower.snapshot
  }

  /// Requires that two readers see the same study.
  func requireSame(
    _ found: StudySnapshot, _ expected: StudySnapshot, _ requirement: String
  ) throws {
    let comparison = StudyComparison(
      timeResolution: timeResolution, distinguishesZeros: distinguishesZeros)
    if let difference = comparison.difference(found, from: expected) {
      throw ContractViolation("\(requirement); but \(difference)")
    }
  }
}
