-- storage/rulings: what a practice has set for its rules. A row's text is sealed; ruling_head is a keyed hash over all rows.
CREATE TABLE ruling (
  kind    TEXT NOT NULL, -- practice, bundle, restriction, glass, patient
  id      TEXT NOT NULL,
  sealed  BLOB NOT NULL,
  changed INTEGER NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT;
CREATE TABLE ruling_head (
  id  INTEGER PRIMARY KEY CHECK (id = 1),
  mac BLOB NOT NULL
) STRICT;
-- what a person typed, for the privacy officer alone
CREATE TABLE ruling_text (
  owner  TEXT NOT NULL, -- glass or restriction
  name   TEXT NOT NULL, -- reason, note
  sealed BLOB NOT NULL,
  PRIMARY KEY (owner, name)
) STRICT;
