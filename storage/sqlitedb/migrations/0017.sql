-- storage/casestore: what coders change on signed documents, and their addenda as records of their own: a document has one
-- record of number 0, and a coder's addenda are 1, 2, …
CREATE TABLE coding (
  document TEXT NOT NULL REFERENCES document(id),
  number   INTEGER NOT NULL,
  person   TEXT NOT NULL,
  sealed   BLOB NOT NULL,
  at       INTEGER NOT NULL,
  PRIMARY KEY (document, number)
) STRICT;
CREATE TABLE record_numbered (
  id       TEXT PRIMARY KEY,
  document TEXT NOT NULL REFERENCES document(id),
  digest   TEXT NOT NULL,
  person   TEXT NOT NULL,
  signed   INTEGER NOT NULL,
  number   INTEGER NOT NULL DEFAULT 0,
  UNIQUE (document, number)
) STRICT;
INSERT INTO record_numbered (id, document, digest, person, signed) SELECT id, document, digest, person, signed FROM record;
CREATE TABLE outbox_numbered (
  seq      INTEGER PRIMARY KEY AUTOINCREMENT,
  record   TEXT NOT NULL UNIQUE REFERENCES record_numbered(id),
  state    TEXT NOT NULL, -- waiting, sent, settled
  attempts INTEGER NOT NULL DEFAULT 0,
  queued   INTEGER NOT NULL,
  tried    INTEGER NOT NULL DEFAULT 0,
  problem  TEXT NOT NULL DEFAULT '',
  receipt  BLOB
) STRICT;
INSERT INTO outbox_numbered SELECT seq, record, state, attempts, queued, tried, problem, receipt FROM outbox;
DELETE FROM sqlite_sequence WHERE name = 'outbox_numbered';
INSERT INTO sqlite_sequence (name, seq) SELECT 'outbox_numbered', seq FROM sqlite_sequence WHERE name = 'outbox'; -- no number is used twice
DROP TABLE outbox;
DROP TABLE record;
ALTER TABLE record_numbered RENAME TO record;
ALTER TABLE outbox_numbered RENAME TO outbox;
