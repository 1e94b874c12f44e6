-- storage/audit: what entries are searched by (ids and words of the entry itself), and the device's seal over what stands
-- beside the tree
ALTER TABLE audit_entry ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE audit_entry ADD COLUMN action TEXT NOT NULL DEFAULT '';
ALTER TABLE audit_entry ADD COLUMN person TEXT NOT NULL DEFAULT '';
ALTER TABLE audit_entry ADD COLUMN import TEXT NOT NULL DEFAULT '';
UPDATE audit_entry SET
  at = CAST(round(unixepoch(json_extract(CAST(leaf AS TEXT), '$.at'), 'subsec') * 1000) AS INTEGER),
  action = coalesce(json_extract(CAST(leaf AS TEXT), '$.action'), ''),
  person = coalesce(json_extract(CAST(leaf AS TEXT), '$.person'), ''),
  import = CASE WHEN instr(' ' || coalesce(json_extract(CAST(leaf AS TEXT), '$.detail'), ''), ' import=') > 0
    THEN substr(json_extract(CAST(leaf AS TEXT), '$.detail'), instr(' ' || json_extract(CAST(leaf AS TEXT), '$.detail'), ' import=') + 7, 32)
    ELSE '' END;
CREATE INDEX audit_entry_at ON audit_entry(at);
CREATE INDEX audit_entry_action ON audit_entry(action);
CREATE INDEX audit_entry_person ON audit_entry(person);
CREATE INDEX audit_entry_import ON audit_entry(import, idx) WHERE import <> '';
ALTER TABLE audit_head ADD COLUMN size INTEGER NOT NULL DEFAULT 0;
ALTER TABLE audit_head ADD COLUMN signs TEXT NOT NULL DEFAULT ''; -- the verifier key of the newest entries; key is the first one
ALTER TABLE audit_head ADD COLUMN sums BLOB NOT NULL DEFAULT x''; -- running hash of the signatures, and of the witnessed checkpoints
ALTER TABLE audit_head ADD COLUMN seal BLOB NOT NULL DEFAULT x''; -- the device's signature over both
UPDATE audit_head SET signs = key, size = (SELECT coalesce(max(idx) + 1, 0) FROM audit_entry);
