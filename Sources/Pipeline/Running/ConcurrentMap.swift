import Dispatch
import Synchronization

/// The results of `transform`, in the order of the elements, made by all cores together.
///
/// For work that takes microseconds an element or more; elements are handed out in stretches, so that none waits
/// long for another.
func concurrentMap<Element: Sendable, Result: Sendable>(
  _ elements: [Element], _ transform: @Sendable (Element) -> Result
) -> [Result] {
  guard elements.count > stretch else { return elements.map(transform) }
  let starts = Array(stride(from: 0, to: elements.count, by: stretch))
  let parts = Mutex<[[Result]]>(Array(repeating: [], count: starts.count))
  DispatchQueue.concurrentPerform(iterations: starts.count) { number in
    let part = elements[starts[number]..<min(starts[number] + stretch, elements.count)].map(transform)
    parts.withLock { $0[number] = part }
  }
  return parts.withLock { $0.flatMap(\.self) }
}

/// Small enough to share a thousand elements out evenly, large enough that sharing out costs nothing.
private let stretch = 32
