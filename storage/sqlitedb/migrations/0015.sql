-- storage/casestore: who is at work on a document, and what people ask each other about one
CREATE TABLE claim (
  document TEXT PRIMARY KEY REFERENCES document(id),
  person   TEXT NOT NULL REFERENCES person(id),
  since    INTEGER NOT NULL,
  until    INTEGER NOT NULL
) STRICT;
CREATE TABLE note (
  id       TEXT PRIMARY KEY,
  document TEXT NOT NULL REFERENCES document(id),
  kind     TEXT NOT NULL, -- question, answer, handed, taken
  sender   TEXT NOT NULL,
  reader   TEXT NOT NULL DEFAULT '', -- empty: whoever comes
  done     INTEGER NOT NULL DEFAULT 0, -- answered, or seen where there is nothing to answer
  sealed   BLOB NOT NULL,
  at       INTEGER NOT NULL
) STRICT;
CREATE INDEX note_document ON note(document, at);
