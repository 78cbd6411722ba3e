//! Random sequences of what people and tools do to a folder. Whatever they do: something is always shown, no page
//! mixes two versions of itself, and when it is over the screen holds what the folder holds.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

/// What can happen to one of a few leaflets, each with a page and a picture of the same version.
#[derive(Clone, Copy, Debug)]
enum Op {
    /// A new version, written in this way.
    Save(usize, Way),
    Delete(usize),
    /// To another name.
    Rename(usize, usize),
    /// The page is torn: its bytes are zeros until it is saved again.
    Tear(usize),
    Wait(u16),
    Restart,
}

#[derive(Clone, Copy, Debug)]
enum Way {
    /// Over the old files.
    Over,
    /// Beside them, then renamed over them, with a time long past.
    Rename,
    /// The old files are deleted first.
    DeleteFirst,
    /// A tool's own file lies beside them until both are there.
    Announced,
}

fn op() -> impl Strategy<Value = Op> {
    let way = prop_oneof![
        Just(Way::Over),
        Just(Way::Rename),
        Just(Way::DeleteFirst),
        Just(Way::Announced)
    ];
    prop_oneof![
        6 => (0..4usize, way).prop_map(|(leaflet, way)| Op::Save(leaflet, way)),
        1 => (0..4usize).prop_map(Op::Delete),
        1 => (0..4usize, 0..4usize).prop_map(|(from, to)| Op::Rename(from, to)),
        1 => (0..4usize).prop_map(Op::Tear),
        4 => (0..30u16).prop_map(Op::Wait),
        1 => (60..200u16).prop_map(Op::Wait),
        1 => Just(Op::Restart),
    ]
}

struct Played {
    office: Office,
    /// The version of each leaflet in the folder; `None` when its page is torn.
    folder: BTreeMap<usize, Option<u8>>,
    version: u8,
}

impl Played {
    fn new() -> Self {
        Self {
            office: Office::new(),
            folder: BTreeMap::new(),
            version: 0,
        }
    }

    fn play(&mut self, op: Op) {
        match op {
            Op::Save(leaflet, way) => self.save(leaflet, way),
            Op::Delete(leaflet) => {
                if self.folder.remove(&leaflet).is_some() {
                    self.office.delete(&format!("leaflets/l{leaflet}"));
                }
            }
            Op::Rename(from, to) => {
                if self.folder.contains_key(&from) && !self.folder.contains_key(&to) {
                    let path = |leaflet| self.office.path(&format!("leaflets/l{leaflet}"));
                    fs::rename(path(from), path(to)).unwrap();
                    let version = self.folder.remove(&from).unwrap();
                    self.folder.insert(to, version);
                }
            }
            Op::Tear(leaflet) => {
                if let Some(version) = self.folder.get_mut(&leaflet) {
                    *version = None;
                    self.office
                        .write_bytes(&format!("leaflets/l{leaflet}/en-GB.md"), &[0; 40]);
                }
            }
            Op::Wait(seconds) => self.wait(u64::from(seconds)),
            Op::Restart => self.office.restart(),
        }
        self.verify();
    }

    fn save(&mut self, leaflet: usize, way: Way) {
        self.version = self.version.wrapping_add(1);
        let version = self.version;
        let text = format!("# Leaflet\n\nVersion {version}\n\n![x](p.png)\n");
        let folder = format!("leaflets/l{leaflet}");
        let (page, picture) = (format!("{folder}/en-GB.md"), format!("{folder}/p.png"));
        let office = &mut self.office;
        match way {
            Way::Over => {
                office.write(&page, &text);
                office.look();
                office.write_bytes(&picture, &png(version));
            }
            Way::Rename => {
                for (path, bytes) in [(&picture, png(version)), (&page, text.into_bytes())] {
                    let aside = format!("{path}.part");
                    office.write_bytes(&aside, &bytes);
                    let file = fs::File::options().write(true).open(office.path(&aside)).unwrap();
                    file.set_modified(std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1))
                        .unwrap();
                    fs::rename(office.path(&aside), office.path(path)).unwrap();
                }
            }
            Way::DeleteFirst => {
                if office.path(&folder).exists() {
                    office.delete(&folder);
                }
                office.look();
                office.write_bytes(&picture, &png(version));
                office.look();
                office.write(&page, &text);
            }
            Way::Announced => {
                let aside = format!("{folder}/.syncthing.p.png.tmp");
                office.write(&aside, "…");
                office.write(&page, &text);
                // Longer than the page needs to come to rest.
                office.wait(5);
                office.write_bytes(&aside, &png(version));
                fs::rename(office.path(&aside), office.path(&picture)).unwrap();
            }
        }
        self.folder.insert(leaflet, Some(version));
    }

    fn wait(&mut self, seconds: u64) {
        for _ in 0..seconds.min(30) {
            self.office.wait(seconds.div_ceil(30));
            self.verify();
        }
    }

    /// What each leaflet shows; a page and a picture of different versions is what must never be seen.
    fn shown(&self) -> BTreeMap<usize, u8> {
        let mut shown = BTreeMap::new();
        for leaflet in 0..4 {
            let item = format!("l{leaflet}");
            let Some(opened) = self.office.opened(Section::Leaflets, &item, "en-GB") else {
                continue;
            };
            let version = opened.page.blocks.iter().find_map(words).unwrap();
            let version: u8 = version.strip_prefix("Version ").unwrap().parse().unwrap();
            if let Some(pixels) = opened.pictures.values().next() {
                let (crate::Pixels::Opaque { bytes, .. } | crate::Pixels::Transparent { bytes, .. }) = pixels;
                assert_eq!(bytes[0], version, "{item} mixes two versions");
            }
            shown.insert(leaflet, version);
        }
        shown
    }

    fn verify(&self) {
        let content = self.office.publisher.content().expect("something is shown");
        assert!(content.leaflets.len() >= 2, "the leaflets that nobody touched");
        self.shown();
    }
}

fn cases() -> u32 {
    std::env::var("RECEPTION_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok())
        .map_or(24, |cases: u32| cases / 20)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_to_the_folder_the_screen_holds_whole_pages_and_in_the_end_the_folder(
        ops in prop::collection::vec(op(), 1..30),
    ) {
        let mut played = Played::new();
        for op in ops {
            played.play(op);
        }
        played.wait(720);
        let shown = played.shown();
        for (leaflet, version) in &played.folder {
            match version {
                Some(version) => prop_assert_eq!(shown.get(leaflet), Some(version)),
                None => prop_assert!(
                    played.office.codes().contains(&"text-unreadable"),
                    "a torn page is not told"
                ),
            }
        }
        for leaflet in shown.keys() {
            prop_assert!(played.folder.contains_key(leaflet), "what was deleted is still shown");
        }
    }
}
