//! A real browser at the desk page: Debian's Chromium, driven by the W3C WebDriver protocol.
//!
//! WebDriver is JSON over HTTP, and four of its commands are used here; a client crate would bring more code to
//! compile than these lines.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use base64::Engine;
use serde_json::{Value, json};
use tempfile::TempDir;
use ureq::Agent;

use crate::process::{Process, command};
use crate::programs::tool;
use crate::wait::until_or;

/// The Tab key of [`Browser::press`].
pub const TAB: &str = "\u{E004}";
/// The Enter key of [`Browser::press`].
pub const ENTER: &str = "\u{E007}";

/// How long the browser may take for one command. A cold Chromium on a busy machine is slow.
const LIMIT: Duration = Duration::from_secs(60);

/// What keeps Chromium from doing anything but what it is told.
const FLAGS: [&str; 11] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,900",
    // Driver and browser speak over a pipe, whose end is the browser's end however the driver ends.
    "--remote-debugging-pipe",
];

/// A browser with a new profile, closed when this is dropped.
pub struct Browser {
    agent: Agent,
    session: String,
    // Ended before its profile is removed.
    driver: Process,
    _profile: TempDir,
}

impl Browser {
    /// Starts one.
    ///
    /// # Panics
    /// If it is not installed or does not start.
    pub fn start() -> Self {
        let profile = tempfile::Builder::new()
            .prefix("reception-browser-")
            .tempdir()
            .expect("a temporary folder");
        let mut start: Command = command(&tool("chromedriver", "chromium-driver"));
        start
            .arg("--port=0")
            .env("HOME", profile.path())
            .env_remove("DISPLAY");
        let driver = Process::start("chromedriver", profile.path(), start);
        let port = until_or(
            "chromedriver's port",
            LIMIT,
            || port(&driver.log()),
            || driver.last_words(),
        );
        let config = Agent::config_builder()
            .timeout_global(Some(LIMIT))
            .http_status_as_error(false)
            .build();
        let mut browser = Self {
            agent: config.into(),
            session: format!("http://127.0.0.1:{port}/session"),
            driver,
            _profile: profile,
        };
        let mut flags: Vec<String> = FLAGS.map(str::to_owned).to_vec();
        flags.push(format!(
            "--user-data-dir={}",
            browser._profile.path().join("profile").display()
        ));
        let binary = tool("chromium", "chromium");
        let options = json!({ "args": flags, "binary": binary });
        let wanted = json!({ "capabilities": { "alwaysMatch": { "goog:chromeOptions": options } } });
        let session = browser.post("", &wanted)["sessionId"]
            .as_str()
            .expect("a session")
            .to_owned();
        browser.session = format!("{}/{session}", browser.session);
        browser
    }

    /// The tab that is looked at.
    ///
    /// # Panics
    /// If the browser has gone.
    pub fn tab(&self) -> String {
        let mut response = self
            .agent
            .get(format!("{}/window", self.session))
            .call()
            .expect("chromedriver");
        let answer: Value =
            serde_json::from_str(&response.body_mut().read_to_string().expect("an answer")).expect("JSON");
        answer["value"].as_str().expect("a tab").to_owned()
    }

    /// Opens another tab and looks at it from now on.
    ///
    /// # Panics
    /// If it does not open.
    pub fn new_tab(&self) -> String {
        let opened = self.post("/window/new", &json!({ "type": "tab" }));
        let tab = opened["handle"].as_str().expect("a tab").to_owned();
        self.look_at(&tab);
        tab
    }

    /// Looks at a tab.
    ///
    /// # Panics
    /// If it has gone.
    pub fn look_at(&self, tab: &str) {
        self.post("/window", &json!({ "handle": tab }));
    }

    /// Presses and releases keys one after the other, wherever the focus is. [`TAB`] and [`ENTER`] are keys too.
    ///
    /// # Panics
    /// If the page has gone.
    pub fn press(&self, keys: &str) {
        let actions: Vec<Value> = keys
            .chars()
            .flat_map(|key| {
                ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": key.to_string() }))
            })
            .collect();
        self.post(
            "/actions",
            &json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] }),
        );
    }

    /// Opens a page and waits until it is loaded.
    ///
    /// # Panics
    /// If it does not load.
    pub fn open(&self, url: &str) {
        self.post("/url", &json!({ "url": url }));
    }

    /// Runs a script in the page and returns what it returns.
    ///
    /// # Panics
    /// If the script fails.
    pub fn run(&self, script: &str) -> Value {
        self.post("/execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Runs a script in each page that this tab opens from now on, before the page's own.
    ///
    /// # Panics
    /// If the browser does not take it.
    pub fn watch_new_pages(&self, script: &str) {
        let asked = json!({ "cmd": "Page.addScriptToEvaluateOnNewDocument", "params": { "source": script } });
        self.post("/goog/cdp/execute", &asked);
    }

    /// The texts that a visitor of the page sees in the elements that a selector finds, in their order.
    ///
    /// # Panics
    /// If the page has gone.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let script =
            format!("return [...document.querySelectorAll({selector:?})].map((found) => found.innerText)");
        let found = self.run(&script);
        found
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|text| text.as_str().map(str::to_owned))
            .collect()
    }

    /// Waits until an expression of the page is true, and says how long that took.
    ///
    /// # Panics
    /// After `limit`, with what was waited for and what the page shows then.
    pub fn until_shown(&self, what: &str, limit: Duration, expression: &str) -> Duration {
        let began = Instant::now();
        until_or(
            what,
            limit,
            || (self.run(&format!("return Boolean({expression})")) == true).then_some(()),
            || self.texts("body").join("\n"),
        );
        began.elapsed()
    }

    /// Writes a picture of the page.
    ///
    /// # Panics
    /// If it cannot be taken or written.
    pub fn screenshot(&self, path: &Path) {
        let url = format!("{}/screenshot", self.session);
        let mut response = self.agent.get(url).call().expect("chromedriver");
        let answer: Value =
            serde_json::from_str(&response.body_mut().read_to_string().expect("an answer")).expect("JSON");
        let picture = base64::prelude::BASE64_STANDARD.decode(answer["value"].as_str().expect("a picture"));
        fs::write(path, picture.expect("a picture in base64"))
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        let url = format!("{}{path}", self.session);
        let sent = self
            .agent
            .post(url)
            .header("Content-Type", "application/json")
            .send(body.to_string());
        let mut response =
            sent.unwrap_or_else(|error| panic!("chromedriver: {error}\n{}", self.driver.last_words()));
        let text = response.body_mut().read_to_string().expect("an answer");
        assert_eq!(
            response.status(),
            200,
            "{path}: {text}\n{}",
            self.driver.last_words()
        );
        let mut answer: Value = serde_json::from_str(&text).expect("an answer as JSON");
        answer["value"].take()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The driver closes its browser; what is left is killed with the driver's group.
        let _ = self.agent.delete(&self.session).call();
    }
}

/// The port from "ChromeDriver was started successfully on port 40123."
fn port(log: &str) -> Option<u16> {
    let (_, rest) = log.split_once("successfully on port ")?;
    rest.split(|character: char| !character.is_ascii_digit())
        .next()?
        .parse()
        .ok()
}
