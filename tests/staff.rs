//! Staff with accounts: how they get one, and how a browser of theirs signs in.

use std::fs::{self, File};

use ureq::Agent;

use crate::fixture::{Fixture, START};
use crate::process::{command, run};
use crate::programs::program;

/// The password of everybody here.
pub const PASSWORD: &str = "a lamp over seven stairs";

/// Gives somebody an account, as an administrator would while the service is stopped.
///
/// # Panics
/// If it is not made.
pub fn add_account(fixture: &Fixture, office: &str, name: &str, role: &str) {
    // The password comes as a line of standard input, never as an argument that every user of the machine can see.
    let typed = fixture.path("password");
    fs::write(&typed, format!("{PASSWORD}\n")).expect("the password to type");
    let mut add = command(&program("office-queue"));
    add.arg("--config")
        .arg(fixture.path("queue.toml"))
        .args(["account", "add", office, name, "--role", role])
        .stdin(File::open(&typed).expect("the password to type"));
    let outcome = run(add, START);
    assert_eq!(outcome.code, Some(0), "office-queue account add: {}", outcome.err);
    fs::remove_file(typed).expect("the password forgotten");
}

/// Signs in by the form, as a browser does; the cookie as it is sent back.
///
/// # Panics
/// If the service does not sign them in.
pub fn sign_in(origin: &str, name: &str) -> String {
    let agent: Agent = Agent::config_builder()
        .max_redirects(0)
        .http_status_as_error(false)
        .build()
        .into();
    let answer = agent
        .post(format!("{origin}/sign-in"))
        .header("Origin", origin)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .send(format!("name={name}&password={}", PASSWORD.replace(' ', "+")))
        .expect("the sign-in page");
    assert_eq!(answer.status(), 303);
    let cookie = answer.headers().get("set-cookie").expect("a cookie");
    let pair = cookie.to_str().expect("a cookie in ASCII").split(';').next();
    pair.expect("a cookie's name and value").to_owned()
}
