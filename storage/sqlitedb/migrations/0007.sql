-- storage/vault: recovery sets. A set's public key is an escrow; its private key is on paper, or in a security module.
CREATE TABLE recovery_set (
  id          TEXT PRIMARY KEY, -- of the escrow
  needs       INTEGER NOT NULL,
  shares      INTEGER NOT NULL, -- 0: the key is in a security module
  digests     BLOB NOT NULL,    -- one a card: hashes of 256 random bits
  sealed_auth BLOB NOT NULL,    -- key of the MACs, under the root secret; the private key gives it too
  mac         BLOB NOT NULL,
  person      TEXT NOT NULL,
  made        INTEGER NOT NULL
) STRICT;
CREATE TABLE recovery_secret (
  escrow TEXT NOT NULL,
  kind   TEXT NOT NULL, -- machine, epoch
  name   TEXT NOT NULL, -- fingerprint of the machine secret, id of the epoch
  sealed BLOB NOT NULL,
  mac    BLOB NOT NULL,
  PRIMARY KEY (escrow, kind, name)
) STRICT;
CREATE TABLE recovery_rehearsal (
  number    INTEGER PRIMARY KEY AUTOINCREMENT,
  escrow    TEXT NOT NULL,
  person    TEXT NOT NULL,
  at        INTEGER NOT NULL,
  statement BLOB NOT NULL -- signed
) STRICT;
