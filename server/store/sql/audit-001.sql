-- Records of the audit table (file/audit) of what was committed with them, until the table itself is on the disk: a batch of the
-- writer a row, one record a line.
CREATE TABLE audit_machi (
    id     INTEGER PRIMARY KEY, -- number of the batch; it only rises
    kiroku TEXT NOT NULL
) STRICT;
