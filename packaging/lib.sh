# Shared by the commands of this folder; sourced, not run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export CHARTPROOF_CACHE="${CHARTPROOF_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/chartproof}"
# ONNX Runtime reports to its maker unless this stands in the environment before it is loaded.
export ORT_DISABLE_TELEMETRY=1
# One way of compiling for tests and for what is shipped: paths of the machine stay out, and the cache serves both.
export GOFLAGS="${GOFLAGS:+$GOFLAGS }-trimpath -buildvcs=false"
# A character set that knows more than ASCII: Fyne logs an error for "C".
case "${LC_ALL:-${LANG:-}}" in *[Uu][Tt][Ff]*) ;; *) export LANG=C.UTF-8 LC_ALL=C.UTF-8 ;; esac

release_tags=release,migrated_fynedo

say() { printf '%s\n' "$*" >&2; }
# stop prints what is missing and what installs it, one sentence each, and ends with the code of a lacking environment.
stop() { printf 'chartproof: %s\n' "$@" >&2; exit 3; }
