//! Facts §10.3, cases 1 to 9, 22 to 25: how files come, change places and go.

use super::*;

#[test]
fn case_1_half_a_page_waits_while_it_grows_and_a_longer_settling_waits_longer() {
    let mut office = Office::new();
    office.write("leaflets/repairs/en-GB.md", "# Repairs\n\nFirst half");
    office.wait(2);
    assert_eq!(office.reads("repairs", "en-GB").as_deref(), Some("One"));
    // Eight seconds between the halves is longer than three: what is whole in itself may be taken meanwhile.
    office.wait(6);
    office.write(
        "leaflets/repairs/en-GB.md",
        "# Repairs\n\nFirst half, second half",
    );
    office.rest();
    assert_eq!(
        office.reads("repairs", "en-GB").as_deref(),
        Some("First half, second half")
    );

    let mut office = Office::new();
    office.publisher.timing.quiet = Duration::from_secs(20);
    office.write("leaflets/repairs/en-GB.md", "# Repairs\n\nFirst half");
    office.wait(8);
    office.write(
        "leaflets/repairs/en-GB.md",
        "# Repairs\n\nFirst half, second half",
    );
    office.wait(18);
    assert_eq!(office.reads("repairs", "en-GB").as_deref(), Some("One"));
    office.wait(4);
    assert_eq!(
        office.reads("repairs", "en-GB").as_deref(),
        Some("First half, second half")
    );
}

#[test]
fn case_2_a_file_of_full_size_that_is_filled_later_is_not_taken() {
    let mut office = Office::with(&[
        ("leaflets/map/en-GB.md", b"# Map\n\nOld\n\n![The way](map.png)\n"),
        ("leaflets/map/map.png", &png(1)),
    ]);
    let text = "# Map\n\nNew words\n\n![The way](map.png)\n";
    office.write_bytes("leaflets/map/en-GB.md", &vec![0; text.len()]);
    office.write_bytes("leaflets/map/map.png", &vec![0; png(2).len()]);
    office.wait(200);
    assert_eq!(office.reads("map", "en-GB").as_deref(), Some("Old"));
    assert_eq!(office.finding("text-unreadable").file, "leaflets/map/en-GB.md");
    office.write("leaflets/map/en-GB.md", text);
    office.wait(200);
    assert_eq!(
        office.reads("map", "en-GB").as_deref(),
        Some("Old"),
        "the new words with no picture"
    );
    assert_eq!(office.finding("picture-unreadable").file, "leaflets/map/map.png");
    office.write_bytes("leaflets/map/map.png", &png(2));
    office.rest();
    assert_eq!(office.reads("map", "en-GB").as_deref(), Some("New words"));
    assert_eq!(office.codes(), Vec::<&str>::new());
}

#[test]
fn case_3_an_older_file_of_the_same_size_takes_the_place_of_a_newer_one() {
    let mut office = Office::new();
    let path = office.path("leaflets/repairs/en-GB.md");
    office.write("leaflets/new.part", "# Repairs\n\nTwo\n");
    let older = fs::File::options()
        .write(true)
        .open(office.path("leaflets/new.part"))
        .unwrap();
    older
        .set_modified(std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000))
        .unwrap();
    fs::rename(office.path("leaflets/new.part"), &path).unwrap();
    office.rest();
    assert_eq!(office.reads("repairs", "en-GB").as_deref(), Some("Two"));
}

#[test]
fn case_4_of_two_writes_in_one_second_the_last_is_shown() {
    let mut office = Office::new();
    for word in ["Two", "Six", "Ten"] {
        office.write("leaflets/repairs/en-GB.md", &format!("# Repairs\n\n{word}\n"));
        office.look();
    }
    office.rest();
    assert_eq!(office.reads("repairs", "en-GB").as_deref(), Some("Ten"));
    // As long, and within the same look as the last.
    office.write("leaflets/repairs/en-GB.md", "# Repairs\n\nOne\n");
    office.rest();
    assert_eq!(office.reads("repairs", "en-GB").as_deref(), Some("One"));
}

#[test]
fn cases_5_and_6_a_file_that_is_deleted_before_it_is_replaced_never_disappears() {
    let mut office = Office::new();
    for gap in [1, 10, 60, 85] {
        office.delete("leaflets/repairs/en-GB.md");
        office.wait(gap);
        assert!(office.reads("repairs", "en-GB").is_some(), "after {gap} s");
        office.write(
            "leaflets/repairs/en-GB.md",
            &format!("# Repairs\n\nAfter {gap}\n"),
        );
        office.rest();
        assert_eq!(office.reads("repairs", "en-GB"), Some(format!("After {gap}")));
    }
}

#[test]
fn case_7_a_renamed_leaflet_changes_its_place_in_one_generation() {
    let mut office = Office::new();
    fs::rename(office.path("leaflets/repairs"), office.path("leaflets/mending")).unwrap();
    let mut generation = office.publisher.generation();
    for _ in 0..40 {
        office.now += Duration::from_millis(250);
        office.look();
        let both = ["repairs", "mending"].map(|item| office.reads(item, "en-GB").is_some());
        assert!(both[0] != both[1], "both or neither: {both:?}");
        let in_bengali = ["repairs", "mending"].map(|item| office.reads(item, "bn").is_some());
        assert_eq!(both, in_bengali, "one language went ahead of the other");
        generation += u64::from(office.publisher.generation() > generation);
    }
    assert_eq!(office.reads("mending", "bn").as_deref(), Some("এক"));
    assert_eq!(generation, 2, "one change");
}

#[test]
fn case_8_a_folder_that_vanishes_or_is_empty_leaves_everything_as_it_was() {
    let mut office = Office::new();
    let away = office.root.path().with_extension("away");
    fs::rename(office.root.path(), &away).unwrap();
    office.wait(400);
    assert_eq!(office.codes(), ["folder-away"]);
    assert!(office.reads("rent", "en-GB").is_some());
    // The mount point that is left behind.
    fs::create_dir(office.root.path()).unwrap();
    office.wait(400);
    assert!(office.codes().contains(&"folder-emptied"), "{:?}", office.codes());
    assert!(office.reads("rent", "en-GB").is_some());
    office.restart();
    office.wait(400);
    assert!(office.reads("rent", "en-GB").is_some());
    assert!(office.publisher.is_guarded());
    fs::remove_dir(office.root.path()).unwrap();
    fs::rename(&away, office.root.path()).unwrap();
    office.wait(60);
    assert_eq!(office.codes(), Vec::<&str>::new());
    assert!(!office.publisher.is_guarded());
}

#[test]
fn case_9_most_files_gone_at_once_needs_a_second_word() {
    let many: Vec<String> = (0..30).map(|n| format!("leaflets/l{n}/en-GB.md")).collect();
    let files: Vec<(&str, &[u8])> = many
        .iter()
        .map(|path| (path.as_str(), &b"# L\n\nx\n"[..]))
        .collect();
    let mut office = Office::with(&files);
    for path in &many {
        office.delete(path);
    }
    office.wait(600);
    assert!(office.reads("l7", "en-GB").is_some());
    assert_eq!(office.codes(), ["folder-emptied"]);
    // New content goes on being published meanwhile.
    office.write("leaflets/rent/en-GB.md", "# Rent\n\nTwo\n");
    office.rest();
    assert_eq!(office.reads("rent", "en-GB").as_deref(), Some("Two"));
    office.write("_emptied.txt", "");
    office.wait(60);
    assert_eq!((office.reads("l7", "en-GB"), office.codes()), (None, Vec::new()));
    assert!(office.reads("rent", "en-GB").is_some());
    // The word is said once: the file that lies there says nothing of the next time.
    for path in &many {
        office.write(path, "# L\n\nx\n");
    }
    office.rest();
    for path in &many {
        office.delete(path);
    }
    office.wait(600);
    assert!(office.publisher.is_guarded() && office.reads("l7", "en-GB").is_some());
    office.publisher.confirm_emptied();
    office.look();
    assert_eq!(office.reads("l7", "en-GB"), None);
}

#[test]
fn case_24_a_picture_that_comes_after_its_page_is_waited_for() {
    let mut office = Office::new();
    office.write(
        "leaflets/repairs/en-GB.md",
        "# Repairs\n\nTwo\n\n![A tap](tap.png)\n",
    );
    office.wait(40);
    assert_eq!(office.reads("repairs", "en-GB").as_deref(), Some("One"));
    assert_eq!(
        office.finding("waits-for-picture").file,
        "leaflets/repairs/en-GB.md"
    );
    office.write_bytes("leaflets/repairs/tap.png", &png(3));
    office.rest();
    let opened = office.opened(Section::Leaflets, "repairs", "en-GB").unwrap();
    assert_eq!(opened.pictures.len(), 1);
    assert_eq!(office.codes(), Vec::<&str>::new());

    office.write(
        "leaflets/rent/en-GB.md",
        "# Rent\n\nTwo\n\n![A purse](purse.png)\n",
    );
    office.wait(100);
    assert_eq!(office.finding("picture-missing").file, "leaflets/rent/en-GB.md");
    assert!(office.reads("rent", "en-GB").unwrap().starts_with("Two"));
    office.write_bytes("leaflets/rent/purse.png", &png(3));
    office.rest();
    assert_eq!(
        office
            .opened(Section::Leaflets, "rent", "en-GB")
            .unwrap()
            .pictures
            .len(),
        1
    );
    assert_eq!(office.codes(), Vec::<&str>::new());
}

#[test]
fn a_page_waits_for_what_is_being_copied_beside_it_and_not_for_what_was_left_behind() {
    let mut office = Office::new();
    office.write("leaflets/repairs/.syncthing.tap.png.tmp", "…");
    office.write("leaflets/repairs/en-GB.md", "# Repairs\n\nTwo\n");
    office.write("leaflets/rent/en-GB.md", "# Rent\n\nTwo\n");
    office.wait(60);
    assert_eq!(office.reads("repairs", "en-GB").as_deref(), Some("One"));
    assert_eq!(
        office.reads("rent", "en-GB").as_deref(),
        Some("Two"),
        "another leaflet"
    );
    assert_eq!(office.codes(), ["waits-for-copy"]);
    office.wait(600);
    assert_eq!(office.reads("repairs", "en-GB").as_deref(), Some("Two"));
    assert_eq!(office.codes(), Vec::<&str>::new());
}

#[test]
fn a_page_and_its_picture_change_together() {
    let mut office = Office::with(&[
        ("leaflets/map/en-GB.md", b"# Map\n\nOne\n\n![x](map.png)\n"),
        ("leaflets/map/bn.md", b"# Map\n\nOne\n\n![x](map.png)\n"),
        ("leaflets/map/map.png", &png(1)),
    ]);
    let shade = |office: &Office, language: &str| {
        let opened = office.opened(Section::Leaflets, "map", language).unwrap();
        match &opened.pictures["leaflets/map/map.png"] {
            crate::Pixels::Opaque { bytes, .. } | crate::Pixels::Transparent { bytes, .. } => bytes[0],
        }
    };
    office.write("leaflets/map/en-GB.md", "# Map\n\nTwo\n\n![x](map.png)\n");
    office.write_bytes("leaflets/map/bn.md", b"\0\0\0\0");
    office.wait(2);
    office.write_bytes("leaflets/map/map.png", &png(2));
    for _ in 0..30 {
        office.now += Duration::from_millis(250);
        office.look();
        let seen = (office.reads("map", "en-GB").unwrap(), shade(&office, "en-GB"));
        assert!(
            [("One".to_owned(), 1), ("Two".to_owned(), 2)].contains(&seen),
            "two versions of one page mixed: {seen:?}"
        );
        assert_eq!(
            (office.reads("map", "bn").as_deref(), shade(&office, "bn")),
            (Some("One"), 1),
            "the torn translation keeps its own picture"
        );
    }
    assert_eq!(office.reads("map", "en-GB").as_deref(), Some("Two"));
}

#[test]
fn what_has_yet_to_come_to_rest_is_not_said_to_be_missing() {
    let mut office = Office::empty();
    office.write("office.toml", OFFICE);
    office.write("services.toml", SERVICES);
    office.write("spoken-languages.toml", SPOKEN);
    office.look();
    assert_eq!(office.codes(), Vec::<&str>::new());
    office.rest();
    assert_eq!(office.codes(), ["hours-missing", "privacy-missing"]);
    office.write("hours.toml", HOURS);
    office.write("privacy/en-GB.md", "# Your privacy\n\nNothing is kept.\n");
    office.look();
    assert_eq!(office.codes(), Vec::<&str>::new());
    office.rest();
    assert_eq!(office.codes(), Vec::<&str>::new());
    // A leaflet in two languages, one of which waits for its picture.
    office.write("leaflets/map/pl.md", "# Mapa\n\nJedna\n");
    office.write("leaflets/map/en-GB.md", "# Map\n\nOne\n\n![The way](map.png)\n");
    office.wait(5);
    assert_eq!(office.reads("map", "pl").as_deref(), Some("Jedna"));
    assert_eq!(office.codes(), ["waits-for-picture"]);
    office.wait(200);
    assert_eq!(office.codes(), ["picture-missing"]);
    office.delete("leaflets/map/en-GB.md");
    office.wait(200);
    assert_eq!(office.codes(), ["default-language-missing"]);
}
