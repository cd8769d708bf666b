internal import Foundation

/// A file that cannot be read or written, with the place and the reason.
///
/// Its description is one line, such as
/// `mail.edges:2: expected two node ids, found “7”`.
public struct FileError: Error, Equatable, CustomStringConvertible {
  /// The file's path as the caller gave it, or `standard input` or `standard output`.
  public let file: String
  /// The line, counted from 1; `nil` when the trouble is with the file as a whole.
  public let line: Int?
  /// The character in the line, counted from 1 in Unicode scalars; `nil` when the trouble is with
  /// the line as a whole.
  public let column: Int?
  /// What is wrong, and what was expected instead.
  public let reason: String

  /// An error about a file, or about a place in it.
  public init(file: String, line: Int? = nil, column: Int? = nil, reason: String) {
    self.file = file
    self.line = line
    self.column = column
    self.reason = reason
  }

  /// The place and the reason in one line: `file:line:column: reason`, without what is `nil`.
  public var description: String {
    let place = [line, column].compactMap { $0 }.map { ":\($0)" }.joined()
    return "\(file)\(place): \(reason)"
  }

  /// Whether the reader of a pipe went away.
  package var isBrokenPipe: Bool {
    reason == FileError(file: file, "cannot be written", code: EPIPE).reason
  }
}
