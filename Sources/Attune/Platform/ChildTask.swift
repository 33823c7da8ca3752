/// Runs a closure in a child task with the isolation of the caller.
///
/// - Parameters:
///   - watch: A closure that runs concurrently. When it returns, the child task is cancelled; when
///     the child task ends, `watch` is cancelled.
///   - body: The closure that the child task runs. Its result is awaited even after cancellation.
/// - Returns: The result of `body`.
/// - Throws: The error of `body`.
func withChildTask<Success: Sendable, Failure: Error>(
  isolation: isolated (any Actor)? = #isolation, cancelledWhen watch: @Sendable () async -> Void,
  _ body: () async throws(Failure) -> Success
) async throws(Failure) -> Success {
  let result: Result<Success, Failure> = await withoutActuallyEscaping(watch) { watch in
    await withoutActuallyEscaping(body) { body in
      // Safe, since the caller waits while the child runs in the caller's isolation.
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
