import Dispatch
import Synchronization

/// The results of `transform`, in the order of the elements, made by all cores together.
///
/// For work that takes microseconds an element or more. Elements are handed out in stretches: 32 are few enough to
/// share a thousand out evenly, and enough that sharing out costs nothing. It lies in this room because the lowest
/// ones are pure, and rooms above need it too.
package func concurrentMap<Element: Sendable, Result: Sendable>(
  _ elements: [Element], stretch: Int = 32, _ transform: @Sendable (Element) -> Result
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
