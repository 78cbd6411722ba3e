//! A private screen with a private accessibility bus: an X server without hardware, a D-Bus session and AT-SPI's
//! launcher. Nothing of the machine's own desktop is touched or seen.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use tempfile::TempDir;
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{ConnectionExt as _, ImageFormat, InputFocus, MapState};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;
use zbus::blocking::connection::Builder;
use zbus::zvariant::Value;

use crate::process::{asked_to_end, command, start};
use crate::programs::{tool, workspace};
use crate::wait::until;

/// How long a server may take to say where it is. The machine may be compiling beside the tests.
const START: Duration = Duration::from_secs(30);

/// How long one call on a bus may take before the other side counts as hung.
const CALL: Duration = Duration::from_secs(5);

/// A key, by its X11 keysym.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Goes to the next control.
    Tab,
    /// Acts.
    Enter,
    /// Goes back.
    Escape,
}

impl Key {
    fn keysym(self) -> u32 {
        match self {
            Self::Tab => 0xff09,
            Self::Enter => 0xff0d,
            Self::Escape => 0xff1b,
        }
    }
}

/// One of the display's own servers; ended with everything it started.
struct Server(std::process::Child);

impl Server {
    /// Starts a server and reads the one line in which it says where it is.
    fn start(mut command: Command, log: &Path) -> (Self, String) {
        command
            .stdout(Stdio::piped())
            .stderr(File::create(log).expect("a log file"));
        let shown = format!("{command:?}");
        let mut child = start(command).unwrap_or_else(|error| panic!("{shown}: {error}"));
        let out = child.stdout.take().expect("its standard output");
        let server = Self(child);
        let (say, said) = mpsc::channel();
        thread::spawn(move || {
            let mut line = String::new();
            // An empty line says that it ended without a word.
            let _ = BufReader::new(out).read_line(&mut line);
            let _ = say.send(line.trim().to_owned());
        });
        let line = said.recv_timeout(START).unwrap_or_default();
        assert!(!line.is_empty(), "{shown} did not start; see {}", log.display());
        (server, line)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let pid = Pid::from_child(&self.0);
        // First as a request, so that the X server removes its socket and its lock.
        let _ = kill_process(pid, Signal::TERM);
        for _ in 0..100 {
            if matches!(self.0.try_wait(), Ok(Some(_))) {
                break;
            }
            thread::sleep(Duration::from_millis(20));
        }
        let _ = kill_process_group(pid, Signal::KILL);
        let _ = self.0.wait();
    }
}

/// A private screen, 1080 pixels across and 1920 down.
pub struct Display {
    name: String,
    bus: String,
    accessibility_bus: String,
    folder: TempDir,
    // Ended in this order: what uses the others first.
    _launcher: Server,
    _bus_server: Server,
    _x_server: Server,
}

impl Display {
    /// Starts one.
    ///
    /// # Panics
    /// If a tool is missing or does not start.
    pub fn start() -> Self {
        let folder = tempfile::Builder::new()
            .prefix("reception-display-")
            .tempdir()
            .expect("a temporary folder");
        let log = |name: &str| folder.path().join(name);
        let mut x = asked_to_end(&tool("Xvfb", "xvfb"));
        x.args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1080x1920x24",
            "-nolisten",
            "tcp",
            "-noreset",
        ]);
        let (x_server, number) = Server::start(x, &log("xvfb.log"));
        let name = format!(":{number}");

        let mut bus = command(&tool("dbus-daemon", "dbus"));
        bus.args(["--session", "--nofork", "--nopidfile", "--print-address=1"]);
        bus.arg(format!(
            "--address=unix:path={}",
            folder.path().join("bus").display()
        ));
        let mut display = PrivateEnvironment {
            display: &name,
            bus: None,
            folder: folder.path(),
        };
        display.set(&mut bus);
        let (bus_server, address) = Server::start(bus, &log("bus.log"));
        display.bus = Some(&address);

        let mut launcher = asked_to_end(&tool("at-spi-bus-launcher", "at-spi2-core"));
        launcher.arg("--launch-immediately");
        display.set(&mut launcher);
        launcher
            .stdout(Stdio::null())
            .stderr(File::create(log("at-spi.log")).expect("a log file"));
        let launcher = Server(start(launcher).expect("at-spi-bus-launcher starts"));
        let accessibility_bus = accessibility_bus(&address);
        Self {
            name,
            bus: address,
            accessibility_bus,
            folder,
            _launcher: launcher,
            _bus_server: bus_server,
            _x_server: x_server,
        }
    }

    /// Lets a command be seen on this display.
    pub fn set(&self, command: &mut Command) {
        PrivateEnvironment {
            display: &self.name,
            bus: Some(&self.bus),
            folder: self.folder.path(),
        }
        .set(command);
    }

    /// The address of the bus that assistive technology speaks on.
    pub fn accessibility_bus(&self) -> &str {
        &self.accessibility_bus
    }

    /// Presses and releases a key, as a keyboard would.
    ///
    /// # Panics
    /// If the X server has gone.
    pub fn key(&self, key: Key) {
        let (x, _) = self.connect();
        let setup = x.setup();
        let (first, last) = (setup.min_keycode, setup.max_keycode);
        let map = x
            .get_keyboard_mapping(first, last - first + 1)
            .expect("a request")
            .reply()
            .expect("the key map");
        let per_key = usize::from(map.keysyms_per_keycode);
        let place = map
            .keysyms
            .chunks(per_key)
            .position(|syms| syms.first() == Some(&key.keysym()));
        let code = first + u8::try_from(place.expect("a key with this keysym")).expect("a key code");
        for event in [
            x11rb::protocol::xproto::KEY_PRESS_EVENT,
            x11rb::protocol::xproto::KEY_RELEASE_EVENT,
        ] {
            x.xtest_fake_input(event, code, x11rb::CURRENT_TIME, x11rb::NONE, 0, 0, 0)
                .expect("a request");
        }
        x.get_input_focus()
            .expect("a request")
            .reply()
            .expect("the keys are through");
    }

    /// Gives the keyboard to the only window there is. A window manager would have done so.
    ///
    /// # Panics
    /// If no window is shown.
    pub fn focus_window(&self) {
        let (x, root) = self.connect();
        let window = until("a window", START, || {
            let tree = x.query_tree(root).ok()?.reply().ok()?;
            tree.children.into_iter().find(|window| {
                let shown = x
                    .get_window_attributes(*window)
                    .ok()
                    .and_then(|cookie| cookie.reply().ok());
                shown.is_some_and(|shown| shown.map_state == MapState::VIEWABLE)
            })
        });
        x.set_input_focus(InputFocus::PARENT, window, x11rb::CURRENT_TIME)
            .expect("a request");
        x.get_input_focus()
            .expect("a request")
            .reply()
            .expect("the focus is set");
    }

    /// Writes a picture of the whole screen.
    ///
    /// # Panics
    /// If it cannot be taken or written.
    pub fn screenshot(&self, path: &Path) {
        let (x, root) = self.connect();
        let size = x
            .get_geometry(root)
            .expect("a request")
            .reply()
            .expect("the size of the screen");
        let image = x
            .get_image(
                ImageFormat::Z_PIXMAP,
                root,
                0,
                0,
                size.width,
                size.height,
                u32::MAX,
            )
            .expect("a request")
            .reply()
            .expect("the screen's pixels");
        // Xvfb of depth 24 has four bytes a pixel: blue, green, red, nothing.
        let rgb: Vec<u8> = image
            .data
            .chunks_exact(4)
            .flat_map(|pixel| [pixel[2], pixel[1], pixel[0]])
            .collect();
        let file = File::create(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut encoder = png::Encoder::new(file, u32::from(size.width), u32::from(size.height));
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder
            .write_header()
            .expect("a PNG header")
            .write_image_data(&rgb)
            .expect("PNG data");
    }

    fn connect(&self) -> (RustConnection, u32) {
        let (x, screen) = RustConnection::connect(Some(&self.name)).expect("the X server");
        let root = x.setup().roots[screen].root;
        (x, root)
    }
}

/// The environment that keeps a program on this display and away from the machine's own desktop.
struct PrivateEnvironment<'a> {
    display: &'a str,
    bus: Option<&'a str>,
    folder: &'a Path,
}

impl PrivateEnvironment<'_> {
    fn set(&self, command: &mut Command) {
        for gone in [
            "WAYLAND_DISPLAY",
            "XAUTHORITY",
            "AT_SPI_BUS_ADDRESS",
            "NO_AT_BRIDGE",
            "DBUS_SESSION_BUS_ADDRESS",
        ] {
            command.env_remove(gone);
        }
        command
            .env("DISPLAY", self.display)
            .env("XDG_RUNTIME_DIR", self.folder)
            .env("HOME", self.folder);
        // Settings are neither read from nor written to the user's.
        command.env("GSETTINGS_BACKEND", "memory");
        if let Some(bus) = self.bus {
            command.env("DBUS_SESSION_BUS_ADDRESS", bus);
        }
    }
}

/// Says that assistive technology is there, so that programs build their trees, and asks where it speaks.
fn accessibility_bus(session: &str) -> String {
    let connection = connect(session);
    until("AT-SPI's bus", START, || {
        let enable = ("org.a11y.Status", "IsEnabled", Value::from(true));
        let properties = Some("org.freedesktop.DBus.Properties");
        connection
            .call_method(Some("org.a11y.Bus"), "/org/a11y/bus", properties, "Set", &enable)
            .ok()?;
        let answer = connection
            .call_method(
                Some("org.a11y.Bus"),
                "/org/a11y/bus",
                Some("org.a11y.Bus"),
                "GetAddress",
                &(),
            )
            .ok()?;
        answer
            .body()
            .deserialize::<String>()
            .ok()
            .filter(|address| !address.is_empty())
    })
}

/// A connection to a bus on which no call waits for ever.
pub(crate) fn connect(address: &str) -> zbus::blocking::Connection {
    until("a connection to the bus", START, || {
        Builder::address(address).ok()?.method_timeout(CALL).build().ok()
    })
}

/// Where pictures and logs of failed tests are left: `failures` in the target folder.
pub fn failures() -> PathBuf {
    let own = std::env::current_exe().expect("the test's own path");
    let is_profile = |folder: &&Path| {
        folder
            .file_name()
            .is_some_and(|name| name == "debug" || name == "release")
    };
    let target = own
        .ancestors()
        .find(is_profile)
        .and_then(Path::parent)
        .map(Path::to_owned);
    let folder = target
        .unwrap_or_else(|| workspace().join("target"))
        .join("failures");
    std::fs::create_dir_all(&folder).expect("a folder for failures");
    folder
}
