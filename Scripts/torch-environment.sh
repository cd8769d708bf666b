# To be sourced: makes the compiler, the linker and the loader find the libtorch in TORCH_DIR, such as the
# folder “torch” of a PyTorch wheel. Without TORCH_DIR it is Debian's, which they find by themselves.
if [[ -n ${TORCH_DIR:-} ]]; then
  if [[ ! -e $TORCH_DIR/lib/libtorch.so ]]; then
    echo "There is no lib/libtorch.so in TORCH_DIR, $TORCH_DIR" >&2
    return 1
  fi
  export TORCH_DIR
  export CPLUS_INCLUDE_PATH="$TORCH_DIR/include${CPLUS_INCLUDE_PATH:+:$CPLUS_INCLUDE_PATH}"
  export LIBRARY_PATH="$TORCH_DIR/lib${LIBRARY_PATH:+:$LIBRARY_PATH}"
  export LD_LIBRARY_PATH="$TORCH_DIR/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
fi
