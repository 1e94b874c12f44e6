-- storage/casestore: the second looks at a document. Who took which step and when is clear, as in the trail; what was looked at
-- and typed is sealed.
CREATE TABLE second_step (
  document TEXT NOT NULL REFERENCES document(id),
  number   INTEGER NOT NULL,
  person   TEXT NOT NULL,
  step     TEXT NOT NULL, -- first, second, third
  at       INTEGER NOT NULL,
  sealed   BLOB NOT NULL,
  PRIMARY KEY (document, number)
) STRICT;
