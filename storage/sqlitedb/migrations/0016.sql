-- storage/quality: what the trail of each day says, as counts, and what the files of an import say of the scanner. No text out of
-- a chart: ids, machine words from closed lists, numbers.
CREATE TABLE quality_day (
  day   TEXT PRIMARY KEY, -- 2026-11-22
  tally BLOB NOT NULL
) STRICT;
CREATE TABLE quality_mark (
  id   INTEGER PRIMARY KEY CHECK (id = 1),
  next INTEGER NOT NULL -- first entry of the trail that no kept day has counted
) STRICT;
CREATE TABLE quality_source (
  import TEXT PRIMARY KEY REFERENCES import(id),
  maker  TEXT NOT NULL, -- of a closed list; empty: not known
  dpi    INTEGER NOT NULL -- 0: not known
) STRICT;
