# %% [markdown]
# # Aligning two graphs
#
# Run this file with Python, or cell by cell in an editor that knows `# %%`. It needs networkx, SciPy and pandas.

# %%
import networkx as nx
import numpy as np

import graphalignment as ga

# %% [markdown]
# ## Two graphs that have lost sight of each other
#
# Friendships in a network of 300 people, and the same network a year later: some friendships are over, and everybody
# has another number.

# %%
rng = np.random.default_rng(7)
before = nx.powerlaw_cluster_graph(300, 4, 0.5, seed=7)
places = rng.permutation(300)
after = nx.Graph()
after.add_nodes_from(range(300))
after.add_edges_from(
  (int(places[a]), int(places[b])) for a, b in before.edges if rng.random() > 0.05)
print(ga.Graph(before), ga.Graph(after))

# %% [markdown]
# ## Who is who?

# %%
result = ga.align(before, after, seed=1, sampling={"effort": 0.1})
print(result)
print(result.matches[:5], result.confidence[:5])

# %% [markdown]
# Without any truth, the library says whether the matches can be trusted.

# %%
print(result.trust)
print(f"{result.trust.kept_edge_count} of {result.trust.edge_count} edges are kept")

# %% [markdown]
# Here the truth is known, so that we can look.

# %%
scores = result.scores(places)
print(f"Hits@1 {scores.accuracy:.3f}, Hits@10 {scores.hits[10]:.3f}, MRR {scores.mrr:.3f}")
assert scores.accuracy > 0.8

# %% [markdown]
# ## What else is known
#
# A tenth of the people are known beforehand, and of everybody we know the town.

# %%
anchors = {i: int(places[i]) for i in range(0, 300, 10)}
towns = rng.integers(0, 12, 300)
there = np.empty_like(towns)
there[places] = towns
informed = ga.align(
  before, after, anchors=anchors, source_attributes={"town": towns}, target_attributes={"town": there},
  seed=1, sampling={"effort": 0.1})
print(informed.trust)
print(f"Hits@1 {informed.scores(places).accuracy:.3f}")
assert informed.scores(places).accuracy >= scores.accuracy

# %% [markdown]
# ## One to one, and as a table

# %%
matching = informed.assigned("optimal")
assert len(set(matching.matches)) == 300
try:
  print(matching.to_pandas().sort_values("similarity").head())
except ImportError as error:
  print(error)
