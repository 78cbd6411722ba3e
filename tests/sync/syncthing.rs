//! Two Syncthings on loopback that know nobody but each other: no discovery, no relays, no reports, no upgrades, and
//! no page of their own.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::fixture::free_address;
use crate::process::{Process, asked_to_end, command, run};
use crate::programs::tool;

/// How long making a key may take.
const MAKE: Duration = Duration::from_secs(60);

/// Both of them.
pub struct Syncthing {
    staff: Process,
    kiosk: Process,
}

struct Device {
    home: PathBuf,
    id: String,
    address: SocketAddr,
}

impl Syncthing {
    /// Has the folder of staff and that of the kiosk made the same, and kept so.
    ///
    /// # Panics
    /// If Syncthing is not installed or does not start.
    pub fn start(staff: &Path, kiosk: &Path, home: &Path) -> Self {
        let devices = ["staff", "kiosk"].map(|name| Device::new(&home.join(name)));
        let folders = [staff, kiosk];
        for (device, folder) in devices.iter().zip(folders) {
            // Without its mark Syncthing takes a folder for one that is not mounted.
            fs::create_dir_all(folder.join(".stfolder")).expect("the folder's mark");
            fs::write(device.home.join("config.xml"), config(device, &devices, folder))
                .expect("its settings");
        }
        let [staff, kiosk] = devices.map(|device| device.start());
        Self { staff, kiosk }
    }

    /// What both have written.
    pub fn last_words(&self) -> String {
        self.staff.last_words() + &self.kiosk.last_words()
    }
}

impl Device {
    fn new(home: &Path) -> Self {
        fs::create_dir_all(home).expect("a folder");
        let mut generate = command(&tool("syncthing", "syncthing"));
        generate.arg("generate").arg(format!("--home={}", home.display()));
        generate.env("HOME", home).env("STNOUPGRADE", "1");
        let outcome = run(generate, MAKE);
        assert_eq!(outcome.code, Some(0), "{}{}", outcome.out, outcome.err);
        let made = fs::read_to_string(home.join("config.xml")).expect("what it made");
        let id = made
            .split("<device id=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        Self {
            home: home.to_owned(),
            id: id.expect("the id of the device").to_owned(),
            address: free_address(),
        }
    }

    fn start(self) -> Process {
        // It runs in a child of its own, which outlives it if it is killed.
        let mut serve = asked_to_end(&tool("syncthing", "syncthing"));
        serve.arg("serve").arg(format!("--home={}", self.home.display()));
        serve.args(["--no-browser", "--no-restart"]);
        serve.env("HOME", &self.home).env("STNOUPGRADE", "1");
        Process::start("syncthing", &self.home, serve)
    }
}

fn config(device: &Device, all: &[Device], folder: &Path) -> String {
    let mut known = String::new();
    let mut shared = String::new();
    for other in all {
        let Device { id, address, .. } = other;
        known +=
            &format!("<device id=\"{id}\" name=\"{id:.7}\"><address>tcp://{address}</address></device>\n");
        shared += &format!("<device id=\"{id}\"></device>\n");
    }
    let (path, address) = (folder.display(), device.address);
    format!(
        r#"<configuration version="36">
<folder id="content" label="content" path="{path}" type="sendreceive" rescanIntervalS="3600"
 fsWatcherEnabled="true" fsWatcherDelayS="1" ignorePerms="false" autoNormalize="true">
<filesystemType>basic</filesystemType>
{shared}<minDiskFree unit="%">0</minDiskFree></folder>
{known}<gui enabled="false"></gui>
<options>
<listenAddress>tcp://{address}</listenAddress>
<globalAnnounceEnabled>false</globalAnnounceEnabled>
<localAnnounceEnabled>false</localAnnounceEnabled>
<relaysEnabled>false</relaysEnabled>
<natEnabled>false</natEnabled>
<reconnectionIntervalS>1</reconnectionIntervalS>
<startBrowser>false</startBrowser>
<urAccepted>-1</urAccepted>
<autoUpgradeIntervalH>0</autoUpgradeIntervalH>
<crashReportingEnabled>false</crashReportingEnabled>
<announceLANAddresses>false</announceLANAddresses>
</options>
</configuration>
"#
    )
}
