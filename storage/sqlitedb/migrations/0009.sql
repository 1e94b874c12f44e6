-- storage/rowseal: keyed sums over the rows of every table
CREATE TABLE row_seal (
  tbl   TEXT NOT NULL,
  owner TEXT NOT NULL, -- first column of the rows' key, or a run of numbers
  rows  INTEGER NOT NULL,
  sum   BLOB NOT NULL,
  PRIMARY KEY (tbl, owner)
) STRICT, WITHOUT ROWID;
CREATE TABLE row_slot (
  tbl  TEXT NOT NULL,
  slot INTEGER NOT NULL,
  sum  BLOB NOT NULL,
  PRIMARY KEY (tbl, slot)
) STRICT, WITHOUT ROWID;
CREATE TABLE row_head (
  id     INTEGER PRIMARY KEY CHECK (id = 1),
  writes INTEGER NOT NULL,
  total  BLOB NOT NULL,
  own    BLOB NOT NULL, -- MAC over writes and total
  mac    BLOB NOT NULL  -- MAC over all that and the trail's checkpoint, the counters, the schema
) STRICT;
