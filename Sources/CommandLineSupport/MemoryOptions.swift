package import ArgumentParser
internal import Files

/// How much memory may be used.
package struct MemoryOptions: ParsableArguments {
  @Option(
    name: .customLong("memory-limit"),
    help: ArgumentHelp(
      "Memory to use at most, such as 2G or 500M, 64M or more (three quarters of the machine's).",
      valueName: "bytes"))
  package var limit: ByteCount?

  package init() {}

  /// Makes the limit hold: for estimates and readers, and, by looking, for everything else.
  package func apply() {
    if let limit { MemoryLimit.set(limit.bytes) }
    MemoryWatch.start { TemporaryFiles.removeAll { OutOfMemory.end() } }
  }
}

/// A number of bytes: `2G`, `1.5GB`, `500M`, `100k` or `1000000`.
package struct ByteCount: ExpressibleByArgument {
  package let bytes: Int

  package init?(argument: String) {
    var text = Substring(argument.lowercased())
    if text.hasSuffix("b") { text = text.dropLast() }
    if text.hasSuffix("i") { text = text.dropLast() }
    let factors: [Character: Double] = ["k": 0x1p10, "m": 0x1p20, "g": 0x1p30, "t": 0x1p40]
    var factor = 1.0
    if let last = text.last, let own = factors[last] { (factor, text) = (own, text.dropLast()) }
    guard let number = Double(text), number.isFinite, number * factor >= 0x1p26,
      number * factor < 0x1p62
    else { return nil }
    bytes = Int(number * factor)
  }
}
