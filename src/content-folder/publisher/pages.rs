//! What becomes of each unit in one look.

use flow::content::{Office, PageAddress, Section, read_office};

use super::*;
use crate::generation::BlobId;

/// After so many generations, the bytes that none of the kept ones needs are deleted: a kiosk that runs for months
/// must not wait for its disk to be full.
const TIDIED_EVERY: u64 = 16;

/// Whether a unit is taken.
enum Turn {
    /// It is published as it is.
    Published,
    /// It was refused as it is.
    Refused,
    /// It must wait.
    Later(Duration),
    /// It must wait for what is being copied beside it.
    Copying(Duration),
    /// Now.
    Now,
}

impl Publisher {
    pub(super) fn take_settings(&mut self, taking: &Taking, found: &Candidates, look: &mut Look) {
        // The office comes first: the others are read with its languages and time zone.
        let mut settings: Vec<(&UnitKey, &Candidate)> = found.units.iter().collect();
        settings.sort_by_key(|(key, _)| **key != UnitKey::Setting("office.toml"));
        for (key, candidate) in settings {
            let UnitKey::Setting(name) = key else { continue };
            if !self.is_its_turn(key, candidate, look) {
                continue;
            }
            let office = self.office(look);
            let shown = self.current.units.get(key).map(|unit| unit.flaws);
            let taken = taking.setting(name, candidate, office.as_ref());
            let taken = taken.and_then(|mut taken| {
                // What is shown is better than what came.
                if shown.is_some_and(|flaws| taken.unit.flaws > flaws) {
                    return Err(NotTaken::Bad(taken.findings));
                }
                // They are said again when all settings are put together.
                taken.findings.clear();
                Ok(taken)
            });
            self.took(key, candidate, taken, look);
        }
    }

    pub(super) fn take_pages(&mut self, taking: &mut Taking, found: &Candidates, look: &mut Look) {
        for (key, candidate) in &found.units {
            let UnitKey::Page(address) = key else { continue };
            if look.taken >= MOST_AT_ONCE {
                look.again_at(look.at);
                break;
            }
            if self.is_its_turn(key, candidate, look) {
                self.take_page(taking, key, address, candidate, look);
            }
        }
    }

    fn take_page(
        &mut self,
        taking: &mut Taking,
        key: &UnitKey,
        address: &PageAddress,
        candidate: &Candidate,
        look: &mut Look,
    ) {
        let taken = taking.page(address, candidate);
        if let Ok(taken) = &taken {
            // Its pictures must have come to rest as well.
            let quiet = self.quiet(key);
            let rests = taken
                .unit
                .files
                .iter()
                .filter_map(|file| self.settling.rests_at(&file.path, quiet))
                .max();
            if let Some(rests) = rests.filter(|rests| *rests > look.at) {
                look.again_at(rests);
                return;
            }
            if taken.lacks_picture && self.waits_for_picture(candidate, look) {
                self.sentences
                    .waiting
                    .push(findings::waits_for_picture(&candidate.main));
                self.sentences.later.push(candidate.main.clone());
                return;
            }
        }
        let is_shown = self.current.units.contains_key(key);
        let taken = taken.and_then(|taken| {
            // The page with the picture it had is better than the page without.
            if taken.bad_picture && is_shown {
                Err(NotTaken::Bad(taken.findings))
            } else {
                Ok(taken)
            }
        });
        if taken.as_ref().is_ok_and(|taken| taken.lacks_picture) {
            self.lacking.insert(key.clone(), look.pictures);
        } else {
            self.lacking.remove(key);
        }
        self.took(key, candidate, taken, look);
    }

    /// Whether a picture that a page names may still be on its way. Where nothing is shown yet, what is there is
    /// better than waiting.
    fn waits_for_picture(&self, candidate: &Candidate, look: &mut Look) -> bool {
        if self.content.is_none() {
            return false;
        }
        let since = self.settling.since(&candidate.main).unwrap_or(look.at);
        let until = since + self.timing.grace;
        if until > look.at {
            look.again_at(until);
        }
        until > look.at
    }

    fn took(
        &mut self,
        key: &UnitKey,
        candidate: &Candidate,
        taken: Result<Taken, NotTaken>,
        look: &mut Look,
    ) {
        look.taken += 1;
        match taken {
            Ok(taken) => {
                self.refused.remove(key);
                if taken.findings.is_empty() {
                    self.told.remove(key);
                } else {
                    self.told.insert(key.clone(), taken.findings);
                }
                for file in &taken.unit.files {
                    self.damaged.remove(&file.path);
                }
                look.edits.insert(key.clone(), Some(taken.unit));
            }
            Err(NotTaken::Moving) => {
                look.again_at(look.at + self.quiet(key).max(AGAIN));
                self.sentences.later.push(candidate.main.clone());
            }
            Err(NotTaken::Bad(findings)) => {
                let mut files = files_of(candidate, look.scan);
                for finding in &findings {
                    // A picture that was the reason.
                    if let Some(stat) = look.scan.files.get(&finding.file) {
                        files.push((finding.file.clone(), Some(*stat)));
                    }
                }
                let refused = Refused { files, findings };
                self.refused.insert(key.clone(), refused);
            }
            Err(NotTaken::NoRoom(error)) => look.no_room = Some(error),
        }
    }

    fn is_its_turn(&mut self, key: &UnitKey, candidate: &Candidate, look: &mut Look) -> bool {
        match self.turn(key, candidate, look) {
            Turn::Now => true,
            Turn::Later(at) => {
                look.again_at(at);
                self.sentences.later.push(candidate.main.clone());
                false
            }
            Turn::Copying(at) => {
                look.again_at(at);
                self.sentences
                    .waiting
                    .push(findings::waits_for_copy(&candidate.main));
                self.sentences.later.push(candidate.main.clone());
                false
            }
            Turn::Published | Turn::Refused => false,
        }
    }

    fn turn(&self, key: &UnitKey, candidate: &Candidate, look: &Look) -> Turn {
        if let Some(unit) = self.current.units.get(key)
            && self.is_as_published(key, unit, candidate, look)
        {
            return Turn::Published;
        }
        let files = files_of(candidate, look.scan);
        let as_refused = |refused: &Refused| {
            files.iter().all(|file| refused.files.contains(file))
                && refused
                    .files
                    .iter()
                    .all(|(path, stat)| look.scan.files.get(path) == stat.as_ref())
        };
        if self.refused.get(key).is_some_and(as_refused) {
            return Turn::Refused;
        }
        let quiet = self.quiet(key);
        let rests = files
            .iter()
            .filter_map(|(path, _)| self.settling.rests_at(path, quiet))
            .max();
        if let Some(rests) = rests.filter(|rests| *rests > look.at) {
            return Turn::Later(rests);
        }
        if !key.is_emergency() && self.settling.arrives_until(candidate.folder(), look.at).is_some() {
            // Something is being written beside it, which may belong to it.
            return Turn::Copying(look.at + quiet.max(AGAIN));
        }
        Turn::Now
    }

    /// Whether the folder still holds what is published of a unit.
    fn is_as_published(&self, key: &UnitKey, unit: &Unit, candidate: &Candidate, look: &Look) -> bool {
        let same = |(path, stat): (&str, &FileStat)| look.scan.files.get(path) == Some(stat);
        unit.main().is_some_and(|file| file.path == candidate.main)
            && unit
                .files
                .iter()
                .all(|file| same((file.path.as_str(), &file.stat)) && !self.damaged.contains(&file.path))
            && candidate
                .spoken
                .as_ref()
                .is_none_or(|spoken| unit.files.iter().any(|file| file.path == *spoken))
            && !self.may_have_its_picture(key, unit, look)
    }

    /// Whether a picture that was missing may be there now.
    fn may_have_its_picture(&self, key: &UnitKey, unit: &Unit, look: &Look) -> bool {
        let lacks = self.lacking.contains_key(key)
            || unit.summary.as_ref().is_some_and(|summary| summary.lacks_picture);
        lacks && self.lacking.get(key) != Some(&look.pictures)
    }

    fn quiet(&self, key: &UnitKey) -> Duration {
        let quiet = if self.network {
            self.timing.quiet_on_network
        } else {
            self.timing.quiet
        };
        if key.is_emergency() {
            quiet.min(EMERGENCY_QUIET)
        } else {
            quiet
        }
    }

    /// Lets go of what is not in the folder any more, once that is sure.
    pub(super) fn let_go(&mut self, settings: &Candidates, pages: &Candidates, look: &mut Look) {
        let is_missing = |(key, unit): &(&UnitKey, &Unit)| {
            let found = settings.units.contains_key(key) || pages.units.contains_key(key);
            let hidden = unit.main().is_some_and(|file| look.scan.is_hidden(&file.path));
            !found && !hidden
        };
        let missing = self
            .current
            .units
            .iter()
            .filter(is_missing)
            .map(|(key, _)| key.clone());
        self.missing.take(missing, look.at);
        self.watch_over(look);
        let confirmed = self.guard.as_ref().is_some_and(|guard| guard.confirmed);
        let office_is_there = look.scan.files.contains_key("office.toml");
        let appeared = appeared(&look.edits);
        let (mut gone, mut later) = (Vec::new(), None::<Duration>);
        for (key, since) in self.missing.iter() {
            if self.is_needed(key) {
                continue;
            }
            let at_once = confirmed
                || (key.is_emergency() && office_is_there)
                || self.renamed(key).is_some_and(|page| appeared.contains(&page));
            let due = if at_once {
                look.at
            } else if self.guard.is_some() {
                continue;
            } else {
                since + self.timing.grace
            };
            if due <= look.at {
                gone.push(key.clone());
            } else {
                later = Some(later.map_or(due, |other| other.min(due)));
            }
        }
        if let Some(later) = later {
            look.again_at(later);
        }
        for key in gone {
            self.refused.remove(&key);
            self.told.remove(&key);
            self.lacking.remove(&key);
            look.edits.insert(key, None);
        }
    }

    /// Whether a setting must not be taken away while nothing stands in its place.
    pub(super) fn is_needed(&self, key: &UnitKey) -> bool {
        let UnitKey::Setting(name) = key else { return false };
        NEEDED.iter().any(|(needed, instead)| {
            let replaced = |other: &&'static str| self.current.units.contains_key(&UnitKey::Setting(other));
            needed == name && !instead.as_ref().is_some_and(replaced)
        })
    }

    /// Puts the guard up or takes it down.
    fn watch_over(&mut self, look: &Look) {
        let everything = look.scan.files.is_empty() && !self.current.units.is_empty();
        if !everything && !needs_a_word(self.current.units.len(), self.missing.len()) {
            self.guard = None;
            return;
        }
        let emptied = look.scan.emptied;
        let guard = self.guard.get_or_insert(Guard {
            emptied,
            confirmed: false,
        });
        // A file that lay there before says nothing of what happened since.
        guard.confirmed |= emptied.is_some() && emptied != guard.emptied;
    }

    /// What a page that is missing would be elsewhere.
    fn renamed<'k>(&self, key: &'k UnitKey) -> Option<Moved<'k>> {
        let UnitKey::Page(address) = key else { return None };
        let words = self.current.units.get(key)?.main()?.blob;
        Some((address.section, address.language.as_str(), words))
    }

    /// Publishes what has changed; whether it did, whether anything is due later, and when the next look is due.
    pub(super) fn finish(&mut self, mut look: Look) -> (bool, bool, Duration) {
        self.refused.retain(|key, refused| {
            self.current.units.contains_key(key)
                || refused
                    .files
                    .iter()
                    .any(|(path, _)| look.scan.files.contains_key(path))
        });
        let mut published = false;
        // What could be kept is shown even if something else could not: a large picture must not hold up a closure.
        if !look.edits.is_empty() {
            match self.publish(std::mem::take(&mut look.edits)) {
                Ok(()) => published = true,
                Err(error) => look.no_room = Some(error),
            }
        }
        if let Some(error) = &look.no_room {
            // Old bytes make room for new ones; the next look tries again.
            let swept = self.store.sweep().unwrap_or(0);
            tracing::warn!(%error, swept, "the content cannot be kept");
            look.again_at(look.at + self.timing.period_on_network);
        }
        if published && self.current.number.is_multiple_of(TIDIED_EVERY) {
            self.tidy_up();
        }
        self.sentences.no_room = look.no_room.as_ref().map(findings::no_room);
        self.refresh_sentences();
        (published, look.waits, look.next.max(look.at))
    }

    pub(super) fn publish(&mut self, edits: BTreeMap<UnitKey, Option<Unit>>) -> Result<(), StoreError> {
        let mut units = self.current.units.clone();
        for (key, unit) in edits {
            match unit {
                Some(unit) => drop(units.insert(key, unit)),
                None => drop(units.remove(&key)),
            }
        }
        let manifest = Manifest {
            format: FORMAT,
            number: self.store.highest().max(self.current.number) + 1,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            units,
        };
        self.store.publish(&manifest)?;
        let made = assemble(&self.store, &manifest, &self.languages);
        self.current = Arc::new(manifest);
        self.show(made);
        Ok(())
    }

    /// Shows what was made of what is published.
    pub(super) fn show(&mut self, made: Made) {
        let (content, mut findings) = made;
        if let Some(content) = &content {
            findings.extend(translations::older_than_their_source(&self.current, content));
        }
        // Whatever happens, what is shown stays: nothing is no improvement.
        if let Some(content) = content {
            self.content = Some(Arc::new(content));
        }
        self.sentences.whole = findings;
        self.library.replace(Arc::clone(&self.current));
        self.published = self
            .current
            .units
            .values()
            .flat_map(|unit| &unit.files)
            .map(|file| (file.path.clone(), file.stat))
            .collect();
    }

    /// The office, as it is or is about to be published.
    pub(super) fn office(&self, look: &Look) -> Option<Office> {
        const KEY: UnitKey = UnitKey::Setting("office.toml");
        let unit = match look.edits.get(&KEY) {
            Some(edit) => edit.as_ref(),
            None => self.current.units.get(&KEY),
        };
        let bytes = self.store.get(unit?.main()?.blob).ok()?;
        read_office(&bytes, &self.languages.tags())
    }
}

/// A page whatever the folder it lies in.
type Moved<'k> = (Section, &'k str, BlobId);

/// The pages that have just appeared. One that is missing and has the same words was renamed: it goes in the same
/// generation, or both would be shown until the grace is over.
fn appeared(edits: &BTreeMap<UnitKey, Option<Unit>>) -> BTreeSet<Moved<'_>> {
    let pages = edits.iter().filter_map(|(key, unit)| match (key, unit) {
        (UnitKey::Page(address), Some(unit)) => {
            Some((address.section, address.language.as_str(), unit.main()?.blob))
        }
        _ => None,
    });
    pages.collect()
}

/// The files that make a unit what it is, as a look saw them.
fn files_of(candidate: &Candidate, scan: &Scan) -> Vec<(String, Option<FileStat>)> {
    [Some(&candidate.main), candidate.spoken.as_ref()]
        .into_iter()
        .flatten()
        .map(|path| (path.clone(), scan.files.get(path).copied()))
        .collect()
}
