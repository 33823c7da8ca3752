#!/usr/bin/env bash
# Checks that a seed gives bit-identical trials in debug and release builds, and on processors without
# AVX.
#
# Usage: identical.sh DEBUG_BENCH RELEASE_BENCH FOLDER      (two builds of attune-bench)
set -euo pipefail

run() {
  local output=$1
  shift
  "$@" quality --problems hartmann6,mixed_net,tab_svc_bcancer --samplers tpe,random --seeds 0-1 \
    --output "$output" >/dev/null
  # The order of the runs and their times may differ.
  python3 - "$output" <<'PYTHON'
import json, sys
runs = [json.loads(line) for line in open(sys.argv[1])]
facts = sorted((r["problem"], r["optimizer"], r["seed"], r["values"]) for r in runs)
open(sys.argv[1], "w").write("\n".join(map(repr, facts)))
PYTHON
}

run "$3/debug" "$1"
run "$3/release" "$2"
cmp "$3/debug" "$3/release"
echo "debug and release builds give the same trials"
if [ "$(uname -m)" = x86_64 ]; then
  command -v qemu-x86_64 >/dev/null || { apt-get update -qq && apt-get install -y -qq qemu-user; }
  run "$3/plain" qemu-x86_64 -cpu Nehalem "$2"
  cmp "$3/release" "$3/plain"
  echo "processors without AVX give the same trials"
fi
