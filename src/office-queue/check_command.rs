//! `office-queue --check`: one line for each thing that can be wrong, with what to do. It changes nothing, and works
//! beside a running service.
//!
//! A line begins with `ok`, `note` (worth knowing, and no fault) or `wrong` (to be put right; the exit code is 1).

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use office_queue::certificate;
use office_queue::clock::Clock;
use office_queue::config::{Config, TlsFiles};
use office_queue::control::{Answer, ControlError, Order, Queue};
use office_queue::store::{Health, Store};
use office_queue::tls::Tls;
use office_queue::token::Tokens;

use crate::{Failure, failed, once, say};

mod folder;

/// How long before its end a certificate should be renewed: what renews it by itself does so 30 days before.
const RENEW_BEFORE: TimeDelta = TimeDelta::days(14);

/// The program that speaks on the call display.
const SPEECH: &str = "espeak-ng";

/// What was found.
#[derive(Default)]
struct Findings {
    wrong: usize,
}

impl Findings {
    fn ok(&mut self, what: impl AsRef<str>) {
        say(&format!("ok     {}", what.as_ref()));
    }

    fn note(&mut self, what: impl AsRef<str>) {
        say(&format!("note   {}", what.as_ref()));
    }

    fn wrong(&mut self, what: impl AsRef<str>) {
        self.wrong += 1;
        say(&format!("wrong  {}", what.as_ref()));
    }
}

/// Checks everything; an error says how many things are wrong.
pub(crate) fn run(file: Option<&Path>, config: &Config) -> Result<(), Failure> {
    let mut findings = Findings::default();
    match file {
        Some(file) => findings.ok(format!("config file {}", file.display())),
        None => findings.note("no config file is named, so the defaults hold"),
    }
    let now = Clock::system().now();
    if folder::check(&config.data_dir, &mut findings) {
        once(async {
            queue(config, &mut findings).await;
            Ok(())
        })?;
        tokens(config, &mut findings);
    }
    network(config, now, &mut findings);
    if let Some(folder) = &config.appointments_dir {
        folder::check_appointments(folder, &mut findings);
    }
    speech(&mut findings);
    match findings.wrong {
        0 => Ok(()),
        1 => Err(failed("1 thing is to be put right")),
        more => Err(failed(format!("{more} things are to be put right"))),
    }
}

/// The database, and who may sign in: asked of the service if it runs, else looked at here.
async fn queue(config: &Config, findings: &mut Findings) {
    let file = config.data_dir.join("queue.db");
    match Queue::running(&config.data_dir).await {
        Ok(Some(mut service)) => {
            findings.ok("the service runs and answers at its control socket");
            match service.order(&Order::Health).await {
                Ok(Answer::Health(health)) => database(&file, &health, findings),
                other => findings.wrong(format!("the database: {}", refusal(other))),
            }
            match service.order(&Order::Accounts).await {
                Ok(Answer::Accounts { accounts }) => staff(config, accounts.len(), findings),
                other => findings.wrong(format!("the accounts: {}", refusal(other))),
            }
        }
        Err(error) => findings.wrong(error.to_string()),
        Ok(None) => match Store::health_of(&file) {
            Ok(None) => findings.note("there is no database yet; the service makes it at its first start"),
            Ok(Some(health)) => {
                findings.note("the service does not run");
                database(&file, &health, findings);
            }
            Err(error) => findings.wrong(error.to_string()),
        },
    }
}

fn refusal(answer: Result<Answer, ControlError>) -> String {
    match answer {
        Ok(Answer::Refused { why }) => why,
        Ok(_) => "the service answered something else".to_owned(),
        Err(error) => error.to_string(),
    }
}

fn database(file: &Path, health: &Health, findings: &mut Findings) {
    let file = file.display();
    if let Some(complaint) = health.complaints.first() {
        findings.wrong(format!(
            "{file} is damaged ({complaint}). Stop the service and restore a backup: `office-queue restore FILE`."
        ));
    } else {
        findings.ok(format!("{file} is whole"));
    }
    let (schema, known) = (health.schema, health.known);
    if schema > known {
        findings.wrong(format!(
            "its schema is {schema}, and this version knows {known}. Run the later version that made it."
        ));
    } else if schema < known {
        findings.note(format!(
            "its schema is {schema}; the next start brings it to {known}. Make a backup before."
        ));
    } else {
        findings.ok(format!("its schema is {schema}, the newest"));
    }
}

fn staff(config: &Config, accounts: usize, findings: &mut Findings) {
    match accounts {
        0 if config.is_open_without_accounts() => findings.note(
            "nobody has an account, so whoever sits at this machine may use the desk page. `office-queue account add` \
             adds one.",
        ),
        0 => findings.wrong("nobody has an account. Run `office-queue account add <office> <name> --role admin`."),
        accounts => findings.ok(format!("accounts of staff: {accounts}")),
    }
}

fn tokens(config: &Config, findings: &mut Findings) {
    let files = [
        ("kiosks", Tokens::of(&config.data_dir)),
        (
            "programs that import appointments",
            Tokens::for_imports(&config.data_dir),
        ),
    ];
    for (whose, tokens) in files {
        match tokens.kiosks() {
            Ok(holders) if holders.is_empty() && whose == "kiosks" => {
                findings.note("no kiosk has a token. `office-queue token add <office> <kiosk>` makes one.");
            }
            Ok(holders) => findings.ok(format!("tokens of {whose}: {}", holders.len())),
            Err(error) => findings.wrong(error.to_string()),
        }
    }
}

fn network(config: &Config, now: DateTime<Utc>, findings: &mut Findings) {
    let reach = if config.is_beyond_this_machine() {
        "other machines can reach it"
    } else {
        "this machine only"
    };
    findings.ok(format!("listens on {}: {reach}", config.listen));
    let Some(files) = config.tls.clone() else {
        return;
    };
    match Tls::load(files.clone()) {
        Ok(_) => certificate(&files, now, findings),
        Err(error) => findings.wrong(error.to_string()),
    }
}

fn certificate(files: &TlsFiles, now: DateTime<Utc>, findings: &mut Findings) {
    let file = files.certificate.display();
    match certificate::good_until(files) {
        Ok(end) if end <= now => findings.wrong(format!(
            "{file} ended on {}: kiosks and browsers refuse it. Put a new one in its place.",
            end.date_naive()
        )),
        Ok(end) if end - now < RENEW_BEFORE => findings.wrong(format!(
            "{file} ends on {}. Renew it now; the service reads it again by itself.",
            end.date_naive()
        )),
        Ok(end) => findings.ok(format!("{file} is good until {}", end.date_naive())),
        Err(error) => findings.wrong(error.to_string()),
    }
}

fn speech(findings: &mut Findings) {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&folders).any(|folder| folder.join(SPEECH).is_file());
    if found {
        findings.ok(format!("{SPEECH} is there: the call display can speak"));
    } else {
        findings.note(format!(
            "{SPEECH} is not installed, so the call display cannot speak. Install the package {SPEECH}."
        ));
    }
}
