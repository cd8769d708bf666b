internal import Foundation

/// What an alignment by REGAL costs on several ranks: bytes that cross the network, memory of a rank, and time.
///
/// Bytes are counted from the sizes of the messages that stages send. They hold for files whose edges are ordered by
/// their first node, the smaller one, and for graphs whose nodes are numbered without regard to neighbors: other orders
/// of edges double those of reading, and numbers that know of neighbors save most of those of signatures. Memory and
/// time are laws of the same form whose constants were measured; `bench scale --distributed` measures again, beside the
/// model.
package struct CostModel: Sendable, Codable {
  /// n and m, the nodes and edges of each of the two graphs.
  package var nodes: Double
  package var edges: Double
  /// N, the processes; each has ``threads`` threads.
  package var ranks: Double
  package var threads = 1.0
  /// Bytes that a rank can send in a second.
  package var bandwidth = 1.25e9
  /// p, r and w: landmarks, columns of the embedding and of a signature.
  package var landmarks: Double
  package var embeddingWidth: Double
  package var signatureWidth: Double
  /// k.
  package var candidateCount = 10.0
  /// Nodes by their degree: pairs of a degree and the share of nodes that have it.
  package var degrees: [[Double]]

  /// One stage.
  package struct Stage: Sendable, Codable {
    /// Its name.
    package var name: String
    /// Bytes that all ranks together send to others.
    package var bytes: Double
    /// Bytes of memory that a rank has at most while it lasts.
    package var memory: Double
    /// Seconds.
    package var seconds: Double

    /// A stage of known costs.
    package init(name: String, bytes: Double, memory: Double, seconds: Double) {
      (self.name, self.bytes, self.memory, self.seconds) = (name, bytes, memory, seconds)
    }
  }

  /// - Parameters:
  ///   - degrees: the degrees of some nodes, of which the distribution is taken; their mean becomes 2m / n.
  package init(
    nodes: Int, edges: Int, ranks: Int, landmarks: Int, embeddingWidth: Int, signatureWidth: Int,
    degrees: [Int]
  ) {
    (self.nodes, self.edges, self.ranks) = (Double(nodes), Double(edges), Double(ranks))
    self.landmarks = Double(landmarks)
    self.embeddingWidth = Double(embeddingWidth)
    self.signatureWidth = Double(signatureWidth)
    var counts: [Int: Int] = [:]
    for degree in degrees { counts[degree, default: 0] += 1 }
    let mean = Double(degrees.reduce(0, +)) / Double(max(degrees.count, 1))
    let scale = mean > 0 ? 2 * Double(edges) / Double(max(nodes, 1)) / mean : 1
    self.degrees = counts.sorted { $0.key < $1.key }
      .map { [Double($0.key) * scale, Double($0.value) / Double(degrees.count)] }
  }

  /// Σ over nodes of a function of their degree.
  private func sum(_ term: (Double) -> Double) -> Double {
    nodes * degrees.reduce(0) { $0 + $1[1] * term($1[0]) }
  }

  /// All stages, in their order.
  package var stages: [Stage] {
    var stages = [reading, signatures, landmarksStage, embedding, matching, writing]
    // What a stage needed is not all given back when the next one begins.
    for index in stages.indices.dropFirst() {
      stages[index].memory = max(stages[index].memory, stages[index - 1].memory)
    }
    return stages
  }

  /// The memory that a rank needs at most.
  package var memory: Double { stages.map(\.memory).max() ?? 0 }

  /// The share of anything evenly spread that other ranks have.
  private var others: Double { (ranks - 1) / ranks }

  /// A process that does nothing yet.
  static let processBytes = 38e6
  /// What stays of both graphs: neighbors and their offsets.
  private var graphBytes: Double { 2 * (8 * edges + 8 * nodes) / ranks }

  private func seconds(_ work: Double, bytes: Double) -> Double {
    work / (ranks * threads) + bytes / ranks / bandwidth
  }

  private var reading: Stage {
    guard ranks > 1 else {
      return Stage(
        name: "reading", bytes: 0, memory: Self.processBytes + graphBytes + Rates.readingBytes * edges,
        seconds: Rates.reading * 2 * edges)
    }
    // Two directions of every edge, of eight bytes each, that do not stay; and the set of ids and weights of blocks.
    let dealt = 2 * 8 * edges * dealtShare
    let sets = 2 * ranks * 2 * (nodes / 8 + 8 * min(1024 * ranks, nodes))
    let bytes = dealt + sets
    return Stage(
      name: "reading", bytes: bytes,
      memory: Self.processBytes + graphBytes / 2 + Rates.readingBytes * edges / ranks + nodes / 5,
      seconds: seconds(Rates.reading * 2 * edges, bytes: bytes))
  }

  /// How many of the two directions of an edge leave the rank that reads it.
  ///
  /// Of edges in the order of their smaller node, of x = i / n and so 2·(1 − x)·dx of them, a rank reads those of equal
  /// share, and has nodes of equal share.
  private var dealtShare: Double {
    let steps = 4000
    return (0..<steps).reduce(0) { sum, step in
      let x = (Double(step) + 0.5) / Double(steps)
      let part = (ranks * (1 - (1 - x) * (1 - x))).rounded(.down)
      let ownFirst = part == (ranks * x).rounded(.down) ? 1.0 : 0
      let (low, high) = (max(part / ranks, x), max((part + 1) / ranks, x))
      let ownSecond = (high - low) / (1 - x)
      return sum + 2 * (1 - x) / Double(steps) * (2 - ownFirst - ownSecond)
    }
  }

  /// How many nodes that other ranks have are neighbors of some rank's nodes, over all ranks.
  var ghosts: Double { sum { (ranks - 1) * (1 - pow(1 - 1 / ranks, $0)) } }

  /// How many batches a rank's nodes are taken in: see `GhostRings`.
  private var batches: Double {
    let walks = sum { $0 * $0 } / ranks
    return max(1, (walks / max(Double(1 << 22), 4 * 2 * edges / ranks)).rounded(.up))
  }

  private var signatures: Stage {
    let walks = sum { $0 * $0 }
    guard ranks > 1 else {
      return Stage(
        name: "signatures", bytes: 0,
        memory: Self.processBytes + graphBytes + 8 * edges + 8 * nodes * signatureWidth,
        seconds: seconds(2 * Rates.visit * walks, bytes: 0))
    }
    // Ids that are asked for and buckets; ids again and walks; then, batch by batch, ids, lengths and rows.
    let share = 1 / (ranks * batches)
    let rows = ranks * batches * others * sum { (1 - pow(1 - share, $0)) * (8 + 6 * $0) }
    let bytes = 2 * (ghosts * (6 + 12) + rows)
    let batch = sum { (1 - pow(1 - share, $0)) * $0 }
    return Stage(
      name: "signatures", bytes: bytes,
      memory: Self.processBytes + graphBytes + Rates.ghostBytes * ghosts / ranks
        + Rates.batchBytes * batch + 8 * nodes / ranks * signatureWidth,
      seconds: seconds(
        2 * (Rates.visit * walks + Rates.entry * batch * ranks * batches), bytes: bytes))
  }

  private var landmarksStage: Stage {
    let bytes = (ranks - 1) * landmarks * (4 * signatureWidth + 8 * embeddingWidth + 12)
    return Stage(
      name: "landmarks", bytes: bytes,
      memory: Self.processBytes + graphBytes + 8 * nodes / ranks * signatureWidth
        + 32 * landmarks * landmarks,
      seconds: Rates.draw * 2 * nodes + Rates.factor * landmarks * landmarks * landmarks)
  }

  private var embedding: Stage {
    // Every signature goes to the rank of its hash, with its node, and the first such node comes back.
    let bytes = 2 * nodes * others * (4 * signatureWidth + 8)
    return Stage(
      name: "embedding", bytes: bytes,
      memory: Self.processBytes + graphBytes
        + 2 * nodes / ranks
        * (Rates.signatureCopies * 4 * signatureWidth
          + Rates.embeddingCopies * 4 * embeddingWidth),
      seconds: seconds(
        2 * nodes * Rates.embed * landmarks * (signatureWidth + embeddingWidth), bytes: bytes))
  }

  private var matching: Stage {
    // Each rank's points go to all others.
    let bytes = (ranks - 1) * nodes * (4 * embeddingWidth + 4)
    return Stage(
      name: "matching", bytes: bytes,
      memory: Self.processBytes + graphBytes + 8 * nodes / ranks * signatureWidth
        + nodes / ranks
        * ((ranks > 1 ? Rates.matchingCopies : Rates.matchingCopiesAlone) * 4 * embeddingWidth + 64
          * candidateCount),
      seconds: seconds(
        Rates.search * embeddingWidth * nodes * (ranks * log2(max(nodes / ranks, 2)) + log2(max(nodes, 2))),
        bytes: bytes))
  }

  private var writing: Stage {
    // A line has two ids, a similarity and a rank.
    let line = 2 * log10(max(nodes, 10)).rounded(.up) + 20
    let bytes = others * nodes * candidateCount * line
    return Stage(
      name: "writing", bytes: bytes, memory: 0,
      seconds: Rates.line * nodes * candidateCount / ranks + bytes / bandwidth)
  }
}
