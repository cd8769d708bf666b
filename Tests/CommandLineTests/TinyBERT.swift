import Foundation

/// A BERT of one layer with given numbers, which cuts words into letters.
enum TinyBERT {
  private static let (width, inner, limit) = (8, 12, 130)
  private static let letters = "abcdefghijklmnopqrstuvwxyz".map(String.init)
  private static let pieces =
    ["[PAD]", "[unused0]", "[unused1]", "[unused2]", "[unused3]", "[UNK]", "[CLS]", "[SEP]"]
    + letters + letters.map { "##" + $0 }

  /// Writes a folder with config.json, vocab.txt and model.safetensors.
  static func write(to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    func put(_ data: Data, _ name: String) throws {
      try data.write(to: folder.appendingPathComponent(name))
    }
    try put(Data(pieces.joined(separator: "\n").utf8), "vocab.txt")
    let sizes: [String: Any] = [
      "vocab_size": pieces.count, "hidden_size": width, "num_hidden_layers": 1,
      "num_attention_heads": 2, "intermediate_size": inner, "max_position_embeddings": limit,
      "type_vocab_size": 2,
    ]
    try put(try JSONSerialization.data(withJSONObject: sizes), "config.json")
    try put(try parameters(), "model.safetensors")
  }

  private static func parameters() throws -> Data {
    var shapes: [(String, [Int])] = [
      ("embeddings.word_embeddings.weight", [pieces.count, width]),
      ("embeddings.position_embeddings.weight", [limit, width]),
      ("embeddings.token_type_embeddings.weight", [2, width]),
      ("embeddings.LayerNorm.weight", [width]), ("embeddings.LayerNorm.bias", [width]),
    ]
    let layer = "encoder.layer.0."
    for name in ["query", "key", "value"] {
      shapes.append((layer + "attention.self.\(name).weight", [width, width]))
      shapes.append((layer + "attention.self.\(name).bias", [width]))
    }
    for (name, outputs, inputs) in [
      ("attention.output.dense", width, width), ("intermediate.dense", inner, width),
      ("output.dense", width, inner),
    ] {
      shapes.append((layer + name + ".weight", [outputs, inputs]))
      shapes.append((layer + name + ".bias", [outputs]))
    }
    for name in ["attention.output.LayerNorm", "output.LayerNorm"] {
      shapes.append((layer + name + ".weight", [width]))
      shapes.append((layer + name + ".bias", [width]))
    }
    var (header, bytes): ([String: Any], Data) = ([:], Data())
    for (place, (name, shape)) in shapes.enumerated() {
      let start = bytes.count
      for i in 0..<shape.reduce(1, *) {
        let value = Float(sin(0.7 * Double(i + 1) + Double(place)))
        let own = name.hasSuffix("LayerNorm.weight") ? 1 + 0.1 * value : 0.5 * value
        append(own.bitPattern, to: &bytes)
      }
      header[name] = ["dtype": "F32", "shape": shape, "data_offsets": [start, bytes.count]]
    }
    var text = try JSONSerialization.data(withJSONObject: header)
    while text.count % 8 != 0 { text.append(UInt8(ascii: " ")) }
    var file = Data()
    append(UInt64(text.count), to: &file)
    return file + text + bytes
  }

  /// The bytes of a number, the lowest first.
  private static func append(_ number: some FixedWidthInteger, to bytes: inout Data) {
    for place in 0..<number.bitWidth / 8 {
      bytes.append(UInt8(truncatingIfNeeded: number >> (8 * place)))
    }
  }
}
