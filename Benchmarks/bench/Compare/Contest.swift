internal import Foundation
internal import GraphAlignment
internal import Graphs
internal import LinearAlgebra
internal import NearestNeighbors

/// A peer on one pair of graphs: what it is asked, how well it agrees, and how long both took.
struct Contest {
  var name: String
  var isSearch: Bool
  var request: PeerRequest
  var agreement: String
  var ours: [Timing] = []
  var theirs: [Timing] = []
  /// Seconds that the peer has taken so far.
  var spent = 0.0

  /// How many times faster we want to be: hundreds of times faster than the authors' code, five times faster
  /// than the same work vectorized, and no slower than searches that are compiled.
  func goal(nodeCount: Int) -> Double {
    switch request.mode {
    case "reference": nodeCount < 2_000 ? 200 : 300
    case "numpy": 5
    default: 1
    }
  }

  /// All peers that are there, each with its answer checked.
  ///
  /// - Parameter searches: the systems that search, of ``searchNames``.
  static func all(
    _ files: PeerFiles, _ regal: REGAL, _ server: PeerServer, hasReference: Bool,
    searches: [String]
  ) throws -> [Contest] {
    var contests: [Contest] = []
    for (mode, name) in [("reference", "authors' code"), ("numpy", "NumPy and cKDTree")]
    where mode != "reference" || hasReference {
      guard let pair = files.pair else { continue }
      note("  checking \(name) …")
      contests.append(
        Contest(
          name: name, isSearch: false, request: files.alignment(pair, mode: mode),
          agreement: try agreement(files, pair, regal, mode, server)))
    }
    for system in searches {
      let name = "search: " + searchNames[system]!
      if system == "faiss", server.versions["faiss"] == nil {
        FileHandle.standardError.write(Data("\(name) is left out: it is not installed\n".utf8))
        continue
      }
      note("  checking \(name) …")
      contests.append(
        Contest(
          name: name, isSearch: true, request: files.search(system: system),
          agreement: try agreement(files, system, server)))
    }
    return contests
  }

  static let searchNames = [
    "sklearn": "scikit-learn KDTree", "ckdtree": "SciPy cKDTree", "faiss": "faiss IndexFlatL2",
  ]

  // MARK: - Checks

  /// Compares with an embedding of the peer's, made from the same landmarks: Gram matrices of 400 nodes, and
  /// of every node how far its candidates are.
  private static func agreement(
    _ files: PeerFiles, _ pair: PerturbedPair, _ regal: REGAL, _ mode: String,
    _ server: PeerServer
  ) throws -> String {
    var request = files.alignment(pair, mode: mode)
    (request.output, request.embedding) = (files.path("ids.npy"), files.path("embedding.npy"))
    let reply = try server.ask(request)
    let theirs = try DoubleMatrix(contentsOfNPY: files.path("embedding.npy"))
    var same = regal
    same.landmarkSelection = .nodes(reply.landmarkNodes ?? [])
    same.precision = .double
    same.eigenvalueCutoff = 1e-12
    let ours = try same.embed([pair.source, pair.target])
    let nodes = Array(stride(from: 0, to: theirs.rowCount, by: max(1, theirs.rowCount / 400)))
    var worst = 0.0
    for i in nodes {
      for j in nodes {
        worst = max(worst, abs(inner(theirs, i, j) - inner(ours.rows, i, j)))
      }
    }
    guard worst < 1e-4 else {
      throw WrongAnswer(description: "\(mode): an inner product is off by \(worst)")
    }
    let ids = try DoubleMatrix(contentsOfNPY: files.path("ids.npy"))
    let apart = try distanceGap(ours.rows(ofGraph: 0), ours.rows(ofGraph: 1), ids)
    // Rows are stored in `Float`: near zero a distance is known to about the root of its precision.
    guard apart < 2e-3 else {
      throw WrongAnswer(description: "\(mode): a candidate is \(apart) farther than ours")
    }
    return String(format: "Gram %.0e, candidates' distances %.0e", worst, apart)
  }

  /// Compares the answer of an exact search with ours.
  private static func agreement(
    _ files: PeerFiles, _ system: String, _ server: PeerServer
  ) throws -> String {
    var request = files.search(system: system)
    request.output = files.path("ids.npy")
    _ = try server.ask(request)
    let ids = try DoubleMatrix(contentsOfNPY: files.path("ids.npy"))
    let apart = try distanceGap(files.queries, files.points, ids)
    // faiss expands the square in single precision, which can mistake near points for each other.
    let tolerance = system == "faiss" ? 2e-3 : 1e-6
    guard apart <= tolerance else {
      throw WrongAnswer(description: "\(system): a neighbor is \(apart) farther than ours")
    }
    return String(format: "distances %.0e", apart)
  }

  /// The largest difference between the k-th nearest distance of ours and of a peer's, whose distances are
  /// computed anew from its ids.
  private static func distanceGap(
    _ queries: Matrix, _ points: Matrix, _ ids: DoubleMatrix
  ) throws -> Double {
    let ours = AutomaticIndex(points).nearest(toRowsOf: queries, count: ids.columnCount)
    var worst = 0.0
    for query in 0..<queries.rowCount {
      let found = (0..<ids.columnCount).map { Int(ids[query, $0]) }
      guard Set(found).count == found.count,
        found.allSatisfy({ (0..<points.rowCount).contains($0) })
      else {
        throw WrongAnswer(description: "the neighbors of row \(query) make no sense: \(found)")
      }
      let distances =
        found.map { squaredDistance(queries[row: query], points[row: $0]).squareRoot() }.sorted()
      for (rank, distance) in distances.enumerated() {
        worst = max(worst, abs(distance - ours[query][rank].squaredDistance.squareRoot()))
      }
    }
    return worst
  }

  private static func inner<Scalar>(_ rows: DenseMatrix<Scalar>, _ i: Int, _ j: Int) -> Double {
    var sum = 0.0
    for column in 0..<rows.columnCount { sum += Double(rows[i, column]) * Double(rows[j, column]) }
    return sum
  }
}
