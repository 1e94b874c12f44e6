-- storage/casestore: what became of the files of an import, to be looked at again. Counts are not kept: they are counted from the
-- documents when somebody looks.
CREATE TABLE import_report (
  id     TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  at     INTEGER NOT NULL
) STRICT;
CREATE TABLE import_file (
  report TEXT NOT NULL REFERENCES import_report(id),
  number INTEGER NOT NULL,
  import TEXT NOT NULL DEFAULT '', -- empty: refused before it was kept
  fate   TEXT NOT NULL, -- taken, duplicate, refused
  reason TEXT NOT NULL DEFAULT '',
  detail TEXT NOT NULL DEFAULT '',
  sealed BLOB NOT NULL, -- the name, under the import's key, or the report's where there is no import; empty where neither could seal
  PRIMARY KEY (report, number)
) STRICT;
