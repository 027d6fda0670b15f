-- Partitions for the two tables that grow without end, on PostgreSQL 15: the audit log and the log of marks.
-- Run once, with the server stopped, as the owner of the tables: psql -1 -v ON_ERROR_STOP=1 -f partitions.sql
-- The program needs no change; docs/scaling.md says what was tried. Sizes are for a country: smaller ones do no good.

-- The audit log by its number: old partitions can be detached and kept elsewhere once they are sealed.
ALTER TABLE audit_entry RENAME TO audit_entry_0;
ALTER SEQUENCE audit_entry_id_seq RENAME TO audit_entry_0_id_seq;
CREATE TABLE audit_entry (LIKE audit_entry_0 INCLUDING DEFAULTS INCLUDING IDENTITY INCLUDING CONSTRAINTS INCLUDING INDEXES) PARTITION BY RANGE (id);
DO $$
DECLARE
  size CONSTANT bigint := 50000000;
  first bigint;
BEGIN
  SELECT size * (coalesce(max(id), 0) / size + 1) INTO first FROM audit_entry_0;
  PERFORM setval(pg_get_serial_sequence('audit_entry', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM audit_entry_0), false);
  ALTER TABLE audit_entry_0 ALTER COLUMN id DROP IDENTITY;
  EXECUTE format('ALTER TABLE audit_entry ATTACH PARTITION audit_entry_0 FOR VALUES FROM (MINVALUE) TO (%s)', first);
  FOR n IN 1..20 LOOP
    EXECUTE format('CREATE TABLE audit_entry_%s PARTITION OF audit_entry FOR VALUES FROM (%s) TO (%s)', n, first + (n - 1) * size, first + n * size);
    EXECUTE format('CREATE TRIGGER audit_entry_%s_append_only BEFORE UPDATE OR DELETE ON audit_entry_%s FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()', n, n);
  END LOOP;
END $$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

-- The marks by the hash of their attendee: what makes a repeated mark the same mark is unique, and a unique key must hold the partition key.
ALTER TABLE attendance_attendancemark RENAME TO attendance_attendancemark_before;
CREATE TABLE attendance_attendancemark (LIKE attendance_attendancemark_before INCLUDING DEFAULTS INCLUDING IDENTITY INCLUDING CONSTRAINTS)
  PARTITION BY HASH (attendee_id);
DO $$
BEGIN
  FOR n IN 0..15 LOOP
    EXECUTE format('CREATE TABLE attendance_attendancemark_%s PARTITION OF attendance_attendancemark FOR VALUES WITH (MODULUS 16, REMAINDER %s)', n, n);
  END LOOP;
END $$;
INSERT INTO attendance_attendancemark OVERRIDING SYSTEM VALUE SELECT * FROM attendance_attendancemark_before;
SELECT setval(pg_get_serial_sequence('attendance_attendancemark', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM attendance_attendancemark), false);
DROP TABLE attendance_attendancemark_before;
ALTER TABLE attendance_attendancemark ADD PRIMARY KEY (id, attendee_id);
ALTER TABLE attendance_attendancemark ADD CONSTRAINT mark_once UNIQUE (attendee_id, nonce);
ALTER TABLE attendance_attendancemark ADD FOREIGN KEY (attendee_id) REFERENCES attendance_attendee (id) DEFERRABLE INITIALLY DEFERRED;
ANALYZE audit_entry;
ANALYZE attendance_attendancemark;
