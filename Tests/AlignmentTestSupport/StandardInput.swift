internal import Foundation

/// Makes `bytes` all that standard input holds from now on; for exit tests, which have a process of
/// their own.
///
/// - Precondition: a pipe has room for the bytes, 64 KiB.
public func feedStandardInput(_ bytes: some Sequence<UInt8>) throws {
  let pipe = Pipe()
  try pipe.fileHandleForWriting.write(contentsOf: Data(bytes))
  try pipe.fileHandleForWriting.close()
  precondition(dup2(pipe.fileHandleForReading.fileDescriptor, 0) == 0, "there is no standard input")
}
