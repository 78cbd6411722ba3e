//! Facts §10.3, cases 10 to 21 and 24: what lies in folders that ought not to be shown.

use std::os::unix::fs::{FileTypeExt, symlink};

use super::*;

#[test]
fn case_10_copies_of_a_conflict_are_never_shown_and_always_told() {
    let mut office = Office::new();
    let copies = [
        "bn-DESKTOP-AB12CD3.md",
        "bn (conflicted copy 2026-11-21 101500).md",
        "bn.sync-conflict-20261121-101500-ABCDEFG.md",
    ];
    for copy in copies {
        office.write(&format!("leaflets/repairs/{copy}"), "# Wrong\n\nWrong\n");
    }
    office.rest();
    assert_eq!(office.reads("repairs", "bn").as_deref(), Some("এক"));
    assert_eq!(
        office.codes(),
        ["conflict-copy", "conflict-copy", "language-unknown"]
    );
    office.delete("leaflets/repairs/bn.md");
    office.wait(100);
    assert_eq!(
        office.reads("repairs", "bn"),
        None,
        "a copy took the page's place"
    );
}

#[test]
fn case_11_what_passes_by_is_not_mentioned() {
    let mut office = Office::new();
    for name in [
        "~$bn.docx",
        "._bn.md",
        ".~lock.bn.md#",
        "Thumbs.db",
        ".DS_Store",
        "bn.md~",
    ] {
        office.write(&format!("leaflets/repairs/{name}"), "x");
    }
    office.write(".stfolder/x", "x");
    office.write("_drafts/bn.md", "x");
    office.write("leaflets/_archive/bn.md", "x");
    office.write(".stversions/leaflets/repairs/bn.md", "x");
    office.rest();
    assert_eq!(office.codes(), Vec::<&str>::new());
}

#[test]
fn cases_12_and_13_two_files_that_look_the_same_are_one_page_and_told() {
    let mut office = Office::new();
    office.write("leaflets/repairs/EN-gb.md", "# Wrong\n\nWrong\n");
    // "é" as one letter and as two.
    office.write("notices/caf\u{e9}/en-GB.md", "# One letter\n");
    office.write("notices/cafe\u{301}/en-GB.md", "# Two letters\n");
    office.rest();
    assert_eq!(office.reads("repairs", "en-GB").as_deref(), Some("One"));
    assert_eq!(
        office.title(Section::Notices, "caf\u{e9}", "en-GB").as_deref(),
        Some("One letter")
    );
    assert_eq!(office.codes(), ["name-twice", "name-twice"]);
    // Alone, the one that a Mac wrote is as good.
    office.delete("notices/caf\u{e9}");
    office.rest();
    assert_eq!(
        office.title(Section::Notices, "caf\u{e9}", "en-GB").as_deref(),
        Some("Two letters")
    );
}

#[test]
fn case_14_links_lead_nowhere() {
    let mut office = Office::new();
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("en-GB.md"), "# Secret\n").unwrap();
    symlink("/etc/passwd", office.path("leaflets/repairs/ar.md")).unwrap();
    symlink(office.path("leaflets"), office.path("leaflets/loop")).unwrap();
    symlink(outside.path(), office.path("leaflets/outside")).unwrap();
    office.rest();
    assert_eq!(office.codes(), ["link-not-followed"; 3]);
    assert_eq!(office.publisher.content().unwrap().leaflets.len(), 2);
}

#[test]
fn case_15_what_is_no_file_is_never_opened() {
    let mut office = Office::new();
    rustix::fs::mkfifoat(
        rustix::fs::CWD,
        office.path("leaflets/repairs/ar.md"),
        rustix::fs::Mode::RWXU,
    )
    .unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(office.path("leaflets/repairs/pl.md")).unwrap();
    assert!(
        fs::metadata(office.path("leaflets/repairs/ar.md"))
            .unwrap()
            .file_type()
            .is_fifo()
    );
    fs::create_dir(office.path("leaflets/rent/bn.md")).unwrap();
    office.rest();
    assert_eq!(office.codes(), ["not-a-file", "not-a-file"]);
    // A folder that takes the place of a page is one that was deleted.
    office.delete("leaflets/rent/en-GB.md");
    fs::create_dir(office.path("leaflets/rent/en-GB.md")).unwrap();
    office.wait(10);
    assert_eq!(office.reads("rent", "en-GB").as_deref(), Some("One"));
}

#[test]
fn cases_16_and_18_documents_are_told_and_never_opened() {
    let mut office = Office::new();
    // They would be refused for other reasons if anything looked inside.
    office.write_bytes("leaflets/repairs/ar.docx", &[0; 64]);
    office.write_bytes("leaflets/repairs/ar.doc", b"PK\x03\x04");
    office.write_bytes("leaflets/repairs/pl.pdf", b"%PDF-1.7 endless");
    office.rest();
    assert_eq!(office.codes(), ["document-not-opened"; 3]);
    assert!(office.finding("document-not-opened").remedy.contains(".md"));
}

#[test]
fn case_17_pictures_are_bounded_known_by_their_bytes_and_decoded_whole() {
    let mut vast = png(1);
    vast[16..20].copy_from_slice(&30_000u32.to_be_bytes());
    vast[20..24].copy_from_slice(&30_000u32.to_be_bytes());
    let mut torn = Vec::new();
    image::RgbImage::from_fn(200, 200, |x, y| {
        image::Rgb([u8::try_from((x * y) % 256).unwrap(); 3])
    })
    .write_to(&mut std::io::Cursor::new(&mut torn), image::ImageFormat::Jpeg)
    .unwrap();
    torn.truncate(torn.len() / 2);
    let page = b"# P\n\nx\n\n![a](vast.png)\n\n![b](torn.jpg)\n\n![c](named.jpg)\n";
    let office = Office::with(&[
        ("leaflets/p/en-GB.md", page),
        ("leaflets/p/vast.png", &vast),
        ("leaflets/p/torn.jpg", &torn),
        ("leaflets/p/named.jpg", &png(1)),
    ]);
    let opened = office.opened(Section::Leaflets, "p", "en-GB").unwrap();
    assert_eq!(
        opened.pictures.keys().collect::<Vec<_>>(),
        ["leaflets/p/named.jpg"]
    );
    assert_eq!(office.codes(), ["picture-unreadable", "picture-unreadable"]);
}

#[test]
fn case_24_a_language_the_office_does_not_list_and_a_missing_default() {
    let mut office = Office::new();
    office.write("leaflets/repairs/xx.md", "# X\n");
    office.write("leaflets/only/ar.md", "# فقط\n");
    office.rest();
    assert_eq!(office.codes(), ["default-language-missing", "language-unknown"]);
    let content = office.publisher.content().unwrap();
    let pages = content.translations(Section::Leaflets, "only").unwrap();
    assert_eq!(pages.best("bn", "en-GB").unwrap().1, "ar");
    // The office takes a language up, and the page that was there is shown.
    office.write("leaflets/only/pl.md", "# Tylko\n");
    office.write("office.toml", &OFFICE.replace(", \"pl\"", ""));
    office.rest();
    assert_eq!(office.title(Section::Leaflets, "only", "pl"), None);
    office.write("office.toml", OFFICE);
    office.rest();
    assert_eq!(
        office.title(Section::Leaflets, "only", "pl").as_deref(),
        Some("Tylko")
    );
}
