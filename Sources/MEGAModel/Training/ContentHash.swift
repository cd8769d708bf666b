#if Torch
  internal import Files
  internal import LinearAlgebra

  /// A number that other contents would most likely not have: FNV-1a of 64 bits, with numbers taken whole.
  struct ContentHash {
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325

    /// Sixteen hexadecimal digits.
    var text: String {
      let digits = String(state, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }

    mutating func add(_ number: UInt64) {
      state = (state ^ number) &* 0x100_0000_01b3
      // Without this high bits of numbers would never reach the low bits of the state.
      state ^= state >> 29
    }

    mutating func add(_ number: Int) { add(UInt64(bitPattern: Int64(number))) }

    mutating func add(_ text: String) {
      add(text.utf8.count)
      for byte in text.utf8 { add(UInt64(byte)) }
    }

    mutating func add(_ numbers: [Float]) {
      add(numbers.count)
      for number in numbers { add(UInt64(number.bitPattern)) }
    }

    mutating func add(_ matrix: Matrix?) {
      add(matrix?.rowCount ?? -1)
      if let matrix { add(matrix.elements) }
    }

    mutating func add(_ example: Example) {
      add(example.count)
      for piece in example.identifiers { add(piece) }
      add(example.head)
      add(example.tail)
      add(example.label ?? -1)
      if let start = example.phraseStart { add(start) }
      add(example.image ?? "")
      add(example.alignment)
      add(example.headObjects ?? [])
      add(example.tailObjects ?? [])
    }

    /// The bytes of a file, and nothing of its name.
    mutating func add(contentsOf path: String) throws(FileError) {
      var own = self
      try FileContents(at: path).withSpan { (bytes) throws(FileError) in
        own.add(bytes.count)
        for i in bytes.indices { own.state = (own.state ^ UInt64(bytes[i])) &* 0x100_0000_01b3 }
      }
      self = own
    }
  }
#endif
