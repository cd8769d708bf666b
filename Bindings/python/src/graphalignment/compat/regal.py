"""All that scripts import of GemsLab's REGAL: ``from graphalignment.compat.regal import *``."""

from . import alignments, config, xnetmf
from .alignments import get_embedding_similarities, get_embeddings, kd_align, score_alignment_matrix
from .config import Graph, RepMethod
from .xnetmf import get_feature_dimensionality, get_representations, get_sample_nodes

__all__ = [
  "Graph", "RepMethod", "alignments", "config", "get_embedding_similarities", "get_embeddings",
  "get_feature_dimensionality", "get_representations", "get_sample_nodes", "kd_align", "score_alignment_matrix",
  "xnetmf",
]
