-- Money that has to go back to who paid it. number is our number for the refund at the channel; it
-- is made here, once, so that however often the channel is asked the money moves once.
CREATE TABLE refunds_due (
    number TEXT NOT NULL PRIMARY KEY,
    order_id TEXT NOT NULL UNIQUE REFERENCES orders (id),
    payment TEXT NOT NULL REFERENCES payments (key),
    amount BIGINT NOT NULL,
    reason TEXT NOT NULL,
    case_number TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    given_at BIGINT
);

-- Who has come to an appointment. holder is what it is booked under, position counts by the list of
-- whom the doctor sees that day.
CREATE TABLE check_ins (
    holder TEXT NOT NULL PRIMARY KEY,
    list TEXT NOT NULL,
    day TEXT NOT NULL,
    position BIGINT NOT NULL,
    case_number TEXT NOT NULL,
    at BIGINT NOT NULL,
    UNIQUE (list, day, position)
);
