//! `office-queue audit`: the audit log as CSV, from a running service or a stopped one.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use clap::Args;
use office_queue::clock::Clock;
use office_queue::config::Config;
use office_queue::control::{Answer, Order, Queue};
use office_queue::store::AuditEntry;

use crate::{Failure, failed, need_database, once};

#[derive(Args)]
pub(crate) struct AuditCommand {
    /// The first day, such as 2026-11-01; else from the beginning
    #[arg(long, value_name = "DAY")]
    from: Option<NaiveDate>,
    /// The last day; else until now
    #[arg(long, value_name = "DAY")]
    to: Option<NaiveDate>,
}

/// Prints the log, oldest first. Days are those of the time zone in the config file; times are UTC.
pub(crate) fn run(command: &AuditCommand, config: &Config) -> Result<(), Failure> {
    need_database(config)?;
    let now = Clock::system().now();
    let from = command
        .from
        .map_or(DateTime::UNIX_EPOCH, |day| day_start(day, config.zone));
    let to = match command.to {
        Some(day) => day_start(day.checked_add_days(Days::new(1)).unwrap_or(day), config.zone),
        // Entries of a clock that was ahead are shown too.
        None => now + TimeDelta::days(366),
    };
    once(print(config, from, to, now))
}

async fn print(
    config: &Config,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let mut queue = Queue::reach(&config.data_dir).await.map_err(failed)?;
    let printed = print_from(&mut queue, from, to, now).await;
    queue.close().await;
    printed
}

async fn print_from(
    queue: &mut Queue,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let mut out = csv::Writer::from_writer(std::io::stdout());
    let header = ["at", "office", "account", "action", "visit"];
    if out.write_record(header).is_err() {
        return Ok(());
    }
    let mut after = 0;
    loop {
        let order = Order::Audit { from, to, after };
        let Answer::Audit(page) = queue.order(order, now).await.map_err(failed)? else {
            return Err(failed("the service answered something else"));
        };
        for entry in &page.entries {
            // Whoever reads may have seen enough; a closed pipe is no failure.
            if out.write_record(fields(entry)).is_err() {
                return Ok(());
            }
        }
        match page.last {
            Some(last) => after = last,
            None => break,
        }
    }
    out.flush().ok();
    Ok(())
}

fn fields(entry: &AuditEntry) -> [String; 5] {
    [
        entry.at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true),
        text(&entry.office),
        // Nobody was signed in: the command line, or the desk page before the first account.
        text(entry.account.as_deref().unwrap_or_default()),
        text(&entry.action),
        entry.visit.map(|visit| visit.to_string()).unwrap_or_default(),
    ]
}

/// What a spreadsheet would take for a formula is made text, as in the manager's counts.
fn text(field: &str) -> String {
    if field.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{field}")
    } else {
        field.to_owned()
    }
}

/// The first moment of a day. Where clocks go forward at midnight, that is an hour later.
fn day_start(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    [midnight, midnight + TimeDelta::hours(1)]
        .iter()
        .find_map(|local| zone.from_local_datetime(local).earliest())
        .map_or_else(|| midnight.and_utc(), |start| start.to_utc())
}
