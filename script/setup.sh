# Sourced by run, test and check: brings what is missing, and is quick when nothing is.
# Debian (12, 13) and its kin are set up by apt; elsewhere it says what to install and stops.

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
venv=.venv

say() { echo "larets: $*" >&2; }
stop() { say "$@"; exit 1; }

# The libraries that Qt loads and a bare system lacks: what the loader calls them, and Debian's package.
# First what every run needs, then a display by X11, then by Wayland.
qt_libraries() {
  cat <<'LIST'
libEGL.so.1 libegl1
libGL.so.1 libgl1
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libglib-2.0.so.0 libglib2.0-0
libgssapi_krb5.so.2 libgssapi-krb5-2
libpulse.so.0 libpulse0
libxkbcommon.so.0 libxkbcommon0
libX11-xcb.so.1 libx11-xcb1
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-randr.so.0 libxcb-randr0
libxcb-shape.so.0 libxcb-shape0
libxcb-sync.so.1 libxcb-sync1
libxcb-xfixes.so.0 libxcb-xfixes0
libxcb-xkb.so.1 libxcb-xkb1
libXrandr.so.2 libxrandr2
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libwayland-cursor.so.0 libwayland-cursor0
libwayland-egl.so.1 libwayland-egl1
LIST
}

apt_install() { # PACKAGES...
  local root=()
  if ! command -v apt-get >/dev/null; then
    stop "please install what Debian calls: $*. Only Debian and its kin are set up by this script."
  fi
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || stop "please run as root: apt-get install $*"
    root=(sudo)
  fi
  say "installing by apt: $*"
  # A server that the package starts by itself is not wanted: the tests bring up their own.
  local no_cluster=/etc/postgresql-common/createcluster.d/larets-tests.conf
  case " $* " in *" postgresql "*)
    "${root[@]}" mkdir -p "${no_cluster%/*}"
    echo 'create_main_cluster = false' | "${root[@]}" tee "$no_cluster" >/dev/null ;;
  esac
  {
    "${root[@]}" apt-get update -qq &&
      "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" </dev/null
  } >/tmp/larets-apt.$$ 2>&1 || { tail -n 20 /tmp/larets-apt.$$ >&2; rm -f /tmp/larets-apt.$$; stop 'apt could not install them (above: why)'; }
  rm -f /tmp/larets-apt.$$
  case " $* " in *" postgresql "*) "${root[@]}" rm -f "$no_cluster" ;; esac
}

find_python() { # prints the first Python that is new enough and can make a virtual environment
  local name
  for name in python3 python3.13 python3.12 python3.11; do
    if "$name" -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  return 1
}

postgres_bin() { # prints the folder of the newest PostgreSQL server
  local folder
  for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV) "$(dirname "$(command -v initdb || echo /nowhere/initdb)")"; do
    if [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ]; then
      echo "$folder"
      return
    fi
  done
  return 1
}

need_system() { # [postgres]: asks apt once for all that is missing
  local missing=() known soname package
  [ -x $venv/bin/python ] || find_python >/dev/null || missing+=(python3 python3-venv)
  [ -e /etc/ssl/certs/ca-certificates.crt ] || [ -n "${PIP_CERT:-}" ] || ! command -v apt-get >/dev/null || missing+=(ca-certificates)
  if [ -x /sbin/ldconfig ]; then
    known=$(/sbin/ldconfig -p)
    while read -r soname package; do
      case $known in *"$soname "*) ;; *) missing+=("$package") ;; esac
    done < <(qt_libraries)
  fi
  if [ "${1:-}" = postgres ]; then postgres_bin >/dev/null || missing+=(postgresql); fi
  [ ${#missing[@]} -eq 0 ] || apt_install "${missing[@]}"
}

need_packages() { # LOCK: the virtual environment holds exactly the versions of requirements/LOCK.txt
  local lock=requirements/$1.txt stamp=$venv/.holds-$1 python state
  state=$(lock_and_python "$lock")
  [ ! -e "$stamp" ] || [ "$(cat "$stamp")" != "$state" ] || return 0
  if ! environment_is_whole; then
    python=$(find_python) || stop 'Python 3.11 or newer with its venv module is needed'
    say "making $venv with $("$python" --version)"
    "$python" -m venv --clear $venv
  fi
  say "installing $lock"
  local pip=("$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps)
  "${pip[@]}" --require-hashes --only-binary :all: --requirement "$lock" >&2 || stop "pip could not install $lock"
  "${pip[@]}" --no-build-isolation --editable . >&2 || stop 'pip could not install larets itself'
  lock_and_python "$lock" >"$stamp"
}

environment_is_whole() { # new enough, not cut short while it was made, and not carried here from another folder
  "$venv/bin/python" -Ic 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null &&
    grep -q "^command = .* $(pwd -P)/$venv\$" $venv/pyvenv.cfg
}

lock_and_python() { # LOCK: prints what the environment depends on
  sha256sum <"$1"
  "$venv/bin/python" -ISc 'import sys; print(sys.version)' 2>&1 || true
  pwd
}
