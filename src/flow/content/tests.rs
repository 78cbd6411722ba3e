//! Whole folders: what is shown of them, and what staff are told.

mod hostile;

use std::collections::BTreeSet;

use super::*;
use crate::hours::Status;
use proptest::prelude::*;

const KNOWN: [&str; 7] = ["en-GB", "bn", "tr", "ar", "pl", "zh-Hans", "fr"];

const OFFICE: &str = r##"
name = { en-GB = "Canal Street", ar = "مكتب" }
address = ["12 Canal Street", "London"]
time_zone = "Europe/London"
bank_holidays = "england-and-wales"
languages = ["en-GB", "bn", "ar"]
promise_minutes = 12
last_ticket_minutes = 20
brand = "#0B4F55"
[[phones]]
number = "020 7946 0321"
name = "Repairs"
emergency = true
[[addresses]]
kind = "email"
value = "hello@canalstreet.example"
"##;

const SERVICES: &str =
    "[[service]]\nid = \"repairs\"\nicon = \"wrench\"\nname = { en-GB = \"Repairs\", bn = \"মেরামত\" }\n";

const HOURS: &str = "monday = \"09:00-17:00\"\ntuesday = \"9am - 5pm\"\nwednesday = \"closed\"\nthursday = \"closed\"\n\
    friday = \"closed\"\nsaturday = \"closed\"\nsunday = \"closed\"\n";

const SPOKEN: &str = "[[language]]\nid = \"syl\"\nautonym = \"ছিলটী\"\nname = \"Sylheti\"\n";

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// A folder without a fault, with more files or others in place of its own.
fn folder(more: &[(&str, &str)]) -> Files {
    let mut files = Files::default();
    let good = [
        ("office.toml", OFFICE),
        ("services.toml", SERVICES),
        ("hours.toml", HOURS),
        ("spoken-languages.toml", SPOKEN),
        ("privacy/en-GB.md", "# Your privacy\n\nNothing is kept.\n"),
    ];
    for (path, text) in good.iter().chain(more) {
        files.texts.insert((*path).to_owned(), text.as_bytes().to_vec());
    }
    files
}

fn read(files: &Files) -> (Content, Vec<(&'static str, String)>) {
    let (content, findings) = Content::read(files, &KNOWN);
    for finding in &findings {
        let whole = [&finding.problem, &finding.shown_instead, &finding.remedy];
        assert!(whole.iter().all(|text| !text.is_empty()), "{finding:?}");
    }
    (
        content.unwrap(),
        findings
            .into_iter()
            .map(|finding| (finding.code, finding.file))
            .collect(),
    )
}

fn codes(more: &[(&str, &str)]) -> Vec<&'static str> {
    read(&folder(more)).1.into_iter().map(|(code, _)| code).collect()
}

#[test]
fn a_folder_without_a_fault_is_read_whole_and_nothing_is_found() {
    let (content, found) = read(&folder(&[(
        "leaflets/moving/en-GB.md",
        "Title: Moving\nReview by: 2027-01-31\n\nText\n",
    )]));
    assert_eq!(found, []);
    let office = &content.office;
    assert_eq!((office.promise_minutes, office.last_ticket_minutes), (12, 20));
    assert_eq!(office.languages, ["en-GB", "bn", "ar"]);
    assert_eq!(office.name.get("ar", "en-GB"), "مكتب");
    assert_eq!(
        office.brand,
        Some(Colour {
            red: 0x0b,
            green: 0x4f,
            blue: 0x55
        })
    );
    assert!(office.phones[0].emergency && office.addresses[0].is_email());
    assert_eq!(content.services[0].name.get("bn", "en-GB"), "মেরামত");
    assert_eq!(content.spoken_languages[0].id, "syl");
    assert_eq!(
        content.hours.status("2026-11-24T10:00:00Z".parse().unwrap()),
        Status::Open {
            closes: Some(day(2026, 11, 24).and_hms_opt(17, 0, 0).unwrap()),
        }
    );
    assert_eq!(content.leaflets[0].review_by, Some(day(2027, 1, 31)));
    assert_eq!(
        content
            .privacy
            .get("bn", "en-GB")
            .map(|(page, asked)| (page.title.as_str(), asked)),
        Some(("Your privacy", false))
    );
}

#[test]
fn only_an_unusable_office_leaves_nothing() {
    let nothing = |office: Option<&str>| {
        let mut files = folder(&[]);
        match office {
            Some(text) => files
                .texts
                .insert("office.toml".to_owned(), text.as_bytes().to_vec()),
            None => files.texts.remove("office.toml"),
        };
        let (content, findings) = Content::read(&files, &KNOWN);
        (content.is_none(), findings[0].code)
    };
    assert_eq!(nothing(None), (true, "office-missing"));
    assert_eq!(nothing(Some("name = ")), (true, "file-unreadable"));
    assert_eq!(nothing(Some("name = \"x\"")), (true, "value-missing"));
    assert_eq!(nothing(Some("languages = [\"xx\"]")), (true, "language-unknown"));
    let found = codes(&[(
        "office.toml",
        "languages = [\"xx\", \"BN\", \"bn\"]\nnam = \"x\"\npromise_minutes = \"ten\"\ntime_zone = \"London\"",
    )]);
    assert_eq!(
        found,
        [
            "language-unknown",
            "language-unknown",
            "language-unknown",
            "value-missing",
            "time-zone-unknown",
            "value-missing",
            "value-unusable",
            "key-unknown",
            "privacy-missing",
        ]
    );
}

#[test]
fn one_broken_entry_leaves_the_others() {
    let services = "[[service]]\nid = \"Repairs!\"\nname = \"x\"\n[[service]]\nid = \"rent\"\nname = \"Rent\"\nurgent = \"yes\"\n\
        [[service]]\nid = \"rent\"\nname = \"Again\"\n[[service]]\nid = \"move\"\n";
    let (content, found) = read(&folder(&[("services.toml", services)]));
    assert_eq!(
        content
            .services
            .iter()
            .map(|service| service.id.as_str())
            .collect::<Vec<_>>(),
        ["rent"]
    );
    let found: Vec<_> = found.into_iter().map(|(code, _)| code).collect();
    assert_eq!(
        found,
        ["value-missing", "value-unusable", "id-twice", "value-missing"]
    );
    let (_, findings) = Content::read(&folder(&[("services.toml", services)]), &KNOWN);
    assert_eq!(
        findings.iter().map(|finding| finding.line).collect::<Vec<_>>(),
        [Some(2), Some(7), Some(9), Some(11)]
    );
}

#[test]
fn hours_that_cannot_be_read_are_closed_and_said() {
    let hours = HOURS.replace("9am - 5pm", "9-5")
        + "[[exceptions]]\nfrom = 2026-11-23\nto = 2026-11-22\nhours = \"closed\"\n\
        [[exceptions]]\nfrom = 2026-11-30\nhours = \"10:00-12:00\"\nreason = \"Short day\"\n\
        [[exceptions]]\nfrom = 2026-11-30\nhours = \"closed\"\n";
    let (content, found) = read(&folder(&[("hours.toml", &hours)]));
    assert!(content.hours.day(day(2026, 11, 24)).spans.is_empty());
    assert!(!content.hours.day(day(2026, 11, 23)).spans.is_empty());
    assert!(content.hours.day(day(2026, 11, 30)).spans.is_empty());
    let found: Vec<_> = found.into_iter().map(|(code, _)| code).collect();
    assert_eq!(
        found,
        [
            "hours-unreadable",
            "dates-reversed",
            "reason-missing",
            "exceptions-overlap"
        ]
    );
    let (content, found) = read(&folder(&[("hours.toml", "monday")]));
    assert!(!content.hours.is_known());
    assert_eq!(found[0].0, "file-unreadable");
    let as_usual = read(&folder(&[(
        "hours.toml",
        &format!("{HOURS}bank_holidays = \"As usual\""),
    )]))
    .0;
    assert!(!as_usual.hours.day(day(2026, 4, 6)).spans.is_empty());
}

#[test]
fn dates_and_hours_in_settings_are_read_as_people_write_them() {
    let hours = HOURS.replace("9am - 5pm", "9-5pm (last ticket 4.30pm)")
        + "[[exceptions]]\nfrom = \"31st December 2026\"\nto = \"1 January 2027\"\nhours = \"closed all day\"\nreason = \"x\"\n\
        [[exceptions]]\nfrom = \"03/04/2026\"\nhours = \"closed\"\nreason = \"x\"\n\
        [[exceptions]]\nfrom = 2026-11-30T09:00:00\nhours = \"1-5\"\nreason = \"x\"\n";
    let files = folder(&[("hours.toml", &hours)]);
    let (content, _) = read(&files);
    assert!(content.hours.day(day(2026, 12, 31)).spans.is_empty());
    assert!(!content.hours.day(day(2026, 11, 24)).spans.is_empty());
    let (_, findings) = Content::read(&files, &KNOWN);
    let said: Vec<_> = findings
        .iter()
        .map(|found| (found.code, found.line, found.remedy.as_str()))
        .collect();
    let without_time = "Write the day alone, as in 2026-12-31; a day is from midnight to midnight.";
    assert_eq!(
        said,
        [
            (
                "hours-remark",
                Some(2),
                "Take it out; last_ticket_minutes in office.toml says when the last ticket is given."
            ),
            ("date-ambiguous", Some(14), "Write 2026-04-03 or 2026-03-04."),
            ("date-unreadable", Some(18), without_time),
            ("hours-unreadable", Some(19), "Write 01:00-05:00 or 13:00-17:00."),
        ]
    );
}

#[test]
fn a_language_is_the_whole_name_of_a_file_and_one_of_the_offices() {
    let page = "# A\n\ntext\n";
    let found = codes(&[
        ("leaflets/a/en-GB.md", page),
        ("leaflets/a/pl.md", page),
        ("leaflets/a/BN.md", page),
        ("leaflets/a/bn-LAPTOP.md", page),
        ("leaflets/a/ar.docx", page),
        ("leaflets/b.md", page),
        ("readme.txt", page),
    ]);
    assert_eq!(
        found,
        [
            "document-not-opened",
            "language-unknown",
            "language-unknown",
            "file-not-used",
            "file-not-used"
        ]
    );
}

#[test]
fn conflict_copies_and_passing_files_are_never_published() {
    let page = "# A\n\ntext\n";
    let files = folder(&[
        ("leaflets/a/en-GB.md", page),
        ("leaflets/a (2)/en-GB.md", page),
        ("leaflets/_draft/en-GB.md", page),
        ("leaflets/a/bn.sync-conflict-20261121-101500-ABCDEFG.md", page),
        ("emergency/.en-GB.md.swp", page),
        ("emergency/en-GB (conflicted copy 2026-11-21 101500).md", page),
        ("~$office.toml", page),
        ("_drafts/x.md", page),
        ("notices/x (conflicted copy)/en-GB.md", page),
    ]);
    let (content, found) = read(&files);
    assert_eq!(
        content
            .leaflets
            .iter()
            .map(|leaflet| leaflet.name.as_str())
            .collect::<Vec<_>>(),
        ["a"]
    );
    assert!(content.emergency.is_empty() && content.notices.is_empty());
    assert_eq!(
        found.iter().map(|(code, _)| *code).collect::<Vec<_>>(),
        ["conflict-copy"; 4]
    );
}

#[test]
fn a_missing_translation_shows_the_default_and_a_broken_page_the_others() {
    let mut files = folder(&[
        (
            "leaflets/a/en-GB.md",
            "Title: Moving\nPriority: low\nShow until: 2026-12-31\n\nText\n",
        ),
        (
            "leaflets/a/ar.md",
            "Title: الانتقال 020 7946 0321\nPriority: high\n\nنص\n",
        ),
        ("leaflets/z/en-GB.md", "Title: Zed\nPriority: high\n\nText\n"),
        ("leaflets/only-arabic/ar.md", "نص 020 7946 0321\n"),
        ("leaflets/empty/en-GB.md", "\n\n"),
    ]);
    files
        .texts
        .insert("leaflets/z/bn.md".to_owned(), b"\xff\xfe\x00".to_vec());
    let (content, found) = read(&files);
    let names: Vec<_> = content
        .leaflets
        .iter()
        .map(|leaflet| leaflet.name.as_str())
        .collect();
    assert_eq!(names, ["z", "only-arabic", "a"]);
    let moving = &content.leaflets[2];
    assert_eq!(
        moving
            .pages
            .best("bn", "en-GB")
            .map(|(page, tag)| (page.title.as_str(), tag)),
        Some(("Moving", "en-GB"))
    );
    let (page, asked) = moving.pages.get("ar", "en-GB").unwrap();
    assert_eq!(
        (page.title.as_str(), asked),
        ("الانتقال \u{2066}020 7946 0321\u{2069}", true)
    );
    assert!(moving.shown_on(day(2026, 12, 31)) && !moving.shown_on(day(2027, 1, 1)));
    let arabic = content.leaflets[1].pages.get("bn", "en-GB").unwrap();
    assert_eq!((arabic.0.title.as_str(), arabic.1), ("Only arabic", false));
    assert_eq!(
        found,
        [
            ("page-empty", "leaflets/empty/en-GB.md".to_owned()),
            ("title-missing", "leaflets/only-arabic/ar.md".to_owned()),
            ("text-unreadable", "leaflets/z/bn.md".to_owned()),
            ("shared-key-in-translation", "leaflets/a/ar.md".to_owned()),
            (
                "default-language-missing",
                "leaflets/only-arabic/ar.md".to_owned()
            ),
        ]
    );
}

#[test]
fn titles_come_from_the_header_the_first_heading_or_the_folder() {
    let title = |text: &str| {
        let file = PageFile {
            path: "notices/lift-repair/en-GB.md",
            item: "lift-repair",
            language: "en-GB",
            bytes: text.as_bytes(),
            poster: false,
            pictures: &BTreeSet::new(),
            words: HeaderWords::english(),
        };
        let (summary, page) = read_page(&file).0.unwrap();
        assert_eq!(summary.title, page.title);
        (page.title.clone(), page.blocks.len())
    };
    assert_eq!(title("Title: A\n\ntext"), ("A".to_owned(), 1));
    assert_eq!(title("Title: A\n\n# A\n\ntext"), ("A".to_owned(), 1));
    assert_eq!(title("Title: A\n\n# B\n\ntext"), ("A".to_owned(), 2));
    assert_eq!(title("# B\n\ntext"), ("B".to_owned(), 1));
    assert_eq!(title("## C\n\ntext"), ("C".to_owned(), 1));
    assert_eq!(title("Note: closed Friday\n"), ("Lift repair".to_owned(), 1));
    assert_eq!(
        title("Title: All in the title\n"),
        ("All in the title".to_owned(), 0)
    );
}

#[test]
fn what_becomes_wrong_with_time_is_found_on_the_day() {
    let (content, _) = read(&folder(&[
        ("leaflets/a/en-GB.md", "Review by: 2027-01-31\n# A\n"),
        ("standards/en-GB.md", "Review by: 2027-01-30\n# A\n"),
        (
            "hours.toml",
            &HOURS.replace("saturday = \"closed\"", "saturday = \"10:00-14:00\""),
        ),
    ]));
    let on = |date| {
        content
            .findings_on(date)
            .into_iter()
            .map(|found| (found.code, found.file))
            .collect::<Vec<_>>()
    };
    assert_eq!(on(day(2027, 1, 30)), []);
    assert_eq!(on(day(2027, 1, 31)), [("review-overdue", "standards".to_owned())]);
    assert_eq!(
        on(day(2027, 11, 20)).first(),
        Some(&("holiday-on-weekend", "hours.toml".to_owned()))
    );
    assert_eq!(
        on(day(2028, 7, 1)).first(),
        Some(&("bank-holidays-run-out", "office.toml".to_owned()))
    );
}

#[test]
fn everything_is_bounded() {
    let many: String = (0..100)
        .map(|n| format!("[[service]]\nid = \"s{n}\"\nname = \"{}\"\n", "n".repeat(900)))
        .collect();
    let mut files = folder(&[("services.toml", &many)]);
    for n in 0..6_000 {
        files
            .texts
            .insert(format!("leaflets/l{n}/en-GB.md"), b"<b>x</b>\n".to_vec());
    }
    let (content, findings) = Content::read(&files, &KNOWN);
    let content = content.unwrap();
    assert_eq!((content.services.len(), content.leaflets.len()), (30, 2_000));
    assert!(
        content
            .services
            .iter()
            .all(|service| service.name.get("", "").len() <= 60)
    );
    let too_many = findings.iter().filter(|finding| finding.code == "items-too-many");
    assert!((1..=300).contains(&too_many.count()));
    assert_eq!(findings.last().map(|finding| finding.code), Some("more-problems"));
}

/// The files of a real folder, as the kiosk would hand them over.
fn files_of(root: &std::path::Path) -> Files {
    let mut files = Files::default();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            match path.extension().and_then(|kind| kind.to_str()) {
                _ if path.is_dir() => folders.push(path),
                Some("png" | "jpg" | "jpeg" | "webp") => drop(files.pictures.insert(name)),
                _ => drop(files.texts.insert(name, std::fs::read(&path).unwrap())),
            }
        }
    }
    files
}

#[test]
fn the_sample_office_is_read_without_an_error() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/sample-office");
    let (content, findings) = Content::read(&files_of(&root), &KNOWN);
    let errors: Vec<_> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let content = content.unwrap();
    assert_eq!(
        content.office.languages,
        ["en-GB", "bn", "tr", "ar", "pl", "zh-Hans"]
    );
    assert!(content.hours.is_known() && !content.services.is_empty() && !content.leaflets.is_empty());
    assert!(!content.privacy.is_empty() && !content.standards.is_empty() && content.emergency.is_empty());
}

const PATHS: [&str; 12] = [
    "office.toml",
    "services.toml",
    "hours.toml",
    "spoken-languages.toml",
    "on-duty.toml",
    "leaflets/a/en-GB.md",
    "leaflets/a/ar.md",
    "notices/b/bn.md",
    "emergency/en-GB.md",
    "privacy/ar.md",
    "leaflets/a/x.md",
    "events/../en-GB.md",
];

#[test]
fn a_setting_that_is_held_back_is_always_told() {
    for name in ["services.toml", "spoken-languages.toml"] {
        let sources = Sources {
            settings: [(name, b"".as_slice())].into(),
            ..Sources::default()
        };
        let (usable, findings) = check_setting(name, &sources, None, &KNOWN);
        assert!(!usable && !findings.is_empty(), "{name}");
    }
}

const PIECES: [&str; 34] = [
    "Title: ",
    "Show from: 2026-13-01\n",
    "\n\n",
    "# h\n",
    "- a\n",
    "  - b\n",
    "1. c\n",
    "> ",
    "|a|b|\n|-|-|\n|c|\n",
    "![x](y.png)",
    "[x](https://a.b)",
    "<b>",
    "<!--",
    "**",
    "*",
    "`",
    "\\",
    "\u{202e}",
    "\u{2066}",
    "020 7946 0321 ",
    "نص ",
    "[[service]]\n",
    "[[duty]]\n",
    "[[exceptions]]\n",
    "from = 2026-12-24\n",
    "hours = \"22:00-02:00\"\n",
    "monday = \"9am - 5pm\"\n",
    "id = \"a\"\n",
    "name = { en-GB = \"x\" }\n",
    "date = 9999-12-31\n",
    "[[language]]\n",
    "= ",
    "\0",
    "\u{feff}",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_bytes_make_reading_panic(
        bytes in prop::collection::vec((0..PATHS.len(), prop::collection::vec(any::<u8>(), 0..200)), 0..6),
        pieces in prop::collection::vec((0..PATHS.len(), prop::collection::vec(0..PIECES.len(), 0..40)), 0..8),
        names in prop::collection::vec("\\PC{0,20}", 0..4),
    ) {
        let mut files = folder(&[]);
        for (path, pieces) in pieces {
            let text: String = pieces.into_iter().map(|piece| PIECES[piece]).collect();
            // Half of them after what is good, so that the reading gets further.
            let mut whole = files.texts.remove(PATHS[path]).filter(|_| text.len().is_multiple_of(2)).unwrap_or_default();
            whole.extend(text.into_bytes());
            files.texts.insert(PATHS[path].to_owned(), whole);
        }
        for (path, bytes) in bytes {
            files.texts.insert(PATHS[path].to_owned(), bytes);
        }
        files.texts.extend(names.iter().map(|name| (name.clone(), Vec::new())));
        files.pictures.extend(names);
        let (content, findings) = Content::read(&files, &KNOWN);
        prop_assert!(content.is_some() || !findings.is_empty());
        if let Some(content) = content {
            let at = "2026-12-24T23:30:00Z".parse().unwrap();
            let _ = (content.hours.status(at), content.findings_on(day(2026, 12, 24)));
            prop_assert!(!content.office.languages.is_empty());
        }
    }
}
