/// An aligner of others that Benchmarks/peers/pairs.py runs.
enum PairPeer: String, CaseIterable {
  case parrot, joena, slotalign, fugal, graspologic, igraphmatch

  /// What tables call it.
  var title: String {
    switch self {
    case .parrot: "PARROT"
    case .joena: "JOENA"
    case .slotalign: "SLOTAlign"
    case .fugal: "FUGAL"
    case .graspologic: "graspologic"
    case .igraphmatch: "iGraphMatch"
    }
  }

  /// The evidence that it can use; of the rest it gets nothing.
  var usable: Set<Ingredient> {
    switch self {
    case .parrot, .joena: [.anchors, .attributes]
    case .slotalign: [.attributes]
    case .fugal: []
    case .graspologic, .igraphmatch: [.anchors, .attributes, .prior, .directed]
    }
  }

  /// What it cannot do without.
  var needed: Set<Ingredient> {
    switch self {
    case .parrot, .joena: [.anchors]
    case .slotalign: [.attributes]
    case .fugal, .graspologic, .igraphmatch: []
    }
  }

  /// Whether it comes as a clone of its authors' code; packages are installed instead.
  var isClone: Bool {
    switch self {
    case .parrot, .joena, .slotalign, .fugal: true
    case .graspologic, .igraphmatch: false
    }
  }

  /// What it is given of some evidence; `nil` if it cannot do with that.
  func given(of evidence: Evidence) -> Evidence? {
    guard needed.isSubset(of: evidence.ingredients) else { return nil }
    return Evidence(ingredients: evidence.ingredients.intersection(usable))
  }
}

/// A peer, and where its code is.
struct NamedPeer: Equatable {
  var peer: PairPeer
  var folder: String?

  /// What is wrong with a text that should name a peer.
  struct Mistake: Error, Equatable, CustomStringConvertible {
    var description: String
  }

  /// Reads `name` or `name=folder`, capitals or not.
  ///
  /// - Throws: ``Mistake`` for an unknown name, a clone that is needed and not named, and a folder that there is not.
  init(_ text: String, isFolder: (String) -> Bool) throws(Mistake) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let peer = PairPeer(rawValue: parts[0].lowercased()) else {
      let known = PairPeer.allCases.map(\.rawValue).joined(separator: ", ")
      throw Mistake(description: "there is no “\(parts[0])”, only \(known)")
    }
    self.peer = peer
    folder = parts.count == 2 ? String(parts[1]) : nil
    if peer.isClone, folder?.isEmpty ?? true {
      throw Mistake(
        description: "\(peer) is run from a clone of its authors' code: name it, \(peer)=folder")
    }
    if peer == .graspologic, folder != nil {
      throw Mistake(description: "\(peer) is a package of Python and has no folder")
    }
    if let folder, !isFolder(folder) { throw Mistake(description: "there is no folder “\(folder)”") }
  }
}
