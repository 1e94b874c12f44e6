-- storage/tokens: the codes of de-identified releases
CREATE TABLE token_release (
  id     TEXT PRIMARY KEY,
  method TEXT NOT NULL,
  sealed BLOB NOT NULL, -- recipient, agreement, approval
  person TEXT NOT NULL,
  made   INTEGER NOT NULL
) STRICT;
CREATE TABLE token (
  release  TEXT NOT NULL REFERENCES token_release(id),
  code_mac BLOB NOT NULL,
  sealed   BLOB NOT NULL, -- the code and what it stands for
  PRIMARY KEY (release, code_mac)
) STRICT;
-- what was asked, so that asking can be limited; what a code stands for is not here
CREATE TABLE token_reveal (
  number   INTEGER PRIMARY KEY AUTOINCREMENT,
  release  TEXT NOT NULL,
  code_mac BLOB NOT NULL,
  person   TEXT NOT NULL,
  outcome  TEXT NOT NULL, -- given, unknown, refused
  at       INTEGER NOT NULL
) STRICT;
CREATE INDEX token_reveal_person ON token_reveal(person, at);
