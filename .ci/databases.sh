#!/usr/bin/env bash
# Runs studies on PostgreSQL, MariaDB and SQLite, with servers that are started here.
#
# Usage: databases.sh PYTHON BIN_FOLDER          run all checks
#        databases.sh --install PYTHON           only install what the checks and the build need
#        databases.sh --serve PYTHON COMMAND...  run a command while the servers are running
#
# PYTHON is that of a virtual environment with optuna==5.0.0 and optuna-dashboard. BIN_FOLDER has the
# release build with all traits. Needs Debian's packages and PyPI; installs only what is missing, as root
# or with sudo. About 12 minutes on two cores.
#
# The servers listen on random ports of the loopback interface, and their files are in a temporary folder.
# They do not synchronize their files (fsync=off): a crash of a server loses nothing, but a crash of the
# machine would. While they run, these variables are set:
#
#   ATTUNE_POSTGRESQL_URL   a database on PostgreSQL, whose user may create databases and users
#   ATTUNE_PGBOUNCER_URL    the same database behind PgBouncer in transaction mode
#   ATTUNE_MYSQL_URL        a database on MariaDB, whose user may create databases and users
#   DATABASES_CRASH         a program that stops the PostgreSQL server hard and starts it again
#   DATABASES_TLS           a program that turns TLS of the PostgreSQL server `on` or `off`
#   DATABASES_CERTIFICATE   the certificate of both servers, issued for 127.0.0.1 by itself
#   DATABASES_OTHER         a certificate that neither of them has
#
# On PostgreSQL, the database `encrypted` accepts only TLS; on MariaDB, the user `encrypted` does.
set -euo pipefail
cd "$(dirname "$0")/.."

step() { printf '\n== %s\n' "$*"; }
usage() {
  sed -n 's/^# Usage: /usage: /p; s/^#   *\(databases.sh --\)/       \1/p' "$0" >&2
  exit 2
}

mode=check
case ${1-} in
--install | --serve) mode=${1#--} && shift ;;
esac
[ $# -ge 1 ] && { [ "$mode" != check ] || [ $# -eq 2 ]; } || usage
python=$1
shift

# The password has characters that a URL must escape.
password='p@ss:w/rd%1'
escaped='p%40ss%3Aw%2Frd%251'

# A time zone that is not UTC, without daylight saving time: times must be read as they were written.
export TZ='<+0530>-5:30'

### Installing

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -- "$@"; fi; }

install_packages() {
  local missing=() name
  for name in postgresql pgbouncer mariadb-server libpq-dev libmariadb-dev libsqlite3-dev openssl; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ] \
      || missing+=("$name")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  # Debian starts a service when it is installed, unless this program forbids it.
  local policy=/usr/sbin/policy-rc.d is_ours= status=0
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
    as_root chmod 755 "$policy"
    is_ours=yes
  fi
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    -o DPkg::Lock::Timeout=600 "${missing[@]}" >"$work/apt.log" 2>&1 || status=$?
  [ -z "$is_ours" ] || as_root rm "$policy"
  [ "$status" = 0 ] || { cat "$work/apt.log"; return "$status"; }
}

install_all() {
  install_packages
  "$python" -c 'import psycopg2, pymysql' 2>/dev/null \
    || "$python" -m pip install --quiet psycopg2-binary PyMySQL
}

### Servers

# Runs a command as the user of a server, which refuses to run as root.
as_user() {
  local user=$1
  shift
  if [ "$(id -u)" = 0 ]; then runuser -u "$user" -- "$@"; else "$@"; fi
}

make_folder() {
  mkdir "$2"
  [ "$(id -u)" != 0 ] || chown "$1:" "$2"
}

# Prints a free port with an odd number, outside the range that connections get.
free_port() {
  "$python" - <<'END'
import random, socket
while True:
    port = random.randrange(20001, 32000, 2)
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            continue
    print(port)
    break
END
}

# Waits until a command succeeds; prints the log of the server if its process ends or time is over.
wait_until() {
  local server=$1 log=$2 deadline=$((SECONDS + 120))
  shift 2
  until "$@" >/dev/null 2>&1; do
    if ! kill -0 "$server" 2>/dev/null || [ $SECONDS -gt $deadline ]; then
      cat "$log" >&2
      echo "the server does not start: $*" >&2
      return 1
    fi
    sleep 0.1
  done
}

psql() {
  PGPASSWORD=$password command psql -qX -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$postgresql_port" \
    -U postgres -d "$1" -c "$2"
}

make_certificates() {
  local name
  for name in certificate other; do
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 \
      -addext subjectAltName=IP:127.0.0.1 \
      -keyout "$work/$name.key" -out "$work/$name.pem" 2>/dev/null
  done
  export DATABASES_CERTIFICATE=$work/certificate.pem DATABASES_OTHER=$work/other.pem
}

start_postgresql() {
  local folder=$work/postgresql
  postgresql_port=$(free_port)
  postgresql=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -1)
  make_folder postgres "$folder"
  printf '%s\n' "$password" >"$folder/password"
  cp "$work/certificate.pem" "$folder/server.crt"
  cp "$work/certificate.key" "$folder/server.key"
  chmod 600 "$folder"/{password,server.key}
  [ "$(id -u)" != 0 ] || chown postgres: "$folder"/*
  as_user postgres "$postgresql/initdb" -D "$folder/data" -U postgres --pwfile="$folder/password" \
    --auth=scram-sha-256 -E UTF8 --locale=C.UTF-8 >"$folder.log" 2>&1 || { cat "$folder.log"; return 1; }
  as_user postgres tee -a "$folder/data/postgresql.conf" >/dev/null <<END
port = $postgresql_port
listen_addresses = '127.0.0.1,127.0.0.2'
unix_socket_directories = ''
fsync = off
max_connections = 200
ssl_cert_file = '$folder/server.crt'
ssl_key_file = '$folder/server.key'
END
  as_user postgres tee "$folder/data/pg_hba.conf" >/dev/null <<END
hostnossl encrypted all 127.0.0.0/8 reject
host all all 127.0.0.0/8 scram-sha-256
END
  # pg_ctl, run as the server's user; it waits until the server has started or stopped.
  {
    echo '#!/usr/bin/env bash'
    declare -f as_user
    echo "as_user postgres $postgresql/pg_ctl -s -w -t 120 -D $folder/data -l $folder/log \"\$@\""
  } >"$work/pg_ctl"
  printf '#!/bin/sh\n%s/pg_ctl -m immediate stop && exec %s/pg_ctl start\n' "$work" "$work" \
    >"$work/crash"
  chmod 755 "$work"/{pg_ctl,crash}
  "$work/pg_ctl" start || { cat "$folder/log"; return 1; }
  psql postgres "create role attune login createdb createrole password '$password'"
  psql postgres "create database attune owner attune"
  psql postgres "create database encrypted owner attune"
  cat >"$work/tls" <<END
#!/usr/bin/env bash
$(declare -f psql)
password='$password' postgresql_port=$postgresql_port
psql postgres "alter system set ssl = \$1" && psql postgres "select pg_reload_conf()" >/dev/null
END
  chmod 700 "$work/tls"
  export DATABASES_CRASH=$work/crash DATABASES_TLS=$work/tls
  export ATTUNE_POSTGRESQL_URL=postgresql://attune:$escaped@127.0.0.1:$postgresql_port/attune
}

start_pgbouncer() {
  local folder=$work/pgbouncer user=() port
  port=$(free_port)
  [ "$(id -u)" != 0 ] || user=(-u postgres)
  make_folder postgres "$folder"
  printf '"attune" "%s"\n' "$password" >"$folder/users.txt"
  # Fewer connections than workers, so that they take turns.
  cat >"$folder/pgbouncer.ini" <<END
[databases]
* = host=127.0.0.1 port=$postgresql_port

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = $port
unix_socket_dir =
auth_type = scram-sha-256
auth_file = $folder/users.txt
pool_mode = transaction
default_pool_size = 3
END
  chmod 600 "$folder"/*
  [ "$(id -u)" != 0 ] || chown postgres: "$folder"/*
  "$(PATH=$PATH:/usr/sbin command -v pgbouncer)" -q "${user[@]}" "$folder/pgbouncer.ini" \
    >"$folder.log" 2>&1 &
  servers+=($!)
  wait_until $! "$folder.log" bash -c ": </dev/tcp/127.0.0.1/$port"
  export ATTUNE_PGBOUNCER_URL=postgresql://attune:$escaped@127.0.0.1:$port/attune
}

start_mariadb() {
  local folder=$work/mariadb user=() port
  port=$(free_port)
  make_folder mysql "$folder"
  [ "$(id -u)" != 0 ] || user=(--user=mysql)
  cp "$work"/certificate.{key,pem} "$folder"
  [ "$(id -u)" != 0 ] || chown mysql: "$folder"/*
  mariadb-install-db --no-defaults "${user[@]}" --datadir="$folder/data" --skip-test-db \
    --auth-root-authentication-method=normal >"$folder.log" 2>&1 || { cat "$folder.log"; return 1; }
  "$(PATH=$PATH:/usr/sbin command -v mariadbd)" --no-defaults "${user[@]}" --datadir="$folder/data" \
    --socket="$folder/socket" --pid-file="$folder/pid" --log-error="$folder/log" \
    --bind-address=127.0.0.1,127.0.0.2 --port="$port" --skip-name-resolve \
    --innodb-flush-log-at-trx-commit=2 --innodb-flush-method=nosync --max-connections=200 \
    --ssl-cert="$folder/certificate.pem" --ssl-key="$folder/certificate.key" >>"$folder.log" 2>&1 &
  servers+=($!)
  local client=(mariadb --no-defaults -S "$folder/socket" -u root)
  wait_until $! "$folder/log" "${client[@]}" -e 'select 1'
  "${client[@]}" <<END
create database attune character set utf8mb4 collate utf8mb4_bin;
create database encrypted character set utf8mb4 collate utf8mb4_bin;
create user attune@'127.0.0.%' identified by '$password';
grant all on *.* to attune@'127.0.0.%' with grant option;
create user encrypted@'127.0.0.%' identified by '$password' require ssl;
grant all on encrypted.* to encrypted@'127.0.0.%';
END
  export ATTUNE_MYSQL_URL=mysql://attune:$escaped@127.0.0.1:$port/attune
}

servers=()
child=
clean_up() {
  trap - EXIT
  [ -z "$child" ] || { kill "$child" && wait "$child"; } 2>/dev/null || true
  [ ! -x "$work/pg_ctl" ] || "$work/pg_ctl" -m immediate stop >/dev/null 2>&1 || true
  local server
  for server in "${servers[@]}"; do
    { kill "$server" && wait "$server"; } 2>/dev/null || true
  done
  rm -rf "$work"
}

# Runs a command in the background, so that a signal to this script ends it and the servers at once.
run() {
  local status=0
  "$@" </dev/null &
  child=$!
  wait "$child" || status=$?
  child=
  return "$status"
}

### Checks

# Checks a storage of each kind by the contract kit, which removes everything in it.
run_kit() {
  local stress=$1/attune-stress
  run "$stress" contract "$work/contract.journal"
  run "$stress" contract "sqlite:///$work/contract.db"
  run "$stress" contract "$ATTUNE_POSTGRESQL_URL"
  run "$stress" contract "$ATTUNE_PGBOUNCER_URL"
  # The columns for times have no fractions of a second.
  run "$stress" contract "$ATTUNE_MYSQL_URL" --time-resolution 1000000
}

run_checks() {
  local programs=$1
  check() { run "$python" .ci/databases.py "$@" --programs "$programs"; }

  step "The contract kit on journals and databases"
  run_kit "$programs"

  step "Studies killed fifty times"
  check killed postgresql mysql sqlite

  step "Attune and Optuna together, killed now and then; PostgreSQL crashes once"
  check together postgresql --trials 300 --crash
  check together mysql --trials 100
  check together sqlite --trials 100

  step "Behind PgBouncer"
  check together pgbouncer --trials 100

  step "TLS"
  check tls postgresql mysql

  step "Bad input"
  check errors postgresql mysql sqlite
}

work=$(mktemp -d)
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
# The users of the servers pass through this folder.
chmod 755 "$work"

install_all
[ "$mode" != install ] || exit 0
begin=$SECONDS
make_certificates
start_postgresql
start_pgbouncer
start_mariadb
echo "PostgreSQL, PgBouncer and MariaDB started in $((SECONDS - begin)) s"
if [ "$mode" = serve ]; then run "$@"; else run_checks "$1"; fi
