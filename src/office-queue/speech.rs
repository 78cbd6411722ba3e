//! Calls spoken aloud: which language, one at a time, each made once. The words are `announcement`'s, the voice is
//! `espeak`'s. Nothing leaves this machine, and nothing about a visitor is written to the log.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use axum::body::Bytes;
use i18n::Translator;
use tokio::sync::{OnceCell, Semaphore};

mod espeak;

use crate::announcement;
use crate::store::CallRow;
use espeak::{Espeak, Voices};

pub use espeak::EspeakError;

/// How many may ask at once; more are refused, and their screens stay with the chime.
const MAX_ASKING: usize = 8;

/// How many spoken calls are kept: as many as screens can still be about to play.
const MAX_KEPT: usize = 16;

/// Why a call was not spoken.
#[derive(Debug, thiserror::Error)]
pub enum SpeechError {
    /// Too many ask at once.
    #[error("too many calls are being spoken")]
    Busy,
    /// There is no voice for the visitor's language nor for the office's.
    #[error("espeak-ng has no voice for this call")]
    NoVoice,
    /// espeak-ng did not do it.
    #[error(transparent)]
    Espeak(#[from] EspeakError),
}

/// A call that was spoken.
struct Kept {
    office: String,
    id: i64,
    sound: Bytes,
}

/// The machine's voices, and the calls they have spoken.
pub struct Speech {
    espeak: Espeak,
    voices: OnceCell<Voices>,
    asking: Semaphore,
    speaking: Semaphore,
    /// Spoken calls, oldest first.
    kept: Mutex<VecDeque<Kept>>,
}

impl Default for Speech {
    fn default() -> Self {
        Self::by(PathBuf::from("espeak-ng"))
    }
}

impl Speech {
    /// Speech by this program; a name without a folder is looked for in `PATH`.
    pub fn by(program: PathBuf) -> Self {
        Self {
            espeak: Espeak::new(program),
            voices: OnceCell::new(),
            asking: Semaphore::new(MAX_ASKING),
            speaking: Semaphore::new(1),
            kept: Mutex::default(),
        }
    }

    /// Reads the voices, and says in the log where there are none.
    pub async fn prepare(&self) {
        if let Err(error) = self.voices().await {
            tracing::warn!(%error, "calls are not spoken, the display only chimes; install espeak-ng to change that");
        }
    }

    /// A call as a sound, `audio/wav`: in the visitor's language where a voice for it exists, else in the office's.
    ///
    /// # Errors
    /// [`SpeechError`]; the call display then only chimes.
    pub async fn call(
        &self,
        office: &str,
        call: &CallRow,
        office_language: &str,
    ) -> Result<Bytes, SpeechError> {
        if let Some(sound) = self.kept(call.id) {
            return Ok(sound);
        }
        let _asking = self.asking.try_acquire().map_err(|_| SpeechError::Busy)?;
        let _speaking = self.speaking.acquire().await.map_err(|_| SpeechError::Busy)?;
        // Another screen may have asked for the same call meanwhile.
        if let Some(sound) = self.kept(call.id) {
            return Ok(sound);
        }
        let voices = self.voices().await?;
        let (translator, voice) = [call.language.as_str(), office_language]
            .into_iter()
            .find_map(|tag| Some((Translator::new(tag)?, voices.of(tag)?)))
            .ok_or(SpeechError::NoVoice)?;
        let text = announcement::spoken(call, &translator);
        let sound = Bytes::from(self.espeak.say(voice, &text).await?);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MAX_KEPT {
            kept.pop_front();
        }
        kept.push_back(Kept {
            office: office.to_owned(),
            id: call.id,
            sound: sound.clone(),
        });
        Ok(sound)
    }

    /// Erases the calls of an office that are not among these any more.
    pub fn keep_only(&self, office: &str, ids: &[i64]) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|kept| kept.office != office || ids.contains(&kept.id));
    }

    /// Erases every call, as the details of a day are.
    pub fn forget_all(&self) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn kept(&self, id: i64) -> Option<Bytes> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter()
            .find(|kept| kept.id == id)
            .map(|kept| kept.sound.clone())
    }

    /// The voices; where they could not be read they are asked for again at the next call.
    async fn voices(&self) -> Result<&Voices, EspeakError> {
        self.voices.get_or_try_init(|| self.espeak.voices()).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;
    use std::time::{Duration, Instant};

    use futures_util::stream::{FuturesUnordered, StreamExt};

    const OFFICE: &str = "canal-street";

    fn call(id: i64, language: &str) -> CallRow {
        CallRow {
            id,
            ticket: "A017".to_owned(),
            desk: "Desk 2".to_owned(),
            language: language.to_owned(),
            called_at: chrono::DateTime::UNIX_EPOCH,
        }
    }

    /// How long a sound is, from the rate and the length that its own header states.
    fn seconds(sound: &[u8]) -> f64 {
        assert_eq!((&sound[..4], &sound[8..16]), (&b"RIFF"[..], &b"WAVEfmt "[..]));
        let number = |at: usize| u32::from_le_bytes(sound[at..at + 4].try_into().unwrap());
        assert_eq!(
            number(4) as usize,
            sound.len() - 8,
            "the stated length is the real one"
        );
        assert_eq!(
            number(40) as usize,
            sound.len() - 44,
            "and so is that of the samples"
        );
        f64::from(number(40)) / f64::from(number(28))
    }

    #[tokio::test]
    async fn every_language_of_the_screens_has_a_voice_and_each_speaks_for_itself() {
        let speech = Speech::default();
        let voices = speech.voices().await.expect("espeak-ng is installed");
        let mut sounds = Vec::new();
        for (id, language) in (0..).zip(i18n::languages()) {
            assert!(voices.of(language.tag).is_some(), "{}", language.tag);
            let sound = speech
                .call(OFFICE, &call(id, language.tag), "en-GB")
                .await
                .unwrap();
            let length = seconds(&sound);
            assert!((1.5..20.0).contains(&length), "{}: {length} s", language.tag);
            assert!(
                sound[44..].iter().any(|byte| *byte > 8),
                "{} is silent",
                language.tag
            );
            assert!(!sounds.contains(&sound), "{} sounds as another", language.tag);
            sounds.push(sound);
        }
    }

    #[tokio::test]
    async fn a_language_without_a_voice_is_spoken_to_in_the_office_s() {
        let speech = Speech::default();
        let unknown = speech
            .call(OFFICE, &call(1, "rhg"), "pl")
            .await
            .expect("espeak-ng is installed");
        assert_eq!(
            unknown,
            speech.call(OFFICE, &call(2, "pl"), "en-GB").await.unwrap()
        );
    }

    /// A program that answers for its voices and then does as the script says.
    fn program(folder: &tempfile::TempDir, script: &str) -> PathBuf {
        let path = folder.path().join("espeak-ng");
        let voices = "Pty Language Age/Gender VoiceName File Other\n 2 en-gb --/M English gmw/en (en 2)\n";
        let text =
            format!("#!/bin/sh\nif [ \"$1\" = --voices ]; then printf '{voices}'; exit; fi\n{script}\n");
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        path
    }

    #[tokio::test]
    async fn a_program_that_hangs_fails_or_never_stops_talking_is_given_up() {
        let folder = tempfile::tempdir().unwrap();
        for (script, limit) in [
            ("exec sleep 60", 12),
            ("exit 1", 5),
            ("echo no sound", 5),
            ("exec cat /dev/zero", 12),
        ] {
            let speech = Speech::by(program(&folder, script));
            let begun = Instant::now();
            let spoken = speech.call(OFFICE, &call(1, "en-GB"), "en-GB").await;
            assert!(
                matches!(spoken, Err(SpeechError::Espeak(_))),
                "{script}: {spoken:?}"
            );
            assert!(
                begun.elapsed().as_secs() < limit,
                "{script}: {:?}",
                begun.elapsed()
            );
        }
        let none = Speech::by(folder.path().join("not-there"));
        let spoken = none.call(OFFICE, &call(1, "en-GB"), "en-GB").await;
        assert!(
            matches!(spoken, Err(SpeechError::Espeak(EspeakError::Io(_)))),
            "{spoken:?}"
        );
    }

    #[tokio::test]
    async fn a_call_is_spoken_once_until_it_is_gone_and_few_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let count = folder.path().join("count");
        let script = format!("echo >>'{}'; exec espeak-ng \"$@\"", count.display());
        let speech = Speech::by(program(&folder, &script));
        let times = || std::fs::read(&count).map_or(0, |text| text.len());
        for _ in 0..3 {
            speech
                .call(OFFICE, &call(1, "en-GB"), "en-GB")
                .await
                .expect("espeak-ng is installed");
        }
        assert_eq!(times(), 1);
        speech.keep_only("mill-lane", &[]);
        speech.keep_only(OFFICE, &[1, 2]);
        speech.call(OFFICE, &call(1, "en-GB"), "en-GB").await.unwrap();
        assert_eq!(times(), 1, "it is not gone");
        speech.keep_only(OFFICE, &[2]);
        speech.call(OFFICE, &call(1, "en-GB"), "en-GB").await.unwrap();
        assert_eq!(times(), 2);
        for id in 0..40 {
            speech.call(OFFICE, &call(id, "en-GB"), "en-GB").await.unwrap();
        }
        assert_eq!(speech.kept.lock().unwrap().len(), MAX_KEPT);
        speech.forget_all();
        assert!(speech.kept.lock().unwrap().is_empty());
    }

    #[tokio::test]
    async fn no_more_than_a_few_wait_for_a_program_that_is_slow() {
        let folder = tempfile::tempdir().unwrap();
        let speech = Speech::by(program(&folder, "exec sleep 60"));
        let calls: Vec<CallRow> = (0..20).map(|id| call(id, "en-GB")).collect();
        let mut asked: FuturesUnordered<_> = calls
            .iter()
            .map(|call| speech.call(OFFICE, call, "en-GB"))
            .collect();
        let pause = Duration::from_millis(700);
        let mut refused = 0;
        while let Ok(Some(answer)) = tokio::time::timeout(pause, asked.next()).await {
            assert!(matches!(answer, Err(SpeechError::Busy)), "{answer:?}");
            refused += 1;
        }
        assert_eq!(refused, calls.len() - MAX_ASKING);
        drop(asked);
        let next = tokio::time::timeout(pause, speech.call(OFFICE, &calls[0], "en-GB")).await;
        assert!(next.is_err(), "whoever gave up has left a place: {next:?}");
    }
}
