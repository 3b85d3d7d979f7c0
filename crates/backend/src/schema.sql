-- Portable: TEXT and BIGINT only. Points in time are milliseconds since 1970, money is fen, texts in
-- several languages are JSON.

CREATE TABLE counters (
    name TEXT NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);

-- What the hall's other systems know. Filled by import.

CREATE TABLE citizens (
    sub TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL
);

-- Exactly one of citizen and reference says whose it is.
CREATE TABLE dues (
    id TEXT NOT NULL PRIMARY KEY,
    service TEXT NOT NULL,
    citizen TEXT REFERENCES citizens (sub),
    reference TEXT,
    payer TEXT NOT NULL,
    title TEXT NOT NULL,
    detail TEXT NOT NULL,
    amount BIGINT NOT NULL,
    held_by TEXT,
    paid_by TEXT
);
CREATE INDEX dues_by_citizen ON dues (service, citizen);
CREATE INDEX dues_by_reference ON dues (service, reference);
CREATE INDEX dues_held ON dues (held_by);

CREATE TABLE hospitals (
    id TEXT NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    detail TEXT NOT NULL
);

CREATE TABLE departments (
    id TEXT NOT NULL PRIMARY KEY,
    hospital TEXT NOT NULL REFERENCES hospitals (id),
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    detail TEXT NOT NULL
);

CREATE TABLE doctors (
    id TEXT NOT NULL PRIMARY KEY,
    department TEXT NOT NULL REFERENCES departments (id),
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    detail TEXT NOT NULL,
    fee BIGINT NOT NULL
);

-- day is 2026-11-24, starts and ends are 08:30, as the clock in the hall shows it.
CREATE TABLE slots (
    id TEXT NOT NULL PRIMARY KEY,
    doctor TEXT NOT NULL REFERENCES doctors (id),
    day TEXT NOT NULL,
    starts TEXT NOT NULL,
    ends TEXT NOT NULL,
    held_by TEXT,
    booked_by TEXT
);
CREATE INDEX slots_by_doctor ON slots (doctor, day, starts);
CREATE INDEX slots_held ON slots (held_by);

-- What kiosks have done.

-- A code is used once: code is its hash, cti what its issuer numbered it.
CREATE TABLE identifications (
    handle TEXT NOT NULL PRIMARY KEY,
    visit TEXT NOT NULL,
    code TEXT NOT NULL,
    issuer TEXT NOT NULL,
    cti TEXT NOT NULL,
    citizen TEXT NOT NULL REFERENCES citizens (sub),
    expires_at BIGINT NOT NULL,
    UNIQUE (issuer, cti)
);
CREATE INDEX identifications_by_code ON identifications (code);

CREATE TABLE applications (
    key TEXT NOT NULL PRIMARY KEY,
    request TEXT NOT NULL,
    answer TEXT NOT NULL,
    case_number TEXT NOT NULL UNIQUE,
    service TEXT NOT NULL,
    citizen TEXT,
    machine TEXT NOT NULL,
    order_id TEXT,
    made_at BIGINT NOT NULL
);

CREATE TABLE orders (
    id TEXT NOT NULL PRIMARY KEY,
    application TEXT NOT NULL REFERENCES applications (key),
    machine TEXT NOT NULL,
    payer TEXT NOT NULL,
    demand TEXT NOT NULL,
    amount BIGINT NOT NULL,
    withdrawn BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    wake_at BIGINT,
    version BIGINT NOT NULL
);
CREATE INDEX orders_by_wake ON orders (wake_at);

CREATE TABLE payments (
    key TEXT NOT NULL PRIMARY KEY,
    order_id TEXT NOT NULL REFERENCES orders (id),
    trade TEXT NOT NULL UNIQUE,
    channel TEXT,
    known TEXT NOT NULL,
    asked BIGINT NOT NULL,
    pursuit TEXT,
    refused TEXT
);
CREATE INDEX payments_by_order ON payments (order_id);

CREATE TABLE receipts (
    number TEXT NOT NULL PRIMARY KEY,
    order_id TEXT NOT NULL UNIQUE REFERENCES orders (id),
    payment TEXT NOT NULL UNIQUE REFERENCES payments (key),
    reclaim_code TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL,
    delivery TEXT,
    issued_at BIGINT NOT NULL
);
