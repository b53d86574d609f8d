# What bin/demo and bin/test share: the Debian packages, the virtual environment, the stamps that make a second run quick.
# Sourced from the project's root, under `set -euo pipefail`.

PYTHON_PACKAGES=(python3 python3-venv)
# Noto prints the names that DejaVu cannot: the scripts of Asia and Africa.
CERTIFICATE_PACKAGES=(libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core fonts-noto-core fonts-noto-cjk)
# Chromium, and what the Node asks for with which Playwright drives it.
BROWSER_PACKAGES=(libatomic1)
command -v chromium >/dev/null || BROWSER_PACKAGES+=(chromium)
# Firefox, and WebKit with the display that it wants: for the small set in tests/other_browsers.
OTHER_BROWSER_PACKAGES=(firefox-esr webkit2gtk-driver xvfb)
POSTGRESQL_PACKAGES=(postgresql-15 postgresql-common)

say() { printf '%s\n' "$@"; }

die() {
    printf '%s\n' "$@" >&2
    exit 1
}

# The first Python that is new enough and can make virtual environments, which Debian's own cannot; or nothing.
find_python() {
    local candidate
    for candidate in python3 python3.11 python3.12 python3.13; do
        if "$candidate" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
}

venv_works() { .venv/bin/python -c '' 2>/dev/null; }

# ensure_machine [PACKAGE...]: the Debian packages that Python and the certificates need, and those named. All of them
# are looked for before any is asked for, so that somebody who must type the line types one.
ensure_machine() {
    local packages=("${CERTIFICATE_PACKAGES[@]}" "$@")
    venv_works || [ -n "$(find_python)" ] || packages+=("${PYTHON_PACKAGES[@]}")
    ensure_packages "${packages[@]}"
}

# The two jars that veraPDF needs beside its wheel, unpacked from Debian's package without installing what that asks for.
ensure_java_binding() {
    [ -f .venv/java/jaxb-core.jar ] && return
    local folder
    folder=$(mktemp -d)
    (
        cd "$folder" && { download libjaxb-java || { refresh_package_lists && download libjaxb-java; }; } \
            && dpkg-deb --extract libjaxb-java_*.deb unpacked
    ) || die "Debian's package libjaxb-java, with which certificates are checked, could not be fetched." \
        "Please type this once, then start me again:" "" "    sudo apt-get update" ""
    mkdir -p .venv/java
    cp --dereference "$folder"/unpacked/usr/share/java/jaxb-{runtime,core}.jar .venv/java/
    rm -rf "$folder"
}

# The browsers beside Chromium, where Debian has them. Without them their tests are left out, and the run says so.
ensure_other_browsers() {
    local package missing=()
    command -v dpkg-query >/dev/null || return 0
    for package in "${OTHER_BROWSER_PACKAGES[@]}"; do is_installed "$package" || missing+=("$package"); done
    [ ${#missing[@]} -ne 0 ] || return 0
    if may_install && { package_lists_are_fresh || refresh_package_lists; } && apt-cache show "${missing[@]}" >/dev/null 2>&1; then
        install_packages "${missing[@]}"
    else
        say "Not here: ${missing[*]}. The tests in tests/other_browsers that need them are left out."
    fi
}

download() { quietly apt-get --quiet --quiet download "$1"; }

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# Install those of the named Debian packages that are missing. Nothing is asked of the network when none is.
ensure_packages() {
    local package missing=()
    command -v dpkg-query >/dev/null || {
        say "This is not Debian. Continuing; if something is missing below, install the equivalents of: $*"
        return
    }
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
}

install_packages() {
    may_install || die \
        "These Debian packages are missing, and I may not install them: $*" \
        "Please type this once, then start me again:" "" \
        "    sudo apt-get update && sudo apt-get install --no-install-recommends --yes $*" ""
    say "Installing Debian packages: $*"
    package_lists_are_fresh || refresh_package_lists || say "The package lists could not be refreshed; trying with those here."
    quietly apt_get install --no-install-recommends --yes "$@" </dev/null && return
    # A list that is older than the mirror names files that are gone.
    refresh_package_lists && quietly apt_get install --no-install-recommends --yes "$@" </dev/null \
        || die "apt-get could not install: $*"
}

may_install() { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }

# As root, or as somebody who may become it.
as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi; }

apt_get() { as_root env DEBIAN_FRONTEND=noninteractive apt-get --quiet --quiet "$@"; }

refresh_package_lists() { may_install && quietly apt_get update; }

# PostgreSQL 15 and what starts a throw-away server of it. The server that Debian starts with the package is not wanted:
# it goes again, unless it was there before.
ensure_postgresql() {
    local package missing=()
    for package in "${POSTGRESQL_PACKAGES[@]}"; do is_installed "$package" || missing+=("$package"); done
    [ ${#missing[@]} -ne 0 ] || return 0
    ensure_packages "${missing[@]}"
    [ -d /etc/postgresql/15/main ] || return 0
    as_root pg_dropcluster --stop 15 main
}

package_lists_are_fresh() { [ -n "$(find /var/lib/apt/lists -maxdepth 1 -name '*_Packages*' -mtime -7 -print -quit 2>/dev/null)" ]; }

# Run a command and show what it said only if it failed.
quietly() {
    local output status=0
    output=$("$@" 2>&1) || status=$?
    [ "$status" -eq 0 ] || printf '%s\n' "$output" >&2
    return "$status"
}

# .venv with uv in it.
ensure_venv() {
    local python
    if ! venv_works; then
        python=$(find_python)
        [ -n "$python" ] || die "Holdfast needs Python 3.11 or newer; this machine has none."
        say "Making a virtual environment in .venv with $("$python" --version)."
        rm -rf .venv
        "$python" -m venv .venv
    fi
    [ -x .venv/bin/uv ] || quietly .venv/bin/python -m pip install --quiet --disable-pip-version-check \
        --require-hashes -r requirements/tools.txt || die "pip could not install uv, which fetches the other packages."
}

# ensure_python_packages FILE: exactly what requirements/FILE names. What is there already is not asked for again.
ensure_python_packages() {
    local wanted
    ensure_venv
    wanted="$1 $(hash_of requirements/tools.txt "requirements/$1")"
    # Development's packages hold those of the demo.
    if [ "$1" = runtime.txt ] && stamped .venv/holdfast-packages "dev.txt $(hash_of requirements/tools.txt requirements/dev.txt)"; then
        return
    fi
    stamped .venv/holdfast-packages "$wanted" && return
    say "Installing $(grep -c '==' "requirements/$1") Python packages into .venv, each checked against its hash."
    rm -f .venv/holdfast-packages
    VIRTUAL_ENV=$PWD/.venv .venv/bin/uv pip sync --quiet --require-hashes --python .venv/bin/python \
        requirements/tools.txt "requirements/$1" </dev/null \
        || die "The Python packages could not be installed; uv says why above." \
            "On a machine with its own certificate authority, set SSL_CERT_FILE or UV_SYSTEM_CERTS=true and start me again."
    stamp .venv/holdfast-packages "$wanted"
}

# Every binary in .venv finds its libraries on this machine. Looked for again when either side has changed.
ensure_shared_libraries() {
    local looked_at
    command -v ldd >/dev/null || return 0
    looked_at="$(<.venv/holdfast-packages) $(stat -c %Y /var/lib/dpkg/status 2>/dev/null || true)"
    stamped .venv/holdfast-libraries "$looked_at" && return
    .venv/bin/python scripts/missing_libraries.py \
        || die "" "A package in .venv has a binary that cannot start on this machine, as said above."
    stamp .venv/holdfast-libraries "$looked_at"
}

# A stamp is a file that holds what a step was last done for: the step is skipped while it says the same.
stamped() { [ -f "$1" ] && [ "$(<"$1")" = "$2" ]; }
stamp() { printf '%s\n' "$2" >"$1"; }

# One hash over the named files, and over every file below the named folders.
hash_of() {
    find "$@" -type f ! -path '*/__pycache__/*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d ' ' -f 1
}

# pytest's own status when it found no test.
NOTHING_COLLECTED=5
# More failures than these are one fault, not a test that is unsteady.
ASKED_AGAIN=3

# run_tests MARKER-EXPRESSION FOLDERS ARGUMENTS: the tests in these folders, unless the arguments say which.
# Nothing collected is no failure here; a whole run that found nothing is, which `ran` tells.
run_tests() {
    local status=0 marker=$1 folders=$2 whole=()
    shift 2
    # shellcheck disable=SC2086 -- several folders
    [ $# -ne 0 ] || { set -- $folders; whole=(--cache-clear); }
    .venv/bin/python -m pytest -n 2 -m "$marker" "${whole[@]}" "$@" </dev/null || status=$?
    if [ "$status" -eq 1 ] && [ ${#whole[@]} -ne 0 ]; then ask_again "$marker" "$@" && status=0; fi
    # shellcheck disable=SC2034 -- bin/test reads it
    [ "$status" -eq 0 ] && ran=yes
    [ "$status" -eq 0 ] || [ "$status" -eq "$NOTHING_COLLECTED" ] || exit "$status"
}

# Those that failed, once more and alone. A run of an hour is not thrown away for a clock or a browser, and a test that
# needs a second chance is named, so that somebody mends it. What fails alone as well is a failure.
ask_again() {
    local marker=$1 failed
    shift
    failed=$(.venv/bin/python -c 'import json; print(*json.load(open(".pytest_cache/v/cache/lastfailed")), sep="\n")') || return 1
    [ "$(wc -l <<<"$failed")" -le "$ASKED_AGAIN" ] || return 1
    say "" "These failed beside others, and are asked once more, alone:" "$failed" ""
    .venv/bin/python -m pytest -m "$marker" --last-failed --last-failed-no-failures none "$@" </dev/null || return 1
    say "" "UNSTEADY: these failed beside others and passed alone. Each wants mending:" "$failed" ""
}
