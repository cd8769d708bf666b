// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Functions are called as in the header, which says what each does and takes.

public import CGraphAlignmentHeader
internal import GraphAlignment
internal import Graphs
internal import LinearAlgebra
internal import NearestNeighbors

/// Embeds the nodes of several graphs.
@c @implementation
public func ga_embed(
  _ graphs: UnsafePointer<OpaquePointer?>?, _ graphCount: Int64, _ preset: UnsafePointer<CChar>?,
  _ options: UnsafePointer<CChar>?, _ threads: Int32, _ progress: ga_progress?,
  _ context: UnsafeMutableRawPointer?, _ embedding: UnsafeMutablePointer<OpaquePointer?>?,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> ga_status {
  unsafe answer(error) {
    let embedding = try unsafe address(embedding, named: "embedding")
    guard case .regal(let aligner) = try unsafe choice(preset, options) else {
      throw ArgumentError("only the presets regal, paper and authors embed nodes")
    }
    let pointers = try unsafe elements(graphs, count: graphCount, named: "graphs")
    var all: [Graph] = []
    for index in pointers.indices {
      all.append(try unsafe object(pointers[index], GraphHandle.self, named: "graph \(index)").value)
    }
    let nodeCount = all.reduce(0) { $0 + $1.nodeCount }
    guard nodeCount > 0 else { throw ArgumentError("there are no nodes to embed") }
    try aligner.requireMemory(forNodes: nodeCount, option: "landmarks")
    let watch = unsafe Watch(function: progress, context: context)
    let result = try threaded(threads) {
      try aligner.embed(all, progress: { unsafe watch.report($0) })
    }
    unsafe embedding.pointee = unsafe retained(EmbeddingHandle(result))
  }
}

/// Frees an embedding.
@c @implementation
public func ga_embedding_free(_ embedding: OpaquePointer?) {
  unsafe release(embedding, EmbeddingHandle.self)
}

/// The number of nodes; 0 for NULL.
@c @implementation
public func ga_embedding_row_count(_ embedding: OpaquePointer?) -> Int64 {
  Int64((try? unsafe rows(embedding))?.rowCount ?? 0)
}

/// The number of coordinates; 0 for NULL.
@c @implementation
public func ga_embedding_column_count(_ embedding: OpaquePointer?) -> Int64 {
  Int64((try? unsafe rows(embedding))?.columnCount ?? 0)
}

/// Copies the rows.
@c @implementation
public func ga_embedding_copy_rows(
  _ embedding: OpaquePointer?, _ target: UnsafeMutablePointer<Float>?,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> ga_status {
  unsafe answer(error) {
    let elements = try unsafe rows(embedding).elements
    try unsafe address(target, named: "rows").update(from: elements, count: elements.count)
  }
}

private func rows(_ pointer: OpaquePointer?) throws(ArgumentError) -> Matrix {
  try unsafe object(pointer, EmbeddingHandle.self, named: "embedding").value.rows
}

/// Finds the nearest points of each query.
@c @implementation
public func ga_nearest(
  _ points: UnsafePointer<Float>?, _ pointCount: Int64, _ queries: UnsafePointer<Float>?,
  _ queryCount: Int64, _ width: Int64, _ count: Int64, _ threads: Int32,
  _ indices: UnsafeMutablePointer<Int32>?, _ distances: UnsafeMutablePointer<Double>?,
  _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> ga_status {
  unsafe answer(error) {
    let points = try unsafe matrix(points, pointCount, width, named: "points")
    let queries = try unsafe matrix(queries, queryCount, width, named: "queries")
    guard count >= 1, count <= pointCount else {
      throw ArgumentError("there are not \(count) nearest of \(pointCount) points")
    }
    let (indices, distances) = try unsafe (
      address(indices, named: "indices"), address(distances, named: "distances")
    )
    let lists = try threaded(threads) {
      AutomaticIndex(points).nearest(toRowsOf: queries, count: Int(count))
    }
    // SAFETY: the caller has made room for so many.
    for (place, neighbor) in lists.neighbors.enumerated() {
      unsafe indices[place] = Int32(neighbor.index)
      unsafe distances[place] = neighbor.squaredDistance.squareRoot()
    }
  }
}

private func matrix(
  _ pointer: UnsafePointer<Float>?, _ rowCount: Int64, _ width: Int64, named name: String
) throws(ArgumentError) -> Matrix {
  let limit = Int64(Int32.max)
  guard (1..<limit).contains(width), (0..<limit).contains(rowCount) else {
    throw ArgumentError("there cannot be \(rowCount) \(name) of \(width) coordinates")
  }
  let elements = try unsafe Array(elements(pointer, count: rowCount * width, named: name))
  guard elements.allSatisfy(\.isFinite) else {
    throw ArgumentError("a coordinate of the \(name) is not a finite number")
  }
  return Matrix(rowCount: Int(rowCount), columnCount: Int(width), elements: elements)
}
