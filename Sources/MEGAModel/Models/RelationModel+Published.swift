#if Torch
  public import Files

  extension RelationModel {
    /// The model of a published checkpoint: MEGA with the code's equations, or a BERT with entity markers.
    ///
    /// Arrays are called as in the published code, `sentence_encoder.bert.…`, `sentence_encoder.linear_pic.…`
    /// and `fc.…`, whatever `model.` or `module.` stands before. Two layers that the code never uses,
    /// `linear_merge` and, in MEGA, `linear`, are passed over.
    ///
    /// - Throws: ``/Files/FileError`` when an array is missing or has another shape; ``TorchError``.
    /// - Complexity: O(parameters)
    public convenience init(
      published file: TensorFile, encoder: BERTConfiguration, relationCount: Int
    ) throws {
      let arrays = NamedArrays(file) { NamedArrays.plainName($0, without: ["model.", "module."]) }
      let pictureShape = arrays.shape(of: "sentence_encoder.linear_pic.weight")
      var configuration = ModelConfiguration(
        pictureShape == nil ? .mtb : .mega, preset: .release, relationCount: relationCount,
        stateWidth: encoder.width)
      configuration.encoder = encoder
      if let pictureShape, pictureShape.count == 2 {
        (configuration.attentionWidth, configuration.featureWidth) = (pictureShape[0], pictureShape[1])
      }
      configuration.maximumLength = min(configuration.maximumLength, encoder.maximumLength)
      try self.init(configuration)
      for name in parameters.names {
        let own: String
        if name.hasPrefix("encoder.") {
          own = "sentence_encoder.bert." + name.dropFirst("encoder.".count)
        } else if name.hasPrefix("head.fc.") {
          own = String(name.dropFirst("head.".count))
        } else {
          own = "sentence_encoder." + name.dropFirst("head.".count)
        }
        try parameters[name].assign(arrays.tensor(own, shape: parameters[name].shape))
      }
    }
  }
#endif
