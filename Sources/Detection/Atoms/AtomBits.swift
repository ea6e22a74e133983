/// Which atoms hold for a posting, a bit each, in the order of `Rulebook.atoms`.
typealias AtomBits = UInt128
