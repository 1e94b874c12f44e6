-- storage/vault: how people stand, wrong tries, and the register of all people. The columns failures, blocked_until and
-- totp_step of person are read once, when a workspace of before is taken over.
ALTER TABLE person ADD COLUMN standing TEXT NOT NULL DEFAULT ''; -- disabled, password to be changed, recovery codes as hashes; under mac
ALTER TABLE person ADD COLUMN tries TEXT NOT NULL DEFAULT '';    -- wrong tries, last sign-in, last authenticator step
ALTER TABLE person ADD COLUMN tries_mac BLOB NOT NULL DEFAULT x'';
CREATE TABLE people_register (
  id    INTEGER PRIMARY KEY CHECK (id = 1),
  sum   BLOB NOT NULL,    -- over everybody's mac
  since INTEGER NOT NULL, -- an entry of the trail at or after this index names the sum
  mac   BLOB NOT NULL
) STRICT;
CREATE TABLE sign_in_guard (
  id    INTEGER PRIMARY KEY CHECK (id = 1),
  state TEXT NOT NULL,    -- wrong tries over all logins
  mac   BLOB NOT NULL
) STRICT;
