//! Facts §10.3, case 25: crashes, full disks and a copy that rots.

use super::*;

#[test]
fn case_25_the_last_good_generation_is_shown_without_the_folder() {
    let mut office = Office::new();
    office.write("leaflets/repairs/en-GB.md", "# Repairs\n\nTwo\n");
    office.rest();
    fs::remove_dir_all(office.root.path()).unwrap();
    office.restart();
    assert_eq!(office.reads("repairs", "en-GB").as_deref(), Some("Two"));
    office.wait(400);
    assert_eq!(office.reads("repairs", "en-GB").as_deref(), Some("Two"));
    // The last manifest rots: the one before is shown.
    let manifests = manifests(&office);
    fs::write(manifests.last().unwrap(), b"{}").unwrap();
    office.restart();
    assert_eq!(
        office.title(Section::Leaflets, "repairs", "en-GB").as_deref(),
        Some("Repairs")
    );
    for manifest in &manifests {
        fs::write(manifest, b"{}").unwrap();
    }
    office.restart();
    office.wait(10);
    assert!(office.publisher.content().is_none(), "the built-in page");
    assert_eq!(office.codes(), ["folder-away"]);
}

fn manifests(office: &Office) -> Vec<PathBuf> {
    let entries = fs::read_dir(office.copy.path().join("generations")).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn blobs(office: &Office) -> Vec<PathBuf> {
    let mut blobs = Vec::new();
    for folder in fs::read_dir(office.copy.path().join("blobs")).unwrap() {
        blobs.extend(
            fs::read_dir(folder.unwrap().path())
                .unwrap()
                .map(|blob| blob.unwrap().path()),
        );
    }
    blobs
}

#[test]
fn three_generations_are_kept_and_only_the_bytes_they_need() {
    let mut office = Office::new();
    for edit in 0..20 {
        office.write(
            "leaflets/repairs/en-GB.md",
            &format!("# Repairs\n\nEdit {edit}\n"),
        );
        office.rest();
    }
    assert_eq!(manifests(&office).len(), 3);
    office.restart();
    office.look();
    // Eight files, and two earlier states of one of them.
    assert_eq!(blobs(&office).len(), 10);
    assert_eq!(office.reads("repairs", "en-GB").as_deref(), Some("Edit 19"));
}

#[test]
fn a_kiosk_that_runs_for_months_keeps_no_bytes_that_nobody_needs() {
    let mut office = Office::new();
    for edit in 0..60 {
        office.write(
            "leaflets/repairs/en-GB.md",
            &format!("# Repairs\n\nEdit {edit}\n"),
        );
        office.rest();
    }
    // Eight files, two earlier states of one of them, and what was taken since it was last tidied.
    assert!(blobs(&office).len() <= 10 + 16, "{}", blobs(&office).len());
}

#[test]
fn a_copy_that_rots_is_taken_anew_from_the_folder() {
    let mut office = Office::new();
    let address = PageAddress {
        section: Section::Leaflets,
        item: "repairs".to_owned(),
        language: "en-GB".to_owned(),
    };
    for blob in blobs(&office) {
        if fs::read_to_string(&blob).is_ok_and(|text| text.starts_with("# Repairs")) {
            fs::write(blob, "# Repairs\n\n???\n").unwrap();
        }
    }
    assert!(office.publisher.library().open(&address).is_err());
    office.rest();
    assert_eq!(office.reads("repairs", "en-GB").as_deref(), Some("One"));
}

#[test]
fn what_was_being_written_when_the_power_went_is_of_no_consequence() {
    let mut office = Office::new();
    // A full file that no generation knows may hold anything after a crash.
    let text = "# Repairs\n\nTwo\n";
    let blob = {
        use sha2::{Digest, Sha256};
        crate::generation::BlobId(Sha256::digest(text).into()).to_string()
    };
    let path = office.copy.path().join("blobs").join(&blob[..2]).join(&blob);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, vec![0; text.len()]).unwrap();
    fs::write(office.copy.path().join("incoming/7"), "half").unwrap();
    office.restart();
    office.write("leaflets/repairs/en-GB.md", text);
    office.rest();
    assert_eq!(office.reads("repairs", "en-GB").as_deref(), Some("Two"));
    assert_eq!(
        fs::read_dir(office.copy.path().join("incoming")).unwrap().count(),
        0
    );
}

#[test]
fn a_copy_that_somebody_empties_under_the_kiosk_is_made_again() {
    let mut office = Office::new();
    for folder in ["blobs", "generations", "incoming"] {
        fs::remove_dir_all(office.copy.path().join(folder)).unwrap();
    }
    assert!(office.publisher.content().is_some());
    office.wait(70);
    assert_eq!(office.reads("repairs", "en-GB").as_deref(), Some("One"));
    assert_eq!(office.codes(), Vec::<&str>::new());
    fs::remove_dir_all(office.root.path()).unwrap();
    office.restart();
    assert_eq!(
        office.reads("rent", "en-GB").as_deref(),
        Some("One"),
        "it was made whole"
    );
}
