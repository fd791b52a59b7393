#!/usr/bin/env bash
# The steps of action.yml: `run.sh install`, then `run.sh check`. What is wanted stands in the variables INPUT_….
set -euo pipefail

# Tell something at the head of the job: `tell error|warning MESSAGE`.
tell() {
  local message=$2
  message=${message//'%'/%25}
  message=${message//$'\r'/%0D}
  message=${message//$'\n'/%0A}
  printf '::%s title=twingraph::%s\n' "$1" "$message"
}

# Stop because the step is not set up right, with the exit code that the program gives to wrong usage.
refuse() {
  tell error "$1"
  exit 2
}

# Whether an input is set: `wanted NAME`, the name as in action.yml.
wanted() {
  local variable="INPUT_${1^^}"
  case "${!variable:-}" in
    true) return 0 ;;
    false) return 1 ;;
    *) refuse "The input $1 is \"${!variable:-}\"; write true or false." ;;
  esac
}

# The environment of the action's own, so that nothing is added to that of the job.
environment() {
  printf '%s/twingraph' "${RUNNER_TEMP:?}"
}

install() {
  wanted install || return 0
  if [[ ! ${INPUT_EXTRAS:-} =~ ^[A-Za-z0-9,_-]*$ ]]; then
    refuse "The input extras is \"$INPUT_EXTRAS\"; write names of extras with commas between them."
  fi
  if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    refuse "twingraph needs Python 3.11 or newer: put a step with actions/setup-python before this one."
  fi
  python3 -m venv "$(environment)"
  "$(environment)/bin/python" -m pip install --quiet --disable-pip-version-check \
    "$(cd "$(dirname "$0")/.." && pwd)${INPUT_EXTRAS:+[$INPUT_EXTRAS]}"
}

twingraph() {
  local python=python3
  if wanted install; then
    python=$(environment)/bin/python
  fi
  "$python" -m twingraph "$@"
}

# The commit to compare with, or nothing: that at which what is checked out leaves the base.
since() {
  local base=${INPUT_BASE:-${PULL_REQUEST_BASE:-}} commit
  [[ -n $base ]] || return 0
  commit=$(git -C "$INPUT_FOLDER" rev-parse --verify --quiet --end-of-options "$base^{commit}") || return 1
  git -C "$INPUT_FOLDER" merge-base "$commit" HEAD
}

check() {
  local name base code=0 sarif_code=0 changes
  # Asked here, since a refusal within a condition or a pipe would end only that.
  for name in changed annotations notes summary install; do
    wanted "$name" || true
  done
  [[ ${INPUT_SARIF:-} != *$'\n'* ]] || refuse "The input sarif holds a line break."
  [[ -d $INPUT_FOLDER ]] || refuse "There is no folder \"$INPUT_FOLDER\": is the repository checked out?"

  local words=(--lang="$INPUT_LANG" --fail-on="$INPUT_FAIL_ON")
  [[ -z ${INPUT_DOCUMENTS:-} ]] || words+=(--documents="$INPUT_DOCUMENTS")
  [[ -z ${INPUT_BASELINE:-} ]] || words+=(--baseline="$INPUT_BASELINE")
  ! wanted notes || words+=(--notes)

  if ! base=$(since); then
    local lacking="The revision \"${INPUT_BASE:-${PULL_REQUEST_BASE:-}}\" and what lies between it and this commit are not in this clone: give actions/checkout \"fetch-depth: 0\"."
    ! wanted changed || refuse "$lacking"
    tell warning "$lacking What has changed is not told."
    base=
  fi
  if wanted changed; then
    [[ -n $base ]] || refuse "With changed, give the revision to compare with in the input base; only a pull request has one of its own."
    words+=(--changed="$base")
  fi

  # The program writes the summary of the job itself, where it is told of one.
  wanted summary || unset GITHUB_STEP_SUMMARY
  if wanted annotations; then
    twingraph check "${words[@]}" --format=github -- "$INPUT_FOLDER" || code=$?
  else
    local told
    told=$(mktemp)
    twingraph check "${words[@]}" --format=markdown --output="$told" -- "$INPUT_FOLDER" || code=$?
    [[ -z ${GITHUB_STEP_SUMMARY:-} ]] || cat "$told" >>"$GITHUB_STEP_SUMMARY"
    rm -f "$told"
  fi
  if [[ -n ${INPUT_SARIF:-} && $code -le 1 ]]; then
    twingraph check "${words[@]}" --format=sarif --output="$INPUT_SARIF" -- "$INPUT_FOLDER" || sarif_code=$?
    [[ $sarif_code -le 1 ]] || code=$sarif_code
  fi
  if [[ -n $base && -n ${GITHUB_STEP_SUMMARY:-} ]] && twingraph diff --help >/dev/null 2>&1; then
    if changes=$(twingraph diff --lang="$INPUT_LANG" --format=markdown --graph="$INPUT_FOLDER" -- "$base"); then
      printf '\n%s\n' "$changes" >>"$GITHUB_STEP_SUMMARY"
    else
      tell warning "What has changed since $base cannot be told."
    fi
  fi

  if [[ -n ${GITHUB_OUTPUT:-} ]]; then
    {
      printf 'exit-code=%s\n' "$code"
      printf 'base=%s\n' "$base"
      [[ -z ${INPUT_SARIF:-} || $code -gt 1 ]] || printf 'sarif=%s\n' "$INPUT_SARIF"
    } >>"$GITHUB_OUTPUT"
  fi
  exit "$code"
}

case "${1:-}" in
  install) install ;;
  check) check ;;
  *) refuse "run.sh is called with install or check." ;;
esac
