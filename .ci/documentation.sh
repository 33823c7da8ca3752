#!/usr/bin/env bash
# Makes the API documentation of both modules; a link that leads nowhere is an error.
#
# Usage: documentation.sh FOLDER      (what is in the folder is replaced)
set -euo pipefail
rm -rf "$1"
mkdir -p "$1"
site=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
symbols=$(mktemp -d)
trap 'rm -rf "$symbols"' EXIT
swift build --target AttuneEvaluation --scratch-path .build/documentation \
  -Xswiftc -emit-symbol-graph -Xswiftc -emit-symbol-graph-dir -Xswiftc "$symbols"
for module in Attune AttuneEvaluation; do
  # The symbols of the module alone: a page belongs to one of them.
  mkdir "$symbols/$module"
  mv "$symbols/$module.symbols.json" "$symbols/$module@"*.symbols.json "$symbols/$module"
  docc convert "Sources/$module/$module.docc" --fallback-display-name "$module" \
    --fallback-bundle-identifier "$(tr '[:upper:]' '[:lower:]' <<<"$module")" \
    --additional-symbol-graph-dir "$symbols/$module" \
    --output-path "$site/$module" --warnings-as-errors --transform-for-static-hosting \
    --hosting-base-path "$module"
done
