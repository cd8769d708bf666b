import CFuzz
import Foundation

// libFuzzer on one reader: `fuzz READER [libFuzzer's options and corpora]`. `fuzz` alone lists the readers.

nonisolated(unsafe) var reader = Reader.all[0]

guard CommandLine.arguments.count > 1 else {
  for reader in Reader.all { print(reader.name) }
  exit(0)
}
guard let wanted = Reader.all.first(where: { $0.name == CommandLine.arguments[1] }) else {
  print("there is no reader “\(CommandLine.arguments[1])”")
  exit(2)
}
unsafe reader = wanted

// What is left are the driver's own arguments.
var arguments = ([CommandLine.arguments[0]] + CommandLine.arguments.dropFirst(2)).map {
  unsafe strdup($0)
}
arguments.append(nil)
var count = Int32(arguments.count - 1)
let status = unsafe arguments.withUnsafeMutableBufferPointer { buffer in
  // SAFETY: the driver gets as many strings as `count` says, and a nil behind them.
  var start = unsafe buffer.baseAddress
  return unsafe LLVMFuzzerRunDriver(&count, &start) { bytes, size in
    // SAFETY: there are `size` bytes.
    let input = unsafe size == 0 ? [] : Array(UnsafeBufferPointer(start: bytes, count: size))
    // An error is an answer; only a trap, a sanitizer or the clock is none.
    do { try reader.read(input) } catch {}
    return 0
  }
}
exit(status)
