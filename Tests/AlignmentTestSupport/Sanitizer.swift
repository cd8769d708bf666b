internal import Foundation

/// What the tests are built with, for those that measure memory or limit addresses: a sanitizer keeps terabytes of
/// addresses for its shadow, and several times the memory of the program.
///
/// ```swift
/// @Test(.enabled(if: Sanitizer.isAbsent, "\(Sanitizer.presence)"))
/// ```
public enum Sanitizer {
  /// Whether memory is the program's own.
  public static let isAbsent = ["__asan_init", "__tsan_init"].allSatisfy { (name: String) in
    unsafe dlsym(nil, name) == nil
  }

  /// Why a test is skipped.
  public static let presence = "memory is measured without a sanitizer"
}
