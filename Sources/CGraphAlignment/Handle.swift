internal import GraphAlignment
internal import Graphs
internal import Synchronization

/// A graph in the hands of C. Attributes may be added to it, by one thread while others align it as it was.
final class GraphHandle: Sendable {
  let graph: Mutex<Graph>

  init(_ graph: Graph) { self.graph = Mutex(graph) }

  var value: Graph { graph.withLock { $0 } }
}

/// An alignment in the hands of C.
final class AlignmentHandle: Sendable {
  let value: Alignment

  init(_ value: Alignment) { self.value = value }
}

/// An embedding in the hands of C.
final class EmbeddingHandle: Sendable {
  let value: NodeEmbedding

  init(_ value: NodeEmbedding) { self.value = value }
}

/// A pointer to an object, which lives until ``release(_:_:)``.
func retained(_ object: some AnyObject) -> OpaquePointer {
  unsafe OpaquePointer(Unmanaged.passRetained(object).toOpaque())
}

/// Ends what ``retained(_:)`` began.
func release<Object: AnyObject>(_ pointer: OpaquePointer?, _ type: Object.Type) {
  guard let pointer = unsafe pointer else { return }
  unsafe Unmanaged<Object>.fromOpaque(UnsafeRawPointer(pointer)).release()
}

/// The object that a pointer from ``retained(_:)`` stands for.
///
/// - Parameters:
///   - pointer: such a pointer, or NULL.
///   - type: what it stands for; nobody can check that.
///   - name: what an error calls it.
/// - Throws: ``ArgumentError`` for NULL.
func object<Object: AnyObject>(
  _ pointer: OpaquePointer?, _ type: Object.Type = Object.self, named name: String
) throws(ArgumentError) -> Object {
  guard let pointer = unsafe pointer else { throw ArgumentError("the \(name) is NULL") }
  return unsafe Unmanaged<Object>.fromOpaque(UnsafeRawPointer(pointer)).takeUnretainedValue()
}

/// The address that an argument has, where NULL is a mistake.
///
/// - Throws: ``ArgumentError`` for NULL.
func address<Pointee>(
  _ pointer: UnsafeMutablePointer<Pointee>?, named name: String
) throws(ArgumentError) -> UnsafeMutablePointer<Pointee> {
  guard let pointer = unsafe pointer else { throw ArgumentError("the address of \(name) is NULL") }
  return unsafe pointer
}

/// The elements of an array that an argument points to.
///
/// - Throws: ``ArgumentError`` for NULL where there should be elements, and for a negative number of them.
func elements<Element>(
  _ pointer: UnsafePointer<Element>?, count: Int64, named name: String
) throws(ArgumentError) -> UnsafeBufferPointer<Element> {
  guard count >= 0 else { throw ArgumentError("there cannot be \(count) \(name)") }
  guard unsafe pointer != nil || count == 0 else { throw ArgumentError("the \(name) are NULL") }
  return unsafe UnsafeBufferPointer(start: pointer, count: Int(count))
}

/// The strings of an array that an argument points to.
///
/// - Throws: ``ArgumentError`` for NULL, and for what is no UTF-8.
func strings(
  _ pointer: UnsafePointer<UnsafePointer<CChar>?>?, count: Int64, named name: String
) throws(ArgumentError) -> [String] {
  let all = unsafe try elements(pointer, count: count, named: name)
  var result: [String] = []
  result.reserveCapacity(all.count)
  for index in all.indices {
    result.append(try unsafe text(all[index], named: "\(name), number \(index)"))
  }
  return result
}

/// The string that an argument points to.
///
/// - Throws: ``ArgumentError`` for NULL, and for what is no UTF-8.
func text(_ pointer: UnsafePointer<CChar>?, named name: String) throws(ArgumentError) -> String {
  guard let pointer = unsafe pointer else { throw ArgumentError("the \(name) is NULL") }
  guard let text = unsafe String(validatingCString: pointer) else {
    throw ArgumentError("the \(name) is no UTF-8")
  }
  return text
}
