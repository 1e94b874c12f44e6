-- storage/casestore: a file that a person put pages of into a file that had come in. It lies beside that file's original, as its
-- original of this number, and goes with it. A page out of it has a number of its own.
CREATE TABLE scan (
  import      TEXT NOT NULL REFERENCES import(id),
  number      INTEGER NOT NULL, -- from 1
  content_mac BLOB NOT NULL,
  pages       INTEGER NOT NULL, -- that it has, whether they are used or not
  sealed      BLOB NOT NULL,    -- its source
  person      TEXT NOT NULL,
  at          INTEGER NOT NULL,
  PRIMARY KEY (import, number)
) STRICT;
CREATE INDEX scan_content ON scan(content_mac);
ALTER TABLE page ADD COLUMN scan INTEGER NOT NULL DEFAULT 0;  -- the scan that it came in with; 0: the file itself
ALTER TABLE page ADD COLUMN sheet INTEGER NOT NULL DEFAULT 0; -- its number there
CREATE UNIQUE INDEX page_sheet ON page(import, scan, sheet) WHERE scan > 0;
