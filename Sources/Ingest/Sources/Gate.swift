import Glibc

/// A lock with a condition: waits until something about the guarded state holds.
///
/// pthread's own, because Synchronization has no condition variable.
final class Gate: @unchecked Sendable {
  fileprivate let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  fileprivate let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Changes the guarded state and wakes whoever waits for it.
  func change<Result>(_ body: () -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer {
      pthread_cond_broadcast(condition)
      pthread_mutex_unlock(mutex)
    }
    return body()
  }

  /// Waits until `holds`, then runs `body` under the same lock and wakes the others.
  func wait<Result>(until holds: () -> Bool, then body: () -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer {
      pthread_cond_broadcast(condition)
      pthread_mutex_unlock(mutex)
    }
    while !holds() { pthread_cond_wait(condition, mutex) }
    return body()
  }
}

extension Gate {
  /// Like `wait(until:then:)`, but looks again every so often, for conditions that nobody announces.
  func wait<Result>(until holds: () -> Bool, checkingEvery milliseconds: Int, then body: () -> Result)
    -> Result
  {
    pthread_mutex_lock(mutex)
    defer {
      pthread_cond_broadcast(condition)
      pthread_mutex_unlock(mutex)
    }
    while !holds() {
      var deadline = timespec()
      clock_gettime(CLOCK_REALTIME, &deadline)
      let nanoseconds = deadline.tv_nsec + milliseconds * 1_000_000
      deadline.tv_sec += nanoseconds / 1_000_000_000
      deadline.tv_nsec = nanoseconds % 1_000_000_000
      pthread_cond_timedwait(condition, mutex, &deadline)
    }
    return body()
  }
}

/// A thread that can be waited for.
struct Joinable: Sendable {
  fileprivate let thread: pthread_t

  /// Waits until it has ended.
  func join() { pthread_join(thread, nil) }

  /// Lets it end on its own.
  func detach() { pthread_detach(thread) }
}

/// Runs `body` on a new thread.
func startThread(_ body: @escaping @Sendable () -> Void) -> Joinable {
  final class Box {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  let argument = Unmanaged.passRetained(Box(body)).toOpaque()
  var thread = pthread_t()
  let status = pthread_create(
    &thread, nil,
    { argument in
      guard let argument else { return nil }
      Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
      return nil
    }, argument)
  precondition(status == 0, "the system gives no thread")
  return Joinable(thread: thread)
}
