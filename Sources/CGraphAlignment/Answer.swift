internal import CGraphAlignmentHeader
internal import Files
internal import Foundation
internal import Options

/// Where a function in C puts its error.
typealias ErrorString = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

/// A mistake of the caller, in a sentence.
struct ArgumentError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// Runs the body of a function in C and says how it ended. No error leaves it in another way.
///
/// - Parameters:
///   - error: where the sentence goes, if there is one.
///   - body: the work.
func answer(_ error: ErrorString?, _ body: () throws -> Void) -> ga_status {
  unsafe error?.pointee = nil
  do {
    try body()
    return ga_status(GA_OK)
  } catch let failure {
    unsafe error?.pointee = unsafe copied(sentence(failure))
    return status(of: failure)
  }
}

/// A copy of a string for the caller, who frees it with `ga_string_free`.
func copied(_ text: String) -> UnsafeMutablePointer<CChar>? { unsafe strdup(text) }

private func status(of error: any Error) -> ga_status {
  switch error {
  case is ArgumentError, is OptionError, is DecodingError: ga_status(GA_INVALID)
  case is MemoryError: ga_status(GA_MEMORY)
  case is CancellationError: ga_status(GA_INTERRUPTED)
  default: ga_status(GA_FAILED)
  }
}

private func sentence(_ error: any Error) -> String {
  switch error {
  case let error as DecodingError: sentence(error)
  case let error as OptionError: "option \(error)"
  case is CancellationError: "the alignment was interrupted"
  case is MemoryError: renamed("\(error)")
  default: "\(error)"
  }
}

/// Advice names options as they are called here, not as on the command line.
private func renamed(_ sentence: String) -> String {
  let names = [
    "--memory-limit": "the memory limit", "--top": "candidateCount", "--landmarks": "landmarks",
    "--candidates": "refinement.candidateCount",
  ]
  return names.reduce(sentence) { $0.replacing($1.key, with: $1.value) }
}

private func sentence(_ error: DecodingError) -> String {
  func told(_ context: DecodingError.Context, _ reason: String) -> String {
    let path = context.codingPath.map(\.stringValue).filter { $0 != "_0" }
    return path.isEmpty ? "options: \(reason)" : "option \(path.joined(separator: ".")): \(reason)"
  }
  func kind(_ type: Any.Type) -> String {
    switch type {
    case is Bool.Type: "true or false"
    case is String.Type: "a word"
    case is Int.Type, is UInt64.Type: "a whole number"
    case is any Numeric.Type: "a number"
    case is [Any].Type: "a list"
    default: "an object"
    }
  }
  switch error {
  case .typeMismatch(let type, let context): return told(context, "expected \(kind(type))")
  case .valueNotFound(let type, let context):
    return told(context, "expected \(kind(type)), not null")
  case .keyNotFound(let key, let context): return told(context, "“\(key.stringValue)” is missing")
  case .dataCorrupted(let context):
    let isSyntax = context.codingPath.isEmpty && context.underlyingError != nil
    return isSyntax
      ? "options: expected a JSON object" : told(context, context.debugDescription)
  @unknown default: return "options: \(error)"
  }
}
