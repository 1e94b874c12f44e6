-- storage/vault: versions of keys, and what keeps an old copy from opening
ALTER TABLE workspace ADD COLUMN sealed_root BLOB NOT NULL DEFAULT x''; -- under the machine secret; empty: not brought up yet
ALTER TABLE workspace ADD COLUMN machine_made INTEGER NOT NULL DEFAULT 0; -- when the machine secret was renewed, 0: never
ALTER TABLE workspace ADD COLUMN device_made INTEGER NOT NULL DEFAULT 0;
ALTER TABLE zone ADD COLUMN made INTEGER NOT NULL DEFAULT 0; -- 0: with the workspace
ALTER TABLE zone ADD COLUMN reason TEXT NOT NULL DEFAULT '';
-- version is that of the zone key that wraps, and grows with it; key_version stands in what the key has sealed, and stays
ALTER TABLE owner_key ADD COLUMN key_version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE owner_key ADD COLUMN key_id TEXT NOT NULL DEFAULT ''; -- random, the same through every wrapping
ALTER TABLE owner_key ADD COLUMN epoch TEXT NOT NULL DEFAULT ''; -- empty: made before there were epochs
UPDATE owner_key SET key_id = lower(hex(randomblob(16)));
CREATE INDEX owner_key_zone ON owner_key(zone, version);
CREATE INDEX owner_key_epoch ON owner_key(epoch);
CREATE TABLE key_epoch (
  id          TEXT PRIMARY KEY,
  month       TEXT NOT NULL,
  state       TEXT NOT NULL, -- current, closed, dying
  fingerprint BLOB NOT NULL, -- the secret itself is in the keyring only
  made        INTEGER NOT NULL
) STRICT;
CREATE TABLE key_order ( -- zones that are to get a new key as soon as somebody is there who holds them
  zone    TEXT PRIMARY KEY,
  reason  TEXT NOT NULL,
  person  TEXT NOT NULL,
  ordered INTEGER NOT NULL
) STRICT;
CREATE TABLE key_escrow ( -- keys that are nobody's at a desk: recovery
  id     TEXT PRIMARY KEY,
  public BLOB NOT NULL,
  mac    BLOB NOT NULL,
  made   INTEGER NOT NULL
) STRICT;
CREATE TABLE zone_escrow (
  zone    TEXT NOT NULL,
  version INTEGER NOT NULL,
  escrow  TEXT NOT NULL REFERENCES key_escrow(id),
  sealed  BLOB NOT NULL,
  PRIMARY KEY (zone, version, escrow)
) STRICT;
