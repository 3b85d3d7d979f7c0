-- What citizens choose from, whatever it is, instead of a table for each kind of thing.

-- under_id is the answer to an earlier question: an item of another list, or an option of the
-- service's file. owner is whose it is; nobody else is shown it. capacity is 1 where one can have
-- it, and NULL where everybody can. day is 2026-11-24, starts and ends are 08:30, as the clock in
-- the hall shows it; an item without a name is called by its time.
--
-- held_by is an order or a case, or, with held_for and held_until, a visit: held_for is the
-- question, and at held_until it is over without anybody doing anything. taken_by is the order
-- that was paid, or the case where nothing had to be.
CREATE TABLE items (
    list TEXT NOT NULL,
    id TEXT NOT NULL,
    under_id TEXT,
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    detail TEXT NOT NULL,
    fee BIGINT,
    owner TEXT REFERENCES citizens (sub),
    day TEXT,
    starts TEXT,
    ends TEXT,
    capacity BIGINT,
    held_by TEXT,
    held_for TEXT,
    held_until BIGINT,
    taken_by TEXT,
    PRIMARY KEY (list, id)
);
CREATE INDEX items_by_place ON items (list, under_id);
CREATE INDEX items_by_owner ON items (owner, list);
CREATE INDEX items_held ON items (held_by);
CREATE INDEX items_taken ON items (taken_by);

INSERT INTO items (list, id, position, name, detail)
    SELECT 'hospitals', id, position, name, detail FROM hospitals;
INSERT INTO items (list, id, under_id, position, name, detail)
    SELECT 'departments', id, hospital, position, name, detail FROM departments;
INSERT INTO items (list, id, under_id, position, name, detail, fee)
    SELECT 'doctors', id, department, position, name, detail, fee FROM doctors;
INSERT INTO items
    (list, id, under_id, position, name, detail, fee, day, starts, ends, capacity, held_by, taken_by)
    SELECT 'doctor-slots', s.id, s.doctor, 0, '{}', '{}', d.fee, s.day, s.starts, s.ends, 1,
        s.held_by, s.booked_by
    FROM slots s JOIN doctors d ON d.id = s.doctor;

DROP TABLE slots;
DROP TABLE doctors;
DROP TABLE departments;
DROP TABLE hospitals;

-- What a register knows of a citizen, for statements. list is the service that prints it; starts and
-- ends are the first and the last month, 2026-01; base and paid are fen.
CREATE TABLE register (
    list TEXT NOT NULL,
    citizen TEXT NOT NULL REFERENCES citizens (sub),
    starts TEXT NOT NULL,
    ends TEXT NOT NULL,
    company TEXT NOT NULL,
    base BIGINT NOT NULL,
    paid BIGINT NOT NULL,
    PRIMARY KEY (list, citizen, starts, company)
);

-- documents are those that come with the receipt, JSON. takes is how many dues and items it took;
-- done_at is when they became its own.
ALTER TABLE applications ADD COLUMN documents TEXT;
ALTER TABLE applications ADD COLUMN takes BIGINT;
ALTER TABLE applications ADD COLUMN done_at BIGINT;
UPDATE applications SET done_at = arrived_at WHERE order_id IS NULL;
UPDATE applications
    SET done_at = (SELECT issued_at FROM receipts WHERE receipts.order_id = applications.order_id)
    WHERE order_id IS NOT NULL;
