# Calls gm of the package iGraphMatch for pairs.py, which wrote what is read here into the working folder.
suppressPackageStartupMessages({
  library(Matrix)
  library(iGraphMatch)
})
arguments <- as.integer(commandArgs(trailingOnly = TRUE))
sizes <- arguments[1:2]
set.seed(arguments[3])
graph <- function(path, n) {
  edges <- as.matrix(read.table(path))
  sparseMatrix(i = edges[, 1], j = edges[, 2], x = edges[, 3], dims = c(n, n))
}
a <- graph("source.txt", sizes[1])
b <- graph("target.txt", sizes[2])
seeds <- NULL
if (file.exists("seeds.txt")) {
  seeds <- as.matrix(read.table("seeds.txt"))
  dimnames(seeds) <- NULL
}
similarity <- NULL
if (file.exists("similarity.bin")) {
  numbers <- readBin("similarity.bin", "double", prod(sizes))
  similarity <- matrix(numbers, sizes[1], sizes[2])
}
before <- proc.time()
found <- gm(a, b, seeds = seeds, similarity = similarity, method = "indefinite")
seconds <- (proc.time() - before)[["user.self"]]
matches <- as.data.frame(found)[, c("corr_A", "corr_B")]
write.table(matches, "matches.txt", row.names = FALSE, col.names = FALSE)
cat(seconds, paste0("version-", packageVersion("iGraphMatch")), file = "said.txt")
