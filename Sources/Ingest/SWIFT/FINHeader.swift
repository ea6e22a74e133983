/// What blocks 1 to 3 of a FIN message say of it.
struct FINHeader {
  /// The type of the message, such as 103; nil of a message without blocks, as statements are often exported.
  var type: Int?
  /// BICs of who sent and who received it: eight letters and a branch of three, without the letter of the terminal.
  var sender: [UInt8] = []
  var receiver: [UInt8] = []
  /// The unique end-to-end transaction reference (field 121); empty where there is none, or none in its form.
  var uetr: [UInt8] = []
  /// Whether it covers a customer's transfer told in another message (field 119: COV).
  var isCover = false
  /// Whether it is user to user; all else is between a user and SWIFT.
  var isFinancial = true

  /// Without blocks.
  init() {}

  /// Of the contents of blocks 1, 2 and 3, without their numbers.
  init(basic: [UInt8], application: [UInt8], user: [UInt8]) {
    isFinancial = basic.starts(with: "F01".utf8)
    let own = Self.bic(basic.dropFirst(3))
    type = application.count >= 4 ? Int(String(decoding: application[1..<4], as: UTF8.self)) : nil
    // Input goes to the receiver named in block 2; output comes from the sender named there, behind time and date.
    let isOutput = application.first == UInt8(ascii: "O")
    let other = Self.bic(application.dropFirst(isOutput ? 14 : 4))
    (sender, receiver) = isOutput ? (other, own) : (own, other)
    let reference = Self.field("121", in: user)
    if Self.isReference(reference) { uetr = reference.map { $0 | 0x20 } }
    isCover = Self.field("119", in: user).elementsEqual("COV".utf8)
  }

  /// The BIC of a logical terminal: twelve characters, the ninth of which is the terminal's.
  private static func bic(_ address: ArraySlice<UInt8>) -> [UInt8] {
    guard address.count >= 12 else { return address.count >= 8 ? Array(address.prefix(8)) : [] }
    let start = address.startIndex
    return Array(address[start..<(start + 8)] + address[(start + 9)..<(start + 12)])
  }

  /// The value of a field `{121:…}` of a block.
  static func field(_ name: StaticString, in block: [UInt8]) -> [UInt8] {
    block.withUnsafeBytes { bytes in
      let block = FieldBytes(bytes)
      var index = 0
      while let open = block.place(of: 0x7B, from: index) {
        let inner = block.rest(open + 1)
        index = open + 1
        guard inner.opens(with: name), inner.count > 3, inner[3] == 0x3A else { continue }
        return Array(inner.slice(4, inner.place(of: 0x7D) ?? inner.count).buffer)
      }
      return []
    }
  }

  /// Whether it is of the form of a UUID (SWIFT: version 4, but others are seen).
  private static func isReference(_ bytes: [UInt8]) -> Bool {
    guard bytes.count == 36 else { return false }
    for (index, byte) in bytes.enumerated() {
      let isDash = index == 8 || index == 13 || index == 18 || index == 23
      let isHex = byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 6
      guard isDash ? byte == 0x2D : isHex else { return false }
    }
    return true
  }
}
