//! A program's accessibility tree, as a screen reader meets it: AT-SPI over D-Bus.
//!
//! Everything a test knows of the kiosk's screen it knows from here, so what a test can find and press a visitor with
//! a screen reader can find and press too.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::OnceLock;
use std::time::Duration;

use atspi_common::{Role, State, StateSet};
use zbus::blocking::Connection;
use zbus::zvariant::{OwnedObjectPath, OwnedValue};

use crate::wait::until_or;

/// Where every program's tree begins.
const ROOT: &str = "/org/a11y/atspi/accessible/root";

const ACCESSIBLE: &str = "org.a11y.atspi.Accessible";

/// No screen has more nodes than this; a tree with more is a loop.
const MOST_NODES: usize = 2_000;

/// One thing on the screen.
#[derive(Clone, Debug)]
pub struct Node {
    /// How deep it lies in the tree.
    pub depth: usize,
    /// Its accessible name, without marks of direction.
    pub name: String,
    /// Its `accessible-id`, empty if it has none.
    pub id: String,
    /// What it is.
    pub role: Role,
    /// Whether it can be pressed.
    pub enabled: bool,
    /// Whether the keyboard is at it.
    pub focused: bool,
    path: OwnedObjectPath,
}

/// What is looked for.
#[derive(Clone, Copy, Debug)]
pub enum Find<'a> {
    /// By its `accessible-id`, which is the same in every language.
    Id(&'a str),
    /// By its accessible name.
    Name(&'a str),
    /// By a part of its accessible name.
    Containing(&'a str),
}

impl Find<'_> {
    fn is(&self, node: &Node) -> bool {
        match self {
            Self::Id(id) => node.id == *id,
            Self::Name(name) => node.name == plain(name),
            Self::Containing(part) => node.name.contains(&plain(part)),
        }
    }
}

/// Everything on a screen at one moment, in reading order.
#[derive(Clone, Debug, Default)]
pub struct Tree(pub Vec<Node>);

impl Tree {
    /// The first node that is looked for.
    pub fn find(&self, what: Find<'_>) -> Option<&Node> {
        self.0.iter().find(|node| what.is(node))
    }

    /// The node that the keyboard is at, if it is at a control.
    pub fn focused(&self) -> Option<&Node> {
        self.0.iter().find(|node| node.focused && !node.id.is_empty())
    }

    /// The buttons that can be pressed, in reading order.
    pub fn buttons(&self) -> impl Iterator<Item = &Node> {
        self.0.iter().filter(|node| node.enabled && is_button(node))
    }

    /// The tree as text: a line for each node with its role, name and id.
    pub fn dump(&self) -> String {
        let mut text = String::new();
        for Node {
            depth,
            name,
            id,
            role,
            enabled,
            focused,
            ..
        } in &self.0
        {
            let marks = format!(
                "{}{}",
                if *enabled { "" } else { " disabled" },
                if *focused { " focused" } else { "" }
            );
            let id = if id.is_empty() {
                String::new()
            } else {
                format!(" #{id}")
            };
            // Writing to a string does not fail.
            let _ = writeln!(
                text,
                "{:indent$}{role:?} \"{name}\"{id}{marks}",
                "",
                indent = depth * 2
            );
        }
        if text.is_empty() {
            "(nothing can be read of the screen)".to_owned()
        } else {
            text
        }
    }
}

/// A control that is on or off, such as the current language, is a toggle button.
fn is_button(node: &Node) -> bool {
    matches!(node.role, Role::Button | Role::ToggleButton)
}

/// The screen of one running program.
pub struct Screen {
    connection: Connection,
    pid: u32,
    /// The program's name on the bus, once it is there. A program has one for as long as it lives.
    program: OnceLock<String>,
}

impl Screen {
    /// The screen of the program with this process id, on a display's accessibility bus. It need not be there yet.
    pub fn of(accessibility_bus: &str, pid: u32) -> Self {
        Self {
            connection: crate::display::connect(accessibility_bus),
            pid,
            program: OnceLock::new(),
        }
    }

    /// Everything on the screen now; `None` while the program is not there or just changing it.
    pub fn tree(&self) -> Option<Tree> {
        let program = self.program()?;
        let mut nodes = Vec::new();
        let mut next = vec![(0, OwnedObjectPath::try_from(ROOT).ok()?)];
        while let Some((depth, path)) = next.pop() {
            if nodes.len() >= MOST_NODES {
                return None;
            }
            let children: Vec<(String, OwnedObjectPath)> = self.ask(program, &path, "GetChildren")?;
            next.extend(children.into_iter().rev().map(|(_, child)| (depth + 1, child)));
            // The root stands for the program itself and is on no screen.
            if depth > 0 {
                nodes.push(self.node(program, depth, path)?);
            }
        }
        Some(Tree(nodes))
    }

    /// Waits until something is on the screen.
    ///
    /// # Panics
    /// If it does not come within `limit`; the message shows the whole tree.
    pub fn wait_for(&self, what: Find<'_>, limit: Duration) -> Node {
        until_or(
            &format!("{what:?} on the screen"),
            limit,
            || self.tree()?.find(what).cloned(),
            || self.tree().unwrap_or_default().dump(),
        )
    }

    /// Presses something that is on the screen or about to be: its own default action, as assistive technology does
    /// it. What is disabled is waited for.
    ///
    /// # Panics
    /// If it cannot be pressed within `limit`; the message shows the whole tree.
    pub fn press(&self, what: Find<'_>, limit: Duration) {
        until_or(
            &format!("a press of {what:?}"),
            limit,
            || self.try_press(what).then_some(()),
            || self.tree().unwrap_or_default().dump(),
        );
    }

    /// Presses something if it is there and enabled; says whether it was.
    pub fn try_press(&self, what: Find<'_>) -> bool {
        let Some(tree) = self.tree() else { return false };
        let Some(node) = tree
            .0
            .iter()
            .find(|node| what.is(node) && node.enabled && is_button(node))
        else {
            return false;
        };
        self.press_node(node)
    }

    /// Presses a node of a tree that was just read; says whether it was still there.
    pub fn press_node(&self, node: &Node) -> bool {
        let Some(program) = self.program() else {
            return false;
        };
        // What has left the screen since gives its place on the bus to whatever comes next.
        let still_there = self
            .node(program, node.depth, node.path.clone())
            .is_some_and(|now| now.id == node.id && now.name == node.name);
        if !still_there {
            return false;
        }
        let action = Some("org.a11y.atspi.Action");
        let answer = self
            .connection
            .call_method(Some(program), &node.path, action, "DoAction", &(0_i32,));
        answer
            .ok()
            .and_then(|answer| answer.body().deserialize().ok())
            .unwrap_or(false)
    }

    /// Whether the program was there and has gone.
    pub fn is_gone(&self) -> bool {
        let Some(program) = self.program.get() else {
            return false;
        };
        let bus = Some("org.freedesktop.DBus");
        let answer =
            self.connection
                .call_method(bus, "/org/freedesktop/DBus", bus, "NameHasOwner", &(program,));
        let owned = answer
            .ok()
            .and_then(|answer| answer.body().deserialize::<bool>().ok());
        owned == Some(false)
    }

    /// The program's name on the bus.
    fn program(&self) -> Option<&str> {
        if self.program.get().is_none() {
            // Two threads that look at the same time find the same.
            let _ = self.program.set(self.find_program()?);
        }
        self.program.get().map(String::as_str)
    }

    fn find_program(&self) -> Option<String> {
        let bus = Some("org.freedesktop.DBus");
        let call = |method, name: &str| {
            let path = "/org/freedesktop/DBus";
            if name.is_empty() {
                self.connection.call_method(bus, path, bus, method, &()).ok()
            } else {
                self.connection.call_method(bus, path, bus, method, &(name,)).ok()
            }
        };
        let names: Vec<String> = call("ListNames", "")?.body().deserialize().ok()?;
        names
            .into_iter()
            .filter(|name| name.starts_with(':'))
            .find(|name| {
                let pid = call("GetConnectionUnixProcessID", name)
                    .and_then(|answer| answer.body().deserialize().ok());
                pid == Some(self.pid)
            })
    }

    fn node(&self, program: &str, depth: usize, path: OwnedObjectPath) -> Option<Node> {
        let properties = Some("org.freedesktop.DBus.Properties");
        let answer = self
            .connection
            .call_method(Some(program), &path, properties, "GetAll", &(ACCESSIBLE,))
            .ok()?;
        let body = answer.body();
        let all: HashMap<String, OwnedValue> = body.deserialize().ok()?;
        let text = |key: &str| {
            all.get(key)
                .and_then(|value| <&str>::try_from(value).ok())
                .unwrap_or_default()
                .to_owned()
        };
        let states: StateSet = self.ask(program, &path, "GetState")?;
        Some(Node {
            depth,
            name: plain(&text("Name")),
            id: text("AccessibleId"),
            role: self.ask(program, &path, "GetRole")?,
            enabled: states.contains(State::Enabled),
            focused: states.contains(State::Focused),
            path,
        })
    }

    fn ask<T>(&self, program: &str, path: &OwnedObjectPath, method: &str) -> Option<T>
    where
        T: serde::de::DeserializeOwned + zbus::zvariant::Type,
    {
        let answer = self
            .connection
            .call_method(Some(program), path, Some(ACCESSIBLE), method, &())
            .ok()?;
        answer.body().deserialize().ok()
    }
}

/// A text without the marks that only steer its direction: they are for the eye, and not part of the name.
pub fn plain(text: &str) -> String {
    text.chars()
        .filter(|character| !matches!(character, '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}'))
        .collect()
}
