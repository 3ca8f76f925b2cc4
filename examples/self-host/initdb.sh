#!/bin/sh
# /docker-entrypoint-initdb.d/throughline.sh: runs once, on an empty volume, as the image's superuser. It makes the relays' own role and its
# database. No relay uses the superuser: row-level security, the second wall between sites, would not hold it.
set -eu
[ -s "$POSTGRES_ROLE_PASSWORD_FILE" ] # an empty password would be no password
psql --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres <<'SQL'
\set password `cat "$POSTGRES_ROLE_PASSWORD_FILE"`
CREATE ROLE throughline LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'password';
CREATE DATABASE throughline OWNER throughline;
SQL
