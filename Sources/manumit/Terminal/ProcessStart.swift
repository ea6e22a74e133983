import Glibc

/// What the program makes sure of before it does anything.
enum ProcessStart {
  /// Descriptors 0 to 2 are taken, and a device that fails under a mapped file is said in words.
  static func prepare() {
    holdStandardStreams()
    reportBusErrors()
  }

  /// Takes the place of standard streams that the caller closed: the next file opened would get their number, and
  /// what is printed would be written into the state. Opened the wrong way round, so that using one fails as it would
  /// if it were closed.
  private static func holdStandardStreams() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest free number is given out: all below are taken.
      guard open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY) == descriptor else {
        _exit(ExitStatus.state.rawValue)
      }
    }
  }

  /// The catalogue is mapped into memory: where its device fails, or the file was cut short meanwhile, there is no
  /// call that could say so, but a signal that would end the program without a word.
  private static func reportBusErrors() {
    signal(SIGBUS) { _ in
      // Nothing but calls that are safe in a signal handler (signal-safety(7)).
      let words: StaticString =
        "manumit: The catalogue of the state could not be read: its device failed, or the file was cut short. Check the device and run it again: a run is kept whole or not at all.\n"
      _ = write(STDERR_FILENO, words.utf8Start, words.utf8CodeUnitCount)
      _exit(74)
    }
  }
}
