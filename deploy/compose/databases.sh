#!/bin/sh
# One database and one role per service. /run/secrets/database-passwords holds one line for each:
# "<name> <password>". Safe to repeat: an existing role gets its password again, nothing is dropped.
set -eu
export PGHOST=postgres PGUSER=postgres PGDATABASE=postgres
PGPASSWORD="$(cat /run/secrets/postgres-password)"
export PGPASSWORD

while read -r name password; do
  [ -n "$name" ] || continue
  psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --set name="$name" --set password="$password" <<'SQL'
SELECT format('CREATE ROLE %I LOGIN', :'name')
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'name') \gexec
ALTER ROLE :"name" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';
SELECT format('CREATE DATABASE %I OWNER %I', :'name', :'name')
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') \gexec
REVOKE CONNECT, TEMPORARY ON DATABASE :"name" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"name" TO :"name";
SQL
  echo "database $name is there"
done < /run/secrets/database-passwords
