#if Torch
  internal import Files
  internal import RelationExtraction

  extension Reproduction {
    /// A post of the test set as the first model of a row saw it: trees, scene graph, α and β, an SVG.
    ///
    /// - Throws: ``ModelUseError`` when there is no such row; what ``TrainedModel`` throws.
    public func drawing(ofTest index: Int, row name: String) throws -> String {
      guard let row = plan.rows.first(where: { $0.name == name }) else {
        throw ModelUseError("there is no row “\(name)”")
      }
      let sample = posts.samples(in: "test")![index]
      var structure = StructuralAlignment.paper
      (structure.candidateCount, structure.objectLimit) = (row.topK, plan.objects)
      let weights = try structure.weights(of: [sample], in: posts)[0]!
      let isFrozen = plan.encoder.hasPrefix("frozen:")
      let model = try TrainedModel(
        contentsOf: folder(row, seed: 1),
        pictures: PictureFiles(features: [features ?? path + "/objects.safetensors"]),
        states: isFrozen ? [path + "/states/test.safetensors"] : [])
      let view = try model.view(of: sample, aligned: weights, objectLimit: plan.objects, place: index)
      let graph = posts.text(of: sample)?.contracted(onto: sample.tokens).graph
      let scene =
        posts.scene(of: sample)?.keepingObjects(plan.objects)
        ?? SceneGraph(imageID: "", objects: [], relations: [])
      var drawing = AlignmentDrawing(
        words: graph ?? DependencyGraph(words: sample.tokens.map { .init($0) }, edges: [], roots: []),
        objects: scene,
        alignment: scene.objects.count < weights.objectCount
          ? .zeros(wordCount: weights.wordCount, objectCount: scene.objects.count) : weights)
      (drawing.head, drawing.tail) = (sample.head.span, sample.tail.span)
      drawing.title = "\(sample.head.name) — \(sample.relation ?? "?") — \(sample.tail.name)"
      drawing.subtitle = sample.imageFileName ?? ""
      drawing.attention = view.attention
      return drawing.svg
    }
  }
#endif
