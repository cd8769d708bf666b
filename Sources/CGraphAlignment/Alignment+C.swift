// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Functions are called as in the header, which says what each does and takes.

public import CGraphAlignmentHeader
internal import GraphAlignment

/// The number of source nodes; 0 for NULL.
@c @implementation
public func ga_alignment_source_count(_ alignment: OpaquePointer?) -> Int64 {
  Int64((try? unsafe value(alignment))?.sourceCount ?? 0)
}

/// The number of target nodes; 0 for NULL.
@c @implementation
public func ga_alignment_target_count(_ alignment: OpaquePointer?) -> Int64 {
  Int64((try? unsafe value(alignment))?.targetCount ?? 0)
}

/// The number of all candidates; 0 for NULL.
@c @implementation
public func ga_alignment_candidate_count(_ alignment: OpaquePointer?) -> Int64 {
  Int64((try? unsafe value(alignment))?.rows.ids.count ?? 0)
}

/// Copies all candidates.
@c @implementation
public func ga_alignment_copy_candidates(
  _ alignment: OpaquePointer?, _ offsets: UnsafeMutablePointer<Int64>?,
  _ targets: UnsafeMutablePointer<Int32>?, _ similarities: UnsafeMutablePointer<Float>?,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> ga_status {
  unsafe answer(error) {
    let rows = try unsafe value(alignment).rows
    // SAFETY: the caller has made room for so many.
    if let offsets = unsafe offsets {
      for row in 0...rows.rowCount { unsafe offsets[row] = Int64(rows.offsets[row]) }
    }
    unsafe targets?.update(from: rows.ids, count: rows.ids.count)
    unsafe similarities?.update(from: rows.weights, count: rows.weights.count)
  }
}

/// Copies the best candidates.
@c @implementation
public func ga_alignment_copy_matches(
  _ alignment: OpaquePointer?, _ targets: UnsafeMutablePointer<Int32>?,
  _ similarities: UnsafeMutablePointer<Float>?,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> ga_status {
  unsafe answer(error) {
    let alignment = try unsafe value(alignment)
    for source in 0..<alignment.sourceCount {
      let best = alignment.candidates(of: source).first
      unsafe targets?[source] = Int32(best?.target ?? -1)
      unsafe similarities?[source] = best?.similarity ?? 0
    }
  }
}

/// Copies the chances that nodes correspond to nothing.
@c @implementation
public func ga_alignment_copy_unmatched_chances(
  _ alignment: OpaquePointer?, _ chances: UnsafeMutablePointer<Float>?,
  _ isKnown: UnsafeMutablePointer<Int32>?,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> ga_status {
  unsafe answer(error) {
    let known = try unsafe value(alignment).unmatchedChances
    unsafe try address(isKnown, named: "“is known”").pointee = known == nil ? 0 : 1
    if let known { unsafe chances?.update(from: known, count: known.count) }
  }
}

/// What a user should know, a line each.
@c @implementation
public func ga_alignment_notes(
  _ alignment: OpaquePointer?, _ notes: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> ga_status {
  unsafe answer(error) {
    let text = try unsafe value(alignment).notes.joined(separator: "\n")
    unsafe try address(notes, named: "notes").pointee = unsafe copied(text)
  }
}

/// Chooses at most one target for each source node.
@c @implementation
public func ga_alignment_assign(
  _ alignment: OpaquePointer?, _ method: UnsafePointer<CChar>?, _ completing: Int32,
  _ source: OpaquePointer?, _ target: OpaquePointer?,
  _ assigned: UnsafeMutablePointer<OpaquePointer?>?,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> ga_status {
  unsafe answer(error) {
    let all = try unsafe value(alignment)
    let assigned = try unsafe address(assigned, named: "assigned alignment")
    let name = try unsafe text(method, named: "method")
    guard let method = Assignment(rawValue: name) else {
      throw ArgumentError("there is no assignment “\(name)”: nearest, greedy, mutual or optimal")
    }
    var result = all.assigned(by: method)
    if completing != 0 {
      guard method != .nearest else {
        throw ArgumentError("nearest candidates are not one-to-one, and cannot be completed")
      }
      let pair = try unsafe GraphPair(source, target)
      try pair.check(all)
      result = result.completed(from: all, source: pair.source, target: pair.target)
    }
    unsafe assigned.pointee = unsafe retained(AlignmentHandle(result))
  }
}

/// The alignment behind a pointer.
func value(_ pointer: OpaquePointer?) throws(ArgumentError) -> Alignment {
  try unsafe object(pointer, AlignmentHandle.self, named: "alignment").value
}
