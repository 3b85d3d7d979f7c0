-- Businesses that are done at staffed windows. letter is what their numbers begin with, minutes is
-- how long one ticket takes until it is known better.
CREATE TABLE queues (
    id TEXT NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL,
    letter TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    place TEXT NOT NULL,
    minutes BIGINT NOT NULL
);

-- A window may see to several businesses.
CREATE TABLE queue_windows (
    number TEXT NOT NULL,
    queue TEXT NOT NULL REFERENCES queues (id),
    PRIMARY KEY (number, queue)
);

-- day is 2026-11-26 as the hall counts it. token is what a phone follows the ticket by; nobody can
-- guess it. called_at and called_to, the number of the window, are set together, once.
CREATE TABLE tickets (
    token TEXT NOT NULL PRIMARY KEY,
    queue TEXT NOT NULL REFERENCES queues (id),
    day TEXT NOT NULL,
    number BIGINT NOT NULL,
    case_number TEXT NOT NULL UNIQUE,
    taken_at BIGINT NOT NULL,
    called_at BIGINT,
    called_to TEXT,
    UNIQUE (queue, day, number)
);
CREATE INDEX tickets_called ON tickets (called_at);
