import Glibc

/// The paths a profile reads, as a tree that is walked beside the JSON.
///
/// Invariant: the children of a node lie together in `nodes`, and no two of them have the same key or index.
final class PathTree {
  /// One step of a path.
  struct Node: BitwiseCopyable {
    /// The key's bytes in `keys`; for an index of an array, the index is `keyStart`.
    var keyStart = 0
    /// The key's length; -1 marks an index.
    var keyCount = 0
    /// The slot the value goes to; -1 where the path only passes.
    var slot = -1
    var firstChild = 0
    var childCount = 0
    /// Number of the record in which this node was last met, to notice duplicates.
    var lastMet: UInt64 = 0
    /// The child to try first: records mostly repeat the order of their keys.
    var hint = 0
  }

  let nodes: UnsafeMutablePointer<Node>
  let nodeCount: Int
  let keys: UnsafeMutablePointer<UInt8>

  /// Builds the tree of the given paths; slot i is path i.
  init(paths: [[String]]) {
    var building = [Draft()]
    for (slot, path) in paths.enumerated() {
      var at = 0
      for component in path {
        if let found = building[at].children.first(where: { building[$0].component == component }) {
          at = found
        } else {
          building.append(Draft(component: component))
          building[at].children.append(building.count - 1)
          at = building.count - 1
        }
      }
      building[at].slot = slot
    }
    nodeCount = building.count
    nodes = .allocate(capacity: nodeCount)
    nodes.initialize(repeating: Node(), count: nodeCount)
    let keyBytes = building.reduce(0) { $0 + $1.component.utf8.count }
    keys = .allocate(capacity: max(1, keyBytes))
    lay(building)
  }

  deinit {
    nodes.deallocate()
    keys.deallocate()
  }

  private struct Draft {
    var component = ""
    var slot = -1
    var children: [Int] = []
  }

  /// Breadth first, so that children lie together.
  private func lay(_ drafts: [Draft]) {
    var order = [0]
    var keyEnd = 0
    var placed = 0
    while placed < order.count {
      let draft = drafts[order[placed]]
      var node = Node()
      node.slot = draft.slot
      node.firstChild = order.count
      node.childCount = draft.children.count
      if FieldSource.isIndex(draft.component), let index = Int(draft.component.dropFirst().dropLast()) {
        node.keyStart = index
        node.keyCount = -1
      } else {
        node.keyStart = keyEnd
        for byte in draft.component.utf8 {
          keys[keyEnd] = byte
          keyEnd += 1
        }
        node.keyCount = keyEnd - node.keyStart
      }
      nodes[placed] = node
      order.append(contentsOf: draft.children)
      placed += 1
    }
  }

  /// The child of `node` with this key; -1 where no path goes there.
  @inline(__always)
  func child(of node: Int, key: UnsafeRawPointer, count: Int) -> Int {
    let children = nodes[node].childCount
    guard children > 0 else { return -1 }
    let first = nodes[node].firstChild
    var candidate = nodes[node].hint
    for _ in 0..<children {
      if candidate >= children { candidate = 0 }
      if isKey(first + candidate, key, count) {
        nodes[node].hint = candidate + 1
        return first + candidate
      }
      candidate += 1
    }
    return -1
  }

  /// The child of `node` that stands for this index of an array; -1 where no path goes there.
  func child(of node: Int, index: Int) -> Int {
    let first = nodes[node].firstChild
    for candidate in first..<(first + nodes[node].childCount)
    where nodes[candidate].keyCount == -1 && nodes[candidate].keyStart == index {
      return candidate
    }
    return -1
  }

  @inline(__always)
  private func isKey(_ node: Int, _ key: UnsafeRawPointer, _ count: Int) -> Bool {
    guard nodes[node].keyCount == count else { return false }
    return memcmp(keys + nodes[node].keyStart, key, count) == 0
  }
}
