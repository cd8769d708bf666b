// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Functions are called as in the header, which says what each does and takes.

public import CGraphAlignmentHeader
internal import Files
internal import Foundation

/// The version of this interface.
@c @implementation
public func ga_abi_version() -> Int32 { GA_ABI_VERSION }

/// The version of the package.
@c @implementation
public func ga_version() -> UnsafePointer<CChar>? {
  // SAFETY: a literal lives as long as the library, and ends with 0.
  let version: StaticString = "0.1.0"
  return unsafe UnsafeRawPointer(version.utf8Start).assumingMemoryBound(to: CChar.self)
}

/// Frees a string that came from here.
@c @implementation
public func ga_string_free(_ string: UnsafeMutablePointer<CChar>?) { unsafe free(string) }

/// Sets how much memory may be used.
@c @implementation
public func ga_set_memory_limit(
  _ bytes: Int64, _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> ga_status {
  unsafe answer(error) {
    guard bytes > 0 else { throw ArgumentError("\(bytes) bytes are no limit of memory") }
    MemoryLimit.set(Int(bytes))
  }
}
