#if Torch
  internal import Files
  internal import Foundation

  extension KeyedDecodingContainer {
    /// Changes a value if there is another one.
    func read<Value: Decodable>(_ key: Key, _ value: inout Value) throws {
      if let own = try decodeIfPresent(Value.self, forKey: key) { value = own }
    }

    /// Changes a value that may be absent, also to absent: `null` is not the same as no key.
    func read<Value: Decodable>(_ key: Key, _ value: inout Value?) throws {
      if contains(key) { value = try decodeIfPresent(Value.self, forKey: key) }
    }
  }

  extension Decodable {
    /// Reads a file of JSON.
    ///
    /// - Throws: ``/Files/FileError`` when it is something else.
    init(json path: String) throws(FileError) {
      let contents = try FileContents(at: path)
      let data = unsafe contents.withBytes { bytes in unsafe Data(bytes) }
      do {
        self = try JSONDecoder().decode(Self.self, from: data)
      } catch {
        throw FileError(file: path, reason: "is no \(Self.self): \(error)")
      }
    }
  }
#endif
