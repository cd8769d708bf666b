#if Torch
  internal import Foundation

  /// What a training depends on: its options, the sizes of its model, and the contents of everything that it
  /// reads. A checkpoint has one, so that only the same training goes on from it.
  public struct TrainingFingerprint: Sendable, Equatable, Codable {
    /// What is said of each part, such as “12247 samples, 3f…” of `training samples`.
    public private(set) var parts: [String: String] = [:]

    /// These may change when a training goes on: a longer training is wanted, or more patience.
    static let changeable: Set<String> = ["options.epochs", "options.patience"]

    init(model: ModelConfiguration, options: TrainingOptions) throws {
      try add(model, as: "model")
      try add(options, as: "options")
    }

    mutating func add(_ text: String, as name: String) { parts[name] = text }

    /// Every number and text of a value, under the path that leads to it.
    private mutating func add(_ value: some Encodable, as name: String) throws {
      func walk(_ value: Any, _ path: String) {
        if let dictionary = value as? [String: Any] {
          for (key, inner) in dictionary { walk(inner, path + "." + key) }
        } else {
          parts[path] = "\(value)"
        }
      }
      walk(try JSONSerialization.jsonObject(with: JSONEncoder().encode(value)), name)
    }

    mutating func add(_ examples: [Example], as name: String) { parts[name] = Self.text(of: examples) }

    /// How many examples there are, and a number for what they hold.
    static func text(of examples: [Example]) -> String {
      var hash = ContentHash()
      for example in examples { hash.add(example) }
      return "\(examples.count) samples, \(hash.text)"
    }

    /// The features of all pictures of the examples.
    mutating func addFeatures(of examples: [Example], from source: ExampleSource) throws {
      var hash = ContentHash()
      var seen: Set<String> = []
      for example in examples {
        guard let image = example.image, seen.insert(image).inserted else { continue }
        hash.add(image)
        hash.add(try source.features(image))
      }
      parts["features of objects"] = "\(seen.count) pictures, \(hash.text)"
    }

    /// What differs from the training of a checkpoint, in words.
    func differences(from saved: TrainingFingerprint) -> [String] {
      Set(parts.keys).union(saved.parts.keys).subtracting(Self.changeable).sorted().compactMap { name in
        let (own, other) = (parts[name] ?? "none", saved.parts[name] ?? "none")
        return own == other ? nil : "\(name): \(other) then, \(own) now"
      }
    }
  }
#endif
