/// What the objects of pictures are called, in their order.
///
/// Features of objects, their scene graph and their alignment are in different files, which have nothing in common
/// but the order of the objects: labels tell whether it is the same.
public struct ObjectLabels: Sendable, Equatable {
  private var labels: [String: [String]] = [:]

  /// Nothing is known.
  public init() {}

  /// The labels of scene graphs; pictures with an object that has none are left out.
  public init(_ scenes: [String: SceneGraph]) {
    for (image, scene) in scenes {
      let own = scene.objects.compactMap(\.label)
      if own.count == scene.objects.count, !own.isEmpty { self[image] = own }
    }
  }

  /// Those of several files; what two of them say of one picture is that of the first.
  init(merging all: [ObjectLabels]) {
    for other in all { labels.merge(other.labels) { first, _ in first } }
  }

  /// The objects of a picture; `nil` if they are not known.
  public subscript(_ image: String) -> [String]? {
    get { labels[image] }
    set { labels[image] = newValue?.map { $0.replacing("\t", with: " ").replacing("\n", with: " ") } }
  }

  /// As it stands in the headers of files: a line for each picture, its name and its objects with tabs between.
  init(text: String) {
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      if fields.count > 1 { labels[fields[0]] = Array(fields[1...]) }
    }
  }

  /// The line of a header; empty if nothing is known.
  package var metadata: [String: String] {
    let lines = labels.sorted { $0.key < $1.key }.map { ([$0.key] + $0.value).joined(separator: "\t") }
    return lines.isEmpty ? [:] : ["labels": lines.joined(separator: "\n")]
  }

  /// The first picture whose objects differ, of those that both know; one may know fewer objects.
  package func difference(from other: ObjectLabels) -> String? {
    labels.keys.sorted().first { image in
      guard let theirs = other.labels[image] else { return false }
      let own = labels[image]!
      let count = min(own.count, theirs.count)
      return own.prefix(count) != theirs.prefix(count)
    }
  }
}
