/// Something that was found in a picture.
public struct SceneObject: Sendable, Hashable {
  /// What it is, such as “man”.
  public var label: String?
  /// How sure the detector was.
  public var score: Double?
  /// Where it is, in pixels of the picture that the detector saw, which may not be the original.
  public var box: Box?

  /// A rectangle by two corners.
  public struct Box: Sendable, Hashable {
    /// The coordinates of the corners.
    public var left, top, right, bottom: Double

    /// A rectangle by its corners.
    public init(left: Double, top: Double, right: Double, bottom: Double) {
      (self.left, self.top, self.right, self.bottom) = (left, top, right, bottom)
    }
  }

  /// An object of which little need be known.
  public init(label: String? = nil, score: Double? = nil, box: Box? = nil) {
    self.label = label
    self.score = score
    self.box = box
  }
}

/// How two objects of a picture are related, such as “man wearing shirt”.
public struct SceneRelation: Sendable, Hashable {
  /// The object that has the relation.
  public var subject: Int
  /// The object to which it has it.
  public var object: Int
  /// What the relation is, such as “wearing”.
  public var predicate: String?
  /// How sure the detector was.
  public var score: Double?

  /// A relation between two objects.
  public init(subject: Int, object: Int, predicate: String? = nil, score: Double? = nil) {
    self.subject = subject
    self.object = object
    self.predicate = predicate
    self.score = score
  }
}

/// The objects of a picture and how they are related: the second graph of MEGA.
public struct SceneGraph: Sendable, Hashable {
  /// The name of the picture.
  public var imageID: String
  /// What was found, the surest first.
  public var objects: [SceneObject]
  /// How the objects are related.
  public var relations: [SceneRelation]

  /// - Precondition: every relation is between objects that exist.
  public init(imageID: String, objects: [SceneObject], relations: [SceneRelation]) {
    for relation in relations {
      precondition(
        objects.indices.contains(relation.subject) && objects.indices.contains(relation.object),
        "\(relation.subject) → \(relation.object) is no relation of \(objects.count) objects")
    }
    self.imageID = imageID
    self.objects = objects
    self.relations = relations
  }

  /// The graph with the first objects only, and the relations among them.
  ///
  /// Detectors list objects by score, so the first are the surest.
  public func keepingObjects(_ limit: Int) -> SceneGraph {
    SceneGraph(
      imageID: imageID, objects: Array(objects.prefix(limit)),
      relations: relations.filter { $0.subject < limit && $0.object < limit })
  }
}
