"""`config` of GemsLab's REGAL: what describes a graph and how it is embedded."""

from __future__ import annotations

from typing import Any, Optional

import numpy as np


class RepMethod:
  """How nodes are embedded; the names are REGAL's."""

  def __init__(
    self, align_info: Any = None, p: Optional[int] = None, k: float = 10, max_layer: Optional[int] = None,
    alpha: float = 0.1, num_buckets: Optional[float] = None, normalize: bool = True, gammastruc: float = 1,
    gammaattr: float = 1,
  ) -> None:
    self.align_info = align_info
    self.p = p
    """The number of landmarks; None for k · log₂ n."""
    self.k = k
    self.max_layer = max_layer
    """How many steps a node sees; None for all."""
    self.alpha = alpha
    """By which each further step counts less."""
    self.num_buckets = num_buckets
    """The base of the logarithmic degree buckets; None for one for each degree."""
    self.normalize = normalize
    self.gammastruc = gammastruc
    self.gammaattr = gammaattr


class Graph:
  """A graph, or several side by side in one matrix, undirected."""

  def __init__(
    self, adj: Any, num_buckets: Any = None, node_labels: Any = None, edge_labels: Any = None,
    graph_label: Any = None, node_attributes: Any = None, true_alignments: Any = None,
  ) -> None:
    self.G_adj = adj
    self.N = int(adj.shape[0])
    self.node_degrees = np.ravel(np.asarray(adj.sum(axis=0))).astype(int)
    self.max_degree = int(self.node_degrees.max(initial=0))
    self.num_buckets = num_buckets
    self.node_labels = node_labels
    self.edge_labels = edge_labels
    self.graph_label = graph_label
    self.node_attributes = node_attributes
    self.kneighbors = None
    self.true_alignments = true_alignments


__all__ = ["Graph", "RepMethod"]
