import CFuzz
import Foundation

// libFuzzer on the reader that the environment variable READER names: `fuzz [libFuzzer's options and corpora]`.
// Without it, the readers are listed. No argument names it, since libFuzzer starts itself with arguments of its own.

nonisolated(unsafe) var reader = Reader.all[0]

/// Lets the reader try one input. libFuzzer wants a function of this name, though the driver gets it as an argument.
@_cdecl("LLVMFuzzerTestOneInput")
func readOneInput(_ bytes: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  // SAFETY: there are `size` bytes.
  let input = unsafe size == 0 ? [] : Array(UnsafeBufferPointer(start: bytes, count: size))
  // An error is an answer; only a trap, a sanitizer or the clock is none.
  do { try unsafe reader.read(input) } catch {}
  return 0
}

guard let name = ProcessInfo.processInfo.environment["READER"] else {
  for reader in Reader.all { print(reader.name) }
  exit(0)
}
guard let wanted = Reader.all.first(where: { $0.name == name }) else {
  print("there is no reader “\(name)”")
  exit(2)
}
unsafe reader = wanted

var arguments = CommandLine.arguments.map { unsafe strdup($0) }
arguments.append(nil)
var count = Int32(arguments.count - 1)
let status = unsafe arguments.withUnsafeMutableBufferPointer { buffer in
  // SAFETY: the driver gets as many strings as `count` says, and a nil behind them.
  var start = buffer.baseAddress
  return unsafe LLVMFuzzerRunDriver(&count, &start) { unsafe readOneInput($0, $1) }
}
exit(status)
