-- Applications that a machine kept while it was cut off, and sent later.

-- made_at is when it was made at the machine; arrived_at when it was heard of here. answers is what
-- was asked for, JSON by question: a service without dues and slots has nothing else that says it.
ALTER TABLE applications ADD COLUMN arrived_at BIGINT;
ALTER TABLE applications ADD COLUMN answers TEXT;
UPDATE applications SET arrived_at = made_at;

-- The refusal of a kept application is its answer for ever: code is the problem's.
CREATE TABLE refused_applications (
    key TEXT NOT NULL PRIMARY KEY,
    request TEXT NOT NULL,
    code TEXT NOT NULL,
    service TEXT NOT NULL,
    machine TEXT NOT NULL,
    refused_at BIGINT NOT NULL
);

CREATE INDEX identifications_by_expiry ON identifications (expires_at);
