//! services.toml: what visitors come for.

use super::Localised;
use super::finding::{Finding, Findings, quoted};
use super::settings::{self, Table};

/// Services: more do not fit one screen.
const MAX_SERVICES: usize = 30;

/// One service, in the order of services.toml.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// Its id: lower-case letters, digits and hyphens, at most 40.
    pub id: String,
    /// The name of its icon; empty when none is given, and it may be one the kiosk does not have.
    pub icon: String,
    /// Its name; never empty.
    pub name: Localised,
    /// What belongs to it, in a few words.
    pub detail: Option<Localised>,
    /// Whether its visitors are called before others.
    pub urgent: bool,
    /// Whether a private room is offered without being asked for.
    pub private: bool,
}

pub(crate) const FILE: &str = "services.toml";

/// Reads services.toml; empty when there is none or it cannot be read.
pub(crate) fn read(bytes: Option<&[u8]>, default: &str, findings: &mut Findings) -> Vec<Service> {
    let Some(bytes) = bytes else {
        let finding = Finding::error("services-missing", FILE, "There is no services.toml.");
        findings.add(
            finding
                .shown("No services to choose from.")
                .remedy("Put services.toml in the content folder."),
        );
        return Vec::new();
    };
    let mut services: Vec<Service> = Vec::new();
    settings::read(FILE, bytes, default, findings, |table| {
        table.tables("service", MAX_SERVICES, |table| {
            let service = service(table)?;
            if services.iter().any(|other| other.id == service.id) {
                table.say("id", |file| {
                    Finding::error(
                        "id-twice",
                        file,
                        format!("Two services have the id {}.", quoted(&service.id)),
                    )
                    .shown("The first of them.")
                    .remedy("Give each service an id of its own.")
                });
                return None;
            }
            services.push(service);
            Some(())
        });
        if !table.has("service") {
            table.say_missing(
                "service",
                "No services to choose from.",
                "Add the services, each after a line [[service]].",
            );
        }
    });
    services
}

fn service(table: &mut Table) -> Option<Service> {
    let id = table.words("id", 40);
    let name = table.localised("name", 60);
    let detail = table.localised("detail", 120);
    let icon = table.words("icon", 40).unwrap_or_default();
    let (urgent, private) = (table.flag("urgent"), table.flag("private"));
    if table.has("hours") {
        table.say("hours", |file| {
            Finding::warning(
                "service-hours-not-used",
                file,
                "Hours of one service are not used yet.",
            )
            .shown("The service, whenever the office is open.")
            .remedy("Staff can pause a service at the desk.")
        });
    }
    let Some(id) = id.filter(|id| is_id(id)) else {
        table.say_missing(
            "id",
            "The other services.",
            "Add an id of small letters, digits and hyphens, such as \"repairs\".",
        );
        return None;
    };
    let Some(name) = name else {
        table.say_missing("name", "The other services.", "Add the service's name.");
        return None;
    };
    Some(Service {
        id,
        icon,
        name,
        detail,
        urgent,
        private,
    })
}

/// Ids travel in check-ins and name parts of the screen for tests.
fn is_id(id: &str) -> bool {
    id.bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}
