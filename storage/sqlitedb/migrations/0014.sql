-- storage/vault: smart cards that open a person's keys, and security modules that guard zones
CREATE TABLE person_card (
  id      TEXT PRIMARY KEY, -- of the card's public key
  person  TEXT NOT NULL REFERENCES person(id),
  wrapped BLOB NOT NULL, -- a key, sealed to the card
  sealed  BLOB NOT NULL, -- the person's keys, under that one and the root secret
  made    INTEGER NOT NULL
) STRICT;
CREATE TABLE zone_guard (
  zone   TEXT PRIMARY KEY,
  public BLOB NOT NULL, -- of the module
  mac    BLOB NOT NULL
) STRICT;
