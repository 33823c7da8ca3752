/// Runs a closure in a child task of its own, in the isolation of the caller.
///
/// - Parameters:
///   - watch: When it returns, the child task is cancelled. It is itself cancelled at the end.
///   - body: The result is waited for in any case.
func withChildTask<Success: Sendable, Failure: Error>(
  isolation: isolated (any Actor)? = #isolation, cancelledWhen watch: @Sendable () async -> Void,
  _ body: () async throws(Failure) -> Success
) async throws(Failure) -> Success {
  let result: Result<Success, Failure> = await withoutActuallyEscaping(watch) { watch in
    await withoutActuallyEscaping(body) { body in
      // The caller waits, and the child runs where the caller would: nothing happens at the same
      // time.
      nonisolated(unsafe) let body = body
      return await withTaskGroup(of: Result<Success, Failure>?.self) { group in
        group.addTask {
          _ = isolation
          do throws(Failure) { return .success(try await body()) } catch { return .failure(error) }
        }
        group.addTask {
          await watch()
          return nil
        }
        while let result = await group.next() {
          group.cancelAll()
          if let result { return result }
        }
        preconditionFailure("a child task has ended without a result")
      }
    }
  }
  return try result.get()
}
