/**
 * Graph alignment behind plain C: what the library CGraphAlignment exports.
 *
 * Handles are opaque. Who gets one from a function frees it, with the function of its type; NULL may be freed. A
 * handle may be used by several threads at a time.
 *
 * Functions that can fail return a status and take the address of a string as their last argument. If that is not
 * NULL, the string is NULL afterwards, or says in a sentence what went wrong, and then is the caller's to free
 * with ga_string_free. Nothing is kept between calls, so that every thread sees its own errors only. Results are
 * written only when the status is GA_OK.
 *
 * Text is UTF-8 and ends with 0. Arrays are read during the call only. Nodes are counted from 0.
 */
#ifndef C_GRAPH_ALIGNMENT_H
#define C_GRAPH_ALIGNMENT_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Grows when a function changes what it takes or gives, or goes away; not when one is added. */
#define GA_ABI_VERSION 1

/** GA_ABI_VERSION of the library that is loaded. */
int32_t ga_abi_version(void);

/** The version of the package, such as "0.1.0". It need not be freed. */
const char *ga_version(void);

/** How a call ended. */
typedef int32_t ga_status;
enum {
  GA_OK = 0,
  /** An argument or an option cannot be used: the mistake is the caller's. */
  GA_INVALID = 1,
  /** It would take more memory than there may be. */
  GA_MEMORY = 2,
  /** The function that watches progress has asked to stop. */
  GA_INTERRUPTED = 3,
  /** Anything else, such as a factorization that did not succeed. */
  GA_FAILED = 4
};

/** Frees a string that the library gave. */
void ga_string_free(char *string);

/** Sets how many bytes may be used, which estimates are held against; three quarters of the machine's otherwise. */
ga_status ga_set_memory_limit(int64_t bytes, char **error);

/* Graphs */

typedef struct ga_graph ga_graph;

/** What the elements of an array are. */
typedef int32_t ga_type;
enum { GA_INT32 = 0, GA_INT64 = 1, GA_FLOAT32 = 2, GA_FLOAT64 = 3 };

/** A sparse matrix by rows: the entries of row i are those from offsets[i] to offsets[i + 1] - 1. */
typedef struct ga_matrix {
  int64_t row_count;
  int64_t column_count;
  /** The length of indices, and of values. */
  int64_t entry_count;
  /** row_count + 1 of them, the first 0, the last entry_count, none smaller than the one before. */
  const void *offsets;
  /** The column of each entry, in any order. */
  const void *indices;
  /** What stands there; NULL for 1 everywhere. */
  const void *values;
  /** GA_INT32 or GA_INT64. */
  ga_type offset_type;
  /** GA_INT32 or GA_INT64. */
  ga_type index_type;
  /** GA_FLOAT32 or GA_FLOAT64. */
  ga_type value_type;
} ga_matrix;

/** Whether edges have a direction. */
typedef int32_t ga_direction;
enum {
  /** No: an entry (i, j) joins i and j, and of (i, j) and (j, i) the larger weight counts. */
  GA_UNDIRECTED = 0,
  /** Yes: an entry (i, j) is an edge from i to j. */
  GA_DIRECTED = 1,
  /** If the matrix is not symmetric. */
  GA_AUTOMATIC = 2
};

/**
 * Makes a graph from its adjacency matrix. Entries on the diagonal and entries of value 0 are no edges; of an entry
 * that stands there twice the larger counts.
 */
ga_status ga_graph_create(
  const ga_matrix *matrix, ga_direction direction, ga_graph **graph, char **error);
void ga_graph_free(ga_graph *graph);

int64_t ga_graph_node_count(const ga_graph *graph);
/** An undirected edge is counted once. */
int64_t ga_graph_edge_count(const ga_graph *graph);
/** 1 if edges have a direction, else 0. */
int32_t ga_graph_is_directed(const ga_graph *graph);

/** Adds an attribute: a finite number for each node. */
ga_status ga_graph_add_numbers(
  ga_graph *graph, const char *name, const double *values, int64_t count, char **error);

/** Adds an attribute: a category for each node, as a position among the labels. */
ga_status ga_graph_add_categories(
  ga_graph *graph, const char *name, const int32_t *codes, int64_t count, const char *const *labels,
  int64_t label_count, char **error);

/* What is known of two graphs beside their edges and attributes */

typedef struct ga_evidence ga_evidence;

ga_evidence *ga_evidence_create(void);
void ga_evidence_free(ga_evidence *evidence);

/**
 * Adds known correspondences, each source node at most once in all.
 *
 * confidences: above 0 and at most 1; an anchor of confidence 1 stands whatever else is found. NULL for 1.
 */
ga_status ga_evidence_add_anchors(
  ga_evidence *evidence, const int64_t *sources, const int64_t *targets, const double *confidences,
  int64_t count, char **error);

/** Adds similarities from elsewhere, source by target; only their order counts, and what is not listed is lower. */
ga_status ga_evidence_add_prior(ga_evidence *evidence, const ga_matrix *matrix, char **error);

/** Adds names, one for each source and each target node, which are compared by their letters. */
ga_status ga_evidence_add_names(
  ga_evidence *evidence, const char *const *source_names, int64_t source_count,
  const char *const *target_names, int64_t target_count, char **error);

/* Alignment */

typedef struct ga_alignment ga_alignment;

/**
 * Is called on the calling thread when a stage begins, proceeds or ends (fraction 1).
 *
 * detail: what is worth knowing, or NULL. The strings are valid during the call.
 * Returns 0 to go on, anything else to stop: the call then ends with GA_INTERRUPTED.
 */
typedef int32_t (*ga_progress)(
  void *context, const char *stage, double fraction, double seconds, const char *detail);

/**
 * Aligns two graphs.
 *
 * evidence: or NULL. Only the preset robust takes any.
 * preset: "robust" (as is NULL), "regal", "paper" or "authors".
 * options: a JSON object with the options that differ from the preset's, such as {"candidateCount": 5}; or NULL.
 * threads: how many may be used; 0 for one for each core. No result depends on it.
 * progress: or NULL. context is handed to it.
 */
ga_status ga_align(
  const ga_graph *source, const ga_graph *target, const ga_evidence *evidence, const char *preset,
  const char *options, int32_t threads, ga_progress progress, void *context, ga_alignment **alignment,
  char **error);
void ga_alignment_free(ga_alignment *alignment);

/** All options of a preset as JSON, with those given in place of the preset's. The string is the caller's. */
ga_status ga_options(const char *preset, const char *options, char **json, char **error);

int64_t ga_alignment_source_count(const ga_alignment *alignment);
int64_t ga_alignment_target_count(const ga_alignment *alignment);
/** The candidates of all source nodes together. */
int64_t ga_alignment_candidate_count(const ga_alignment *alignment);

/**
 * Copies the candidates of all source nodes, best first: a sparse matrix, source by target.
 *
 * offsets: source_count + 1. targets and similarities: as many as there are candidates. Any may be NULL.
 */
ga_status ga_alignment_copy_candidates(
  const ga_alignment *alignment, int64_t *offsets, int32_t *targets, float *similarities, char **error);

/** Copies for each source node its best candidate, or -1, and its similarity, or 0. Either may be NULL. */
ga_status ga_alignment_copy_matches(
  const ga_alignment *alignment, int32_t *targets, float *similarities, char **error);

/** Copies for each source node the chance that it corresponds to nothing; is_known is 0 if nobody knows. */
ga_status ga_alignment_copy_unmatched_chances(
  const ga_alignment *alignment, float *chances, int32_t *is_known, char **error);

/** What a user should know about how this came to be, a line each. The string is the caller's. */
ga_status ga_alignment_notes(const ga_alignment *alignment, char **notes, char **error);

/**
 * Chooses at most one target for each source node.
 *
 * method: "nearest", "greedy", "mutual" or "optimal"; see the library's Assignment.
 * completing: whether nodes that would stay alone get a partner as long as both sides have some; needs the graphs.
 */
ga_status ga_alignment_assign(
  const ga_alignment *alignment, const char *method, int32_t completing, const ga_graph *source,
  const ga_graph *target, ga_alignment **assigned, char **error);

/**
 * Whether the alignment can be trusted, as JSON: a verdict, a sentence and figures.
 *
 * evidence: what it was made with, or NULL.
 */
ga_status ga_alignment_trust(
  const ga_alignment *alignment, const ga_graph *source, const ga_graph *target,
  const ga_evidence *evidence, char **json, char **error);

/** How much of the graphs' structure the best matches keep, as JSON: ec, ics, s3, mnc and mutual. */
ga_status ga_alignment_structure(
  const ga_alignment *alignment, const ga_graph *source, const ga_graph *target, char **json, char **error);

/**
 * How well an alignment agrees with what is known, as JSON: hits, mrr, precision, recall, f1, matched, known and, if
 * similarities can be chances, expectedCalibrationError.
 *
 * truth: source by target; an entry, whatever its value, is a right pair. A source node without entries does not
 * count.
 * unmatched: NULL, or for each source node 1 if it is known to correspond to nothing, else 0.
 */
ga_status ga_alignment_scores(
  const ga_alignment *alignment, const ga_matrix *truth, const uint8_t *unmatched, char **json,
  char **error);

/**
 * Makes a page on the alignment: one HTML file that needs no network. The string is the caller's.
 *
 * alignment: whose best candidates are the matches. candidates: all that were found, or NULL if those are.
 * evidence: what it was made with, or NULL. truth and unmatched: as above, or NULL.
 * source_names, target_names: a name for each node, or NULL where they are called by their numbers.
 * facts: NULL, or a JSON object of "source" and "target", what the graphs are called; "probabilities", whether
 * similarities are chances; "command", what makes the page again; "stages", a list of {"name": …, "seconds": …}.
 */
ga_status ga_alignment_report(
  const ga_alignment *alignment, const ga_alignment *candidates, const ga_graph *source,
  const ga_graph *target, const ga_evidence *evidence, const ga_matrix *truth, const uint8_t *unmatched,
  const char *const *source_names, const char *const *target_names, const char *facts, char **html,
  char **error);

/* Embedding */

typedef struct ga_embedding ga_embedding;

/** Embeds the nodes of several graphs together, by REGAL: a row of unit length for each node. Arguments as above. */
ga_status ga_embed(
  const ga_graph *const *graphs, int64_t graph_count, const char *preset, const char *options,
  int32_t threads, ga_progress progress, void *context, ga_embedding **embedding, char **error);
void ga_embedding_free(ga_embedding *embedding);

/** The nodes of all graphs. */
int64_t ga_embedding_row_count(const ga_embedding *embedding);
int64_t ga_embedding_column_count(const ga_embedding *embedding);
/** Copies the rows, one after the other. */
ga_status ga_embedding_copy_rows(const ga_embedding *embedding, float *rows, char **error);

/**
 * Finds the nearest points of each query, nearest first; of equally near ones the first.
 *
 * points: point_count rows of width coordinates. queries: likewise.
 * count: how many of each, at most point_count. indices and distances: query_count * count.
 */
ga_status ga_nearest(
  const float *points, int64_t point_count, const float *queries, int64_t query_count, int64_t width,
  int64_t count, int32_t threads, int32_t *indices, double *distances, char **error);

#ifdef __cplusplus
}
#endif

#endif
