//! What the backend keeps, read beside it.

use std::time::Duration;

use anyhow::Context as _;
use rusqlite::{Connection, OpenFlags, OptionalExtension as _, ToSql};
use stage::hall::hex;

use super::guest::Guest;

/// What is said last takes a moment to arrive: nobody waits for it at the machine.
const ARRIVES: Duration = Duration::from_secs(20);

/// The backend's database, opened only to be read.
pub struct Records(Connection);

impl Records {
    pub fn of(guest: &Guest<'_>) -> anyhow::Result<Self> {
        let path = guest.world.hall.places().database();
        let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        connection.busy_timeout(Duration::from_secs(5))?;
        Ok(Self(connection))
    }

    /// Key and case number of the last application for this service.
    pub fn last(&self, service: &str) -> anyhow::Result<(String, String)> {
        let query = "SELECT key, case_number FROM applications
                     WHERE service = ?1 ORDER BY made_at DESC LIMIT 1";
        let read = self
            .0
            .query_row(query, [service], |row| Ok((row.get(0)?, row.get(1)?)));
        read.with_context(|| format!("no application for {service}"))
    }

    /// Waits until the last application for this service has this level.
    pub async fn rated(&self, service: &str, level: u8) -> anyhow::Result<()> {
        let (key, _) = self.last(service)?;
        let mut ticks = tokio::time::interval(Duration::from_millis(100));
        let arriving = async {
            loop {
                ticks.tick().await;
                let query = "SELECT level FROM ratings WHERE application = ?1";
                if let Some(given) = self.one::<u8>(query, &[&key])? {
                    return anyhow::Ok(given);
                }
            }
        };
        let given = tokio::time::timeout(ARRIVES, arriving).await;
        let given = given.with_context(|| format!("nobody rated {service}"))??;
        anyhow::ensure!(given == level, "{given} of 5, not {level}");
        Ok(())
    }

    /// Who holds an item of a list, if anybody.
    pub fn holder(&self, list: &str, id: &str) -> anyhow::Result<Option<String>> {
        let query = "SELECT held_by FROM items WHERE list = ?1 AND id = ?2";
        Ok(self.one::<Option<String>>(query, &[&list, &id])?.flatten())
    }

    /// The time that this citizen has booked with a doctor.
    pub fn slot_of(&self, guest: &Guest<'_>) -> anyhow::Result<Option<String>> {
        let query = "SELECT i.id FROM items i JOIN applications a ON a.order_id = i.taken_by
                     WHERE i.list = 'doctor-slots' AND a.citizen = ?1";
        self.one(query, &[&hex(&guest.citizen.sub())])
    }

    /// The amounts that have to go back, in fen.
    pub fn refunds(&self) -> anyhow::Result<Vec<i64>> {
        let mut refunds = self.0.prepare("SELECT amount FROM refunds_due")?;
        let amounts = refunds.query_map([], |row| row.get(0))?;
        Ok(amounts.collect::<Result<_, _>>()?)
    }

    /// The last number that was given for a business.
    pub fn last_ticket(&self, queue: &str) -> anyhow::Result<u32> {
        let query = "SELECT max(number) FROM tickets WHERE queue = ?1";
        let number = self.one::<Option<u32>>(query, &[&queue])?.flatten();
        number.with_context(|| format!("no number for {queue}"))
    }

    /// How often a receipt was printed again.
    pub fn reprints(&self, receipt: &str) -> anyhow::Result<u32> {
        let query = "SELECT reprints FROM receipts WHERE number = ?1";
        let reprints = self.one(query, &[&receipt])?;
        reprints.with_context(|| format!("no receipt {receipt}"))
    }

    fn one<T: rusqlite::types::FromSql>(
        &self,
        query: &str,
        values: &[&dyn ToSql],
    ) -> anyhow::Result<Option<T>> {
        let read = self.0.query_row(query, values, |row| row.get(0));
        Ok(read.optional()?)
    }
}
