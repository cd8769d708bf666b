#!/usr/bin/env bash
# Runs an alignment across three hosts that are network namespaces of this machine, so that everything ranks say to each
# other crosses a network: virtual cables to a bridge, with a limited bandwidth (tc tbf) and, where the kernel can, a
# delay (tc netem). The result must be that of a single process, byte for byte. Needs root, iproute2 and Open MPI.
#
# Arguments: a graph-align that was built with the trait MPI; bandwidth (200mbit); delay (2ms); nodes of the graph (20000).
set -euo pipefail
cd "$(dirname "$0")/.."
tool=$(realpath "${1:-.build/release/graph-align}")
bandwidth=${2:-200mbit} delay=${3:-2ms} nodes=${4:-20000}
hosts=3 prefix=ga$$ net=10.77.$(($$ % 250))

if [[ $EUID -ne 0 ]]; then
  echo "Network namespaces need root" >&2
  exit 2
fi
folder=$(mktemp -d)
cleanup() {
  for host in $(seq $hosts); do ip netns del "$prefix-$host" 2>/dev/null || true; done
  ip link del "$prefix" 2>/dev/null || true
  rm -rf "$folder"
}
trap cleanup EXIT

ip link add "$prefix" type bridge
ip link set "$prefix" up
delayed=true
for host in $(seq $hosts); do
  ip netns add "$prefix-$host"
  ip link add "$prefix.$host" type veth peer name eth0 netns "$prefix-$host"
  ip link set "$prefix.$host" master "$prefix" up
  inside=(ip netns exec "$prefix-$host")
  "${inside[@]}" ip link set lo up
  "${inside[@]}" ip address add "$net.$host/24" dev eth0
  "${inside[@]}" ip link set eth0 up
  # What a host sends waits for the delay, and then for its turn.
  if "${inside[@]}" tc qdisc add dev eth0 root handle 1: netem delay "$delay" 2>/dev/null; then
    "${inside[@]}" tc qdisc add dev eth0 parent 1: handle 2: tbf rate "$bandwidth" burst 256kb latency 400ms
  else
    delayed=false
    "${inside[@]}" tc qdisc add dev eth0 root tbf rate "$bandwidth" burst 256kb latency 400ms
  fi
  echo "$net.$host slots=2" >>"$folder/hosts"
done
echo "$hosts hosts, $bandwidth each, $($delayed && echo "$delay delay" || echo "no delay: this kernel has no netem")"

# What Open MPI starts its daemons with instead of ssh: the namespace of the host, under a name of its own.
cat >"$folder/start" <<AGENT
#!/usr/bin/env bash
host=\${1##*.}
shift
exec nsenter --net="/run/netns/$prefix-\$host" unshare --uts bash -c 'hostname "\$0"; exec bash -c "\$1"' "$prefix-\$host" "\$*"
AGENT
chmod +x "$folder/start"

cd "$folder"
"$tool" generate barabasi-albert --nodes "$nodes" --edges-per-node 5 --seed 1 --output source.edges
"$tool" perturb source.edges --remove 0.05 --seed 1 --output-graph target.edges --output-truth truth.tsv 2>/dev/null
"$tool" align source.edges target.edges --preset regal --top 3 --quiet --output single.tsv

export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
bytes() {
  local sum=0
  for host in $(seq $hosts); do
    sum=$((sum + $(ip netns exec "$prefix-$host" cat /sys/class/net/eth0/statistics/tx_bytes)))
  done
  echo $sum
}
before=$(bytes)
start=$(date +%s%N)
timeout 300 ip netns exec "$prefix-1" unshare --uts bash -c 'hostname "$0"; exec "$@"' "$prefix-1" \
  mpirun --hostfile hosts -np $hosts --map-by node --mca plm_rsh_agent "$folder/start" \
  --mca plm rsh --mca orte_keep_fqdn_hostnames 1 --mca btl tcp,self --mca pml ob1 \
  --mca btl_tcp_if_include "$net.0/24" --mca oob_tcp_if_include "$net.0/24" \
  "$tool" align "$folder/source.edges" "$folder/target.edges" --preset regal --top 3 --verbose --distributed \
  --threads 1 --output "$folder/several.tsv"
end=$(date +%s%N)
echo "$((($(bytes) - before) / 1000000)) MB crossed the network in $(((end - start) / 1000000)) ms"
if ! cmp -s single.tsv several.tsv; then
  echo "FAILED: across hosts the result is another" >&2
  exit 1
fi
echo "The alignment of $hosts hosts is that of one process."
