//! The whole file as people write it, and each mistake they make.

use super::*;

const WHOLE: &str = r#"
office = "canal-street"
kiosk = "front"
series = "A"
content = "/srv/content"
data = "data"
socket = "run/handover.sock"

[queue]
url = "https://queue.example.org/office/"
token_file = "queue-token"
ca_file = "office-ca.pem"
proxy = "http://proxy.example.org:3128"

[screen]
width_mm = 268
height_mm = 476.5
viewing_distance_mm = 600
bottom_mm_from_floor = 800

[session]
idle_seconds = 90
ticket_seconds = 120

[printer]
device = "/dev/usb/lp0"
paper_mm = 58
cuts = false

[scanner]
devices = ["/dev/input/by-id/usb-One-event-kbd", "/dev/input/event7"]
"#;

const LEAST: &str = r#"
office = "canal-street"
kiosk = "front"
series = "A"
[queue]
url = "http://127.0.0.1:8470"
token_file = "queue-token"
"#;

fn parse(text: &str) -> Result<Config, ConfigError> {
    Config::parse(Path::new("/etc/reception/kiosk.toml"), text)
}

#[test]
fn a_whole_file_is_read_and_its_paths_are_taken_from_its_folder() {
    let config = parse(WHOLE).unwrap();
    assert_eq!(
        (config.office.as_str(), config.kiosk.as_str()),
        ("canal-street", "front")
    );
    assert_eq!(config.content, Path::new("/srv/content"));
    assert_eq!(config.data, Path::new("/etc/reception/data"));
    assert_eq!(config.socket, Path::new("/etc/reception/run/handover.sock"));
    assert_eq!(config.queue.url.as_str(), "https://queue.example.org/office");
    assert_eq!(config.queue.token_file, Path::new("/etc/reception/queue-token"));
    assert_eq!(
        config.queue.ca_file.as_deref(),
        Some(Path::new("/etc/reception/office-ca.pem"))
    );
    assert_eq!(
        config.queue.proxy.unwrap().as_str(),
        "http://proxy.example.org:3128/"
    );
    assert_eq!(
        (config.screen.width_mm, config.screen.height_mm),
        (Some(268.0), Some(476.5))
    );
    assert_eq!(
        config.session,
        Session {
            idle_seconds: 90,
            ticket_seconds: 120
        }
    );
    let printer = Printer {
        route: PrinterRoute::Device("/dev/usb/lp0".into()),
        paper_mm: 58,
        cuts: false,
    };
    assert_eq!(config.printer, Some(printer));
    let devices = ["/dev/input/by-id/usb-One-event-kbd", "/dev/input/event7"];
    assert_eq!(config.scanner.devices, devices.map(PathBuf::from));
}

#[test]
fn a_queue_of_cups_is_reached_by_a_socket_and_never_on_another_machine() {
    let queue = |lines: &str| parse(&format!("{LEAST}[printer]\nqueue = \"slips\"\n{lines}"));
    let route = |socket: &str| PrinterRoute::Queue {
        name: "slips".to_owned(),
        socket: socket.into(),
    };
    let printer = queue("").unwrap().printer.unwrap();
    assert_eq!(printer.route, route("/run/cups/cups.sock"));
    assert_eq!((printer.paper_mm, printer.cuts), (80, true));
    let printer = queue("cups_socket = \"/tmp/cups.sock\"")
        .unwrap()
        .printer
        .unwrap();
    assert_eq!(printer.route, route("/tmp/cups.sock"));
    for elsewhere in ["printers.example.org", "10.0.0.1:631", "cups.sock"] {
        let error = queue(&format!("cups_socket = \"{elsewhere}\"")).unwrap_err();
        assert!(error.to_string().contains("a whole path"), "{error}");
    }
}

#[test]
fn what_is_left_out_has_a_default() {
    let config = parse(LEAST).unwrap();
    assert_eq!(config.content, Path::new("/etc/reception/content"));
    assert_eq!(config.data, Path::new("/etc/reception/data"));
    assert_eq!(config.socket, Path::new("/etc/reception/handover.sock"));
    assert_eq!((config.queue.ca_file, config.queue.proxy), (None, None));
    assert_eq!(config.screen, Screen::default());
    assert_eq!(config.printer, None);
    assert_eq!(config.scanner, Scanner::default());
    assert_eq!(
        config.session,
        Session {
            idle_seconds: 60,
            ticket_seconds: 45
        }
    );
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_change_nothing() {
    let windows = format!("\u{feff}{}", WHOLE.replace('\n', "\r\n"));
    assert_eq!(parse(&windows), parse(WHOLE));
    let wrong = windows.replace("series = \"A\"", "serie = \"A\"");
    assert_eq!(parse(&wrong).unwrap_err().line(), Some(4));
}

/// What to change in the whole file, the line of the mistake and words of the message.
const MISTAKES: &[(&str, &str, Option<usize>, &str)] = &[
    (
        "series = \"A\"",
        "serie = \"A\"",
        Some(4),
        "unknown key \"serie\". Did you mean \"series\"?",
    ),
    ("series = \"A\"", "series = \"a\"", Some(4), "one capital letter"),
    (
        "series = \"A\"",
        "series = 1",
        Some(4),
        "\"series\" cannot be read. Write a text in quotation marks",
    ),
    (
        "series = \"A\"\n",
        "",
        None,
        "\"series\" is missing. Add a line such as series = \"A\"",
    ),
    (
        "\"canal-street\"",
        "\"Canal Street\"",
        Some(2),
        "letters, digits and hyphens",
    ),
    ("\"canal-street\"", "canal-street", Some(2), "this is not TOML"),
    (
        "kiosk = \"front\"",
        "office = \"front\"",
        Some(3),
        "this is not TOML",
    ),
    (
        "kiosk = \"front\"",
        "zebra = 1\nkiosk = \"front\"",
        Some(3),
        "Known here: office, kiosk, series",
    ),
    ("[queue]", "[queues]", Some(9), "Did you mean \"queue\"?"),
    (
        "[queue]",
        "queue = \"https://queue.example.org\"\n[screen]",
        Some(16),
        "this is not TOML",
    ),
    (
        "token_file",
        "tokenfile",
        Some(11),
        "unknown key \"tokenfile\" in [queue]. Did you mean \"token_file\"?",
    ),
    (
        "token_file = \"queue-token\"\n",
        "",
        None,
        "\"token_file\" is missing in [queue]",
    ),
    (
        "https://queue.example.org/office/",
        "http://queue.example.org/",
        Some(10),
        "Write an https address",
    ),
    (
        "https://queue.example.org/office/",
        "queue.example.org",
        Some(10),
        "Write an address such as",
    ),
    (
        "https://queue.example.org/office/",
        "ftp://queue.example.org",
        Some(10),
        "Write an address such as",
    ),
    (
        "https://queue.example.org/office/",
        "https://me:pw@queue.example.org",
        Some(10),
        "without a user",
    ),
    (
        "https://queue.example.org/office/",
        "https://queue.example.org/?a=b",
        Some(10),
        "without anything from ?",
    ),
    (
        "http://proxy.example.org:3128",
        "proxy",
        Some(13),
        "the address of an HTTP proxy",
    ),
    (
        "width_mm = 268",
        "width_mm = \"268\"",
        Some(16),
        "\"width_mm\" cannot be read in [screen]. Write a number",
    ),
    ("width_mm = 268", "width_mm = 26", Some(16), "from 100 to 3000"),
    ("width_mm = 268", "width_mm = nan", Some(16), "from 100 to 3000"),
    (
        "idle_seconds = 90",
        "idle_seconds = 5",
        Some(22),
        "a whole number from 20 to 600",
    ),
    (
        "idle_seconds = 90",
        "idle_seconds = 30.5",
        Some(22),
        "a whole number from 20 to 600",
    ),
    (
        "ticket_seconds = 120",
        "ticket_seconds = 99999999999999999999",
        Some(23),
        "from 20 to 300",
    ),
    (
        "device = \"/dev/usb/lp0\"",
        "device = \"usb/lp0\"",
        Some(26),
        "Write a whole path, such as \"/dev/usb/lp0\"",
    ),
    (
        "device = \"/dev/usb/lp0\"\n",
        "",
        None,
        "the section [printer] says too little. Add device =",
    ),
    (
        "paper_mm = 58",
        "queue = \"slips\"",
        Some(27),
        "either device or queue, not both",
    ),
    (
        "device = \"/dev/usb/lp0\"",
        "queue = \"-o raw\"",
        Some(26),
        "the name of a CUPS queue",
    ),
    ("paper_mm = 58", "paper_mm = 62", Some(27), "Write 58 or 80"),
    ("cuts = false", "cuts = \"no\"", Some(28), "true or false"),
    ("cuts = false", "cut = false", Some(28), "Did you mean \"cuts\"?"),
    (
        "devices = [\"/dev/input/by-id/usb-One-event-kbd\", \"/dev/input/event7\"]",
        "devices = \"/dev/input/event7\"",
        Some(31),
        "a list of input devices",
    ),
    (
        "\"/dev/input/event7\"",
        "\"event7\"",
        Some(31),
        "a list of input devices",
    ),
    ("\"/dev/input/event7\"", "7", Some(31), "a list of input devices"),
];

#[test]
fn each_mistake_is_told_with_its_line_and_what_to_write_instead() {
    for (from, to, line, words) in MISTAKES {
        let text = WHOLE.replacen(from, to, 1);
        assert_ne!(text, WHOLE, "{from:?} is not in the file");
        let error = parse(&text).expect_err(to);
        assert_eq!(error.line(), *line, "{to:?}: {error}");
        assert!(error.to_string().contains(words), "{to:?}: {error}");
        assert_eq!(error.to_string().lines().count(), 1, "{error}");
    }
}

#[test]
fn the_message_begins_with_the_file_and_the_line() {
    let error = parse(&WHOLE.replace("series", "serie")).unwrap_err();
    let expected = "/etc/reception/kiosk.toml, line 4: unknown key \"serie\". Did you mean \"series\"?";
    assert_eq!(error.to_string(), expected);
}

#[test]
fn http_is_only_for_this_machine() {
    for (address, fine) in [
        ("http://127.0.0.1:8470", true),
        ("http://127.8.8.8", true),
        ("http://[::1]:8470", true),
        ("http://localhost:8470", true),
        ("http://localhost.example.org", false),
        ("http://127.0.0.1.example.org", false),
        ("http://10.0.0.1", false),
        ("https://10.0.0.1", true),
    ] {
        let text = LEAST.replace("http://127.0.0.1:8470", address);
        assert_eq!(parse(&text).is_ok(), fine, "{address}");
    }
}

#[test]
fn a_file_that_cannot_be_read_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kiosk.toml");
    assert!(
        Config::read(&path)
            .unwrap_err()
            .to_string()
            .contains("there is no such file")
    );
    std::fs::write(&path, b"office = \"caf\xe9\"").unwrap();
    assert!(Config::read(&path).unwrap_err().to_string().contains("UTF-8"));
    std::fs::write(&path, vec![b'#'; 100_000]).unwrap();
    assert!(
        Config::read(&path)
            .unwrap_err()
            .to_string()
            .contains("100000 bytes")
    );
    assert!(
        Config::read(folder.path())
            .unwrap_err()
            .to_string()
            .contains("cannot be read")
    );
    std::fs::write(&path, LEAST).unwrap();
    assert_eq!(Config::read(&path).unwrap().data, folder.path().join("data"));
}
