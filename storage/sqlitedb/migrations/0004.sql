-- storage/casestore: forms that an administrator drew zones on
CREATE TABLE form_template (
  id      TEXT PRIMARY KEY,
  sealed  BLOB NOT NULL, -- name, words of its print, zones
  person  TEXT NOT NULL,
  changed INTEGER NOT NULL
) STRICT;
