-- storage/retention: the practice's schedule, legal holds, disposals
CREATE TABLE retention_schedule (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL,
  sealed  BLOB NOT NULL, -- settings and changes of the table
  person  TEXT NOT NULL,
  changed INTEGER NOT NULL
) STRICT;
CREATE TABLE hold (
  id            TEXT PRIMARY KEY,
  kind          TEXT NOT NULL, -- document, patient, search, everything
  state         TEXT NOT NULL, -- active, asked, released
  sealed_scope  BLOB NOT NULL, -- zone working: what is searched for
  sealed_reason BLOB NOT NULL, -- zone audit: reason and matter
  person        TEXT NOT NULL,
  made          INTEGER NOT NULL,
  asked_by      TEXT NOT NULL DEFAULT '',
  asked         INTEGER NOT NULL DEFAULT 0,
  released_by   TEXT NOT NULL DEFAULT '',
  released      INTEGER NOT NULL DEFAULT 0,
  second        TEXT NOT NULL DEFAULT '' -- how the second look was had
) STRICT;
CREATE TABLE hold_document (
  hold     TEXT NOT NULL REFERENCES hold(id),
  document TEXT NOT NULL,
  PRIMARY KEY (hold, document)
) STRICT;
CREATE INDEX hold_document_document ON hold_document(document);
CREATE TABLE disposal (
  id          TEXT PRIMARY KEY,
  state       TEXT NOT NULL, -- ordered, approved, done, cancelled
  digest      TEXT NOT NULL, -- SHA-256 of the signed plan
  salt        BLOB NOT NULL,
  ordered_by  TEXT NOT NULL,
  ordered     INTEGER NOT NULL,
  plan        BLOB NOT NULL, -- DSSE envelope
  approved_by TEXT NOT NULL DEFAULT '',
  approved    INTEGER NOT NULL DEFAULT 0,
  second      TEXT NOT NULL DEFAULT '',
  approval    BLOB, -- DSSE envelope
  finished    INTEGER NOT NULL DEFAULT 0,
  certificate BLOB -- DSSE envelope
) STRICT;
CREATE TABLE disposal_item (
  disposal  TEXT NOT NULL REFERENCES disposal(id),
  number    INTEGER NOT NULL,
  kind      TEXT NOT NULL, -- original, chart, refused, release
  owner     TEXT NOT NULL,
  version   INTEGER NOT NULL,
  rule      TEXT NOT NULL,
  state     TEXT NOT NULL, -- pending, done, kept
  why       TEXT NOT NULL DEFAULT '',
  documents TEXT NOT NULL DEFAULT '', -- ids, with commas
  pages     INTEGER NOT NULL DEFAULT 0,
  files     INTEGER NOT NULL DEFAULT 0,
  bytes     INTEGER NOT NULL DEFAULT 0,
  remaining INTEGER NOT NULL DEFAULT 0, -- files that could not be wiped
  digest    TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (disposal, number)
) STRICT;
