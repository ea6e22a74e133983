import Glibc

/// What is left behind where the program ends by a fault of its own: its exit status, and nothing of what it read.
enum CrashOutput {
  /// A core file holds the memory of a run, and with it customers. Swift's backtrace, which it prints where a person
  /// watches, shows what registers point at: memory again. Whoever seeks a fault sets SWIFT_BACKTRACE and has it.
  static func silence() {
    var limit = rlimit()
    if getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0 {
      limit.rlim_cur = 0
      setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
    }
    guard isatty(STDERR_FILENO) == 1, getenv("SWIFT_BACKTRACE") == nil else { return }
    for number in [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT, SIGSEGV, SIGTRAP] { signal(number, SIG_DFL) }
  }
}
