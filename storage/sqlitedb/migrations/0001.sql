-- Clear columns hold ids, states, counts, sizes and times; everything else is sealed (sealed_*) or a keyed hash (*_mac).

-- storage/audit
CREATE TABLE audit_entry (
  idx      INTEGER PRIMARY KEY,
  document TEXT NOT NULL,
  leaf     BLOB NOT NULL,
  sig      BLOB NOT NULL -- the device's signature over the tree that ends with this entry
) STRICT;
CREATE INDEX audit_entry_document ON audit_entry(document, idx);
CREATE TABLE audit_hash (
  idx  INTEGER PRIMARY KEY,
  hash BLOB NOT NULL
) STRICT;
CREATE TABLE audit_head (
  id   INTEGER PRIMARY KEY CHECK (id = 1),
  key  TEXT NOT NULL, -- the device's verifier key
  note BLOB NOT NULL  -- signed checkpoint over all entries
) STRICT;
CREATE TABLE audit_witness (
  size INTEGER PRIMARY KEY,
  note BLOB NOT NULL, -- checkpoint with the hub's signature
  at   INTEGER NOT NULL
) STRICT;

-- storage/vault
CREATE TABLE workspace (
  id          INTEGER PRIMARY KEY CHECK (id = 1),
  workspace   TEXT NOT NULL,
  practice    TEXT NOT NULL,
  device      TEXT NOT NULL,
  keystore    TEXT NOT NULL,
  fingerprint BLOB NOT NULL,
  sealed_keys BLOB NOT NULL, -- the device's own keys, under the machine secret
  created     INTEGER NOT NULL
) STRICT;
CREATE TABLE device_setting (
  name   TEXT PRIMARY KEY,
  sealed BLOB NOT NULL
) STRICT;
CREATE TABLE person (
  id             TEXT PRIMARY KEY,
  login          TEXT NOT NULL UNIQUE,
  display_name   TEXT NOT NULL,
  roles          TEXT NOT NULL,
  kdf            TEXT NOT NULL,
  iterations     INTEGER NOT NULL,
  salt           BLOB NOT NULL,
  seal_public    BLOB NOT NULL,
  sign_public    BLOB NOT NULL,
  sealed_private BLOB NOT NULL, -- HPKE key, signing key, authenticator secret, under the user key
  mac            BLOB NOT NULL, -- over identity, roles and public keys, under the machine secret
  totp_step      INTEGER NOT NULL,
  failures       INTEGER NOT NULL DEFAULT 0,
  blocked_until  INTEGER NOT NULL DEFAULT 0,
  created        INTEGER NOT NULL
) STRICT;
CREATE TABLE zone (
  zone    TEXT NOT NULL,
  version INTEGER NOT NULL,
  public  BLOB NOT NULL,
  mac     BLOB NOT NULL,
  PRIMARY KEY (zone, version)
) STRICT;
CREATE TABLE zone_grant (
  zone    TEXT NOT NULL,
  version INTEGER NOT NULL,
  person  TEXT NOT NULL REFERENCES person(id),
  sealed  BLOB NOT NULL,
  PRIMARY KEY (zone, version, person)
) STRICT;
CREATE TABLE owner_key (
  owner   TEXT NOT NULL, -- an import, a document, or '' for the workspace
  zone    TEXT NOT NULL,
  version INTEGER NOT NULL,
  wrapped BLOB NOT NULL,
  PRIMARY KEY (owner, zone)
) STRICT;

-- storage/blob
CREATE TABLE blob (
  owner  TEXT NOT NULL,
  kind   TEXT NOT NULL,
  number INTEGER NOT NULL,
  zone   TEXT NOT NULL,
  name   TEXT NOT NULL UNIQUE, -- SHA-256 of the sealed bytes
  size   INTEGER NOT NULL,
  PRIMARY KEY (owner, kind, number)
) STRICT;

-- storage/casestore
CREATE TABLE import (
  id             TEXT PRIMARY KEY,
  state          TEXT NOT NULL,
  content_mac    BLOB NOT NULL,
  media_type     TEXT NOT NULL,
  bytes          INTEGER NOT NULL,
  pages          INTEGER NOT NULL,
  sealed_source  BLOB NOT NULL,
  refusal_reason TEXT NOT NULL DEFAULT '',
  refusal_detail TEXT NOT NULL DEFAULT '',
  person         TEXT NOT NULL,
  imported       INTEGER NOT NULL,
  changed        INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX import_content ON import(content_mac) WHERE state NOT IN ('refused', 'purged');
CREATE TABLE page (
  import TEXT NOT NULL REFERENCES import(id),
  number INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (import, number)
) STRICT;
CREATE TABLE document (
  id       TEXT PRIMARY KEY,
  import   TEXT NOT NULL REFERENCES import(id),
  position INTEGER NOT NULL,
  state    TEXT NOT NULL,
  version  INTEGER NOT NULL,
  type     TEXT NOT NULL,
  pages    INTEGER NOT NULL,
  fields   INTEGER NOT NULL,
  open     INTEGER NOT NULL,
  urgent   INTEGER NOT NULL DEFAULT 0,
  indexed  INTEGER NOT NULL DEFAULT 0,
  sealed   BLOB NOT NULL,
  imported INTEGER NOT NULL,
  changed  INTEGER NOT NULL
) STRICT;
CREATE INDEX document_import ON document(import, position);
CREATE INDEX document_state ON document(state, imported);
CREATE TABLE span (
  document TEXT NOT NULL REFERENCES document(id),
  id       TEXT NOT NULL,
  position INTEGER NOT NULL,
  sealed   BLOB NOT NULL,
  PRIMARY KEY (document, id)
) STRICT;
CREATE TABLE decision (
  document TEXT NOT NULL REFERENCES document(id),
  number   INTEGER NOT NULL,
  sealed   BLOB NOT NULL,
  PRIMARY KEY (document, number)
) STRICT;
CREATE TABLE draft (
  document TEXT NOT NULL REFERENCES document(id),
  person   TEXT NOT NULL REFERENCES person(id),
  sealed   BLOB NOT NULL,
  PRIMARY KEY (document, person)
) STRICT;
CREATE TABLE search_index (
  document TEXT PRIMARY KEY REFERENCES document(id),
  tokens   BLOB NOT NULL
) STRICT;
CREATE TABLE record (
  id       TEXT PRIMARY KEY,
  document TEXT NOT NULL UNIQUE REFERENCES document(id),
  digest   TEXT NOT NULL,
  person   TEXT NOT NULL,
  signed   INTEGER NOT NULL
) STRICT;
CREATE TABLE outbox (
  seq      INTEGER PRIMARY KEY AUTOINCREMENT,
  record   TEXT NOT NULL UNIQUE REFERENCES record(id),
  state    TEXT NOT NULL, -- waiting, sent, settled
  attempts INTEGER NOT NULL DEFAULT 0,
  queued   INTEGER NOT NULL,
  tried    INTEGER NOT NULL DEFAULT 0,
  problem  TEXT NOT NULL DEFAULT '',
  receipt  BLOB
) STRICT;
CREATE TABLE preference (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
