#!/usr/bin/env bash
# Makes the API documentation of the modules that people import; a link that leads nowhere is an error.
#
# Usage: documentation.sh FOLDER      (what is in the folder is replaced)
set -euo pipefail
rm -rf "$1"
mkdir -p "$1"
site=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
symbols=$(mktemp -d)
trap 'rm -rf "$symbols"' EXIT
# From the modules of the debug build that the tests need as well.
swift build
build=$(swift build --show-bin-path)
target=$(swiftc -print-target-info | sed -n 's/^ *"triple": "\(.*\)",*$/\1/p' | head -1)
modules=(
  Attune AttuneEvaluation AttuneTesting
  # Without traits, the last three have no symbols: their pages consist of their catalogs.
  AttuneDatabases AttuneSQLite AttunePostgreSQL AttuneMySQL
)
for module in "${modules[@]}"; do
  # The symbols of the module alone: a page belongs to one of them.
  mkdir "$symbols/$module"
  swift symbolgraph-extract -module-name "$module" -target "$target" -I "$build/Modules" \
    -Xcc "-fmodule-map-file=$build/AttuneKernels.build/module.modulemap" \
    -minimum-access-level public -output-dir "$symbols/$module"
  catalogue="Sources/$module/$module.docc"
  docc convert $([ -d "$catalogue" ] && echo "$catalogue") --fallback-display-name "$module" \
    --fallback-bundle-identifier "$(tr '[:upper:]' '[:lower:]' <<<"$module")" \
    --additional-symbol-graph-dir "$symbols/$module" \
    --output-path "$site/$module" --warnings-as-errors --transform-for-static-hosting \
    --hosting-base-path "$module"
done
