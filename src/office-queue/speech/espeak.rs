//! The program espeak-ng as a child: which voices it has, and a text as a sound. What it prints is bounded, and so is
//! the time that it may take; a child that is given up is killed.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;

/// How long it may take; a call of six seconds takes it a tenth of one.
const LIMIT: Duration = Duration::from_secs(5);

/// The most bytes it may print: 47 seconds of sound.
const MAX_BYTES: u64 = 2 * 1024 * 1024;

/// How fast it speaks, in words a minute: slower than its 175, for a hall and for those who are learning a language.
const SPEED: &str = "135";

/// The length of the header that it writes before the samples.
const HEADER: usize = 44;

/// Voices that are better than the one a tag finds by its name. The plain `cmn` reads Chinese characters as the
/// English words "Chinese letter".
const BETTER: &[(&str, &str)] = &[("zh-Hans", "cmn-latn-pinyin")];

/// Why there is no sound.
#[derive(Debug, thiserror::Error)]
pub enum EspeakError {
    /// It could not be started or spoken to.
    #[error("espeak-ng could not be run: {0}")]
    Io(#[from] std::io::Error),
    /// It ended with an error of its own.
    #[error("espeak-ng ended with {0}")]
    Failed(std::process::ExitStatus),
    /// It took too long.
    #[error("espeak-ng took longer than {} s", LIMIT.as_secs())]
    TooSlow,
    /// It printed too much.
    #[error("espeak-ng printed more than {MAX_BYTES} bytes")]
    TooLong,
    /// What it printed is no sound.
    #[error("espeak-ng did not print a sound")]
    NotSound,
}

/// The voices there are, by the tags that the program gives them.
#[derive(Debug)]
pub(super) struct Voices(Vec<String>);

impl Voices {
    /// Reads the table that `--voices` prints: priority, language, age and gender, name, file, other languages.
    fn read(table: &str) -> Self {
        let mut tags = Vec::new();
        for line in table.lines().skip(1) {
            let mut words = line.split_whitespace();
            tags.extend(words.nth(1).map(str::to_owned));
            // Other languages come in brackets, each with a priority: `(en 2)`.
            let others = line.split('(').skip(1).filter_map(|other| other.split_once(' '));
            tags.extend(others.map(|(tag, _)| tag.to_owned()));
        }
        Self(tags)
    }

    /// What the program calls the voice of a language.
    pub(super) fn of(&self, tag: &str) -> Option<&str> {
        let better = BETTER.iter().find(|(of, _)| *of == tag).map(|(_, voice)| *voice);
        let small = tag.to_ascii_lowercase();
        let primary = small.split('-').next().unwrap_or(&small);
        let mut wanted = better.into_iter().chain([small.as_str(), primary]);
        wanted
            .find_map(|wanted| self.0.iter().find(|voice| *voice == wanted))
            .map(String::as_str)
    }
}

/// The program.
pub(super) struct Espeak {
    program: PathBuf,
}

impl Espeak {
    pub(super) fn new(program: PathBuf) -> Self {
        Self { program }
    }

    /// The voices there are.
    pub(super) async fn voices(&self) -> Result<Voices, EspeakError> {
        let table = self.run(&["--voices"], "").await?;
        Ok(Voices::read(&String::from_utf8_lossy(&table)))
    }

    /// A text in SSML as a sound, a WAV file of one channel.
    pub(super) async fn say(&self, voice: &str, ssml: &str) -> Result<Vec<u8>, EspeakError> {
        // The text goes by standard input: arguments can be read by everyone on the machine.
        let arguments = ["-m", "-b", "1", "-s", SPEED, "-v", voice, "--stdin", "--stdout"];
        let sound = self.run(&arguments, ssml).await?;
        with_lengths(sound)
    }

    async fn run(&self, arguments: &[&str], input: &str) -> Result<Vec<u8>, EspeakError> {
        let mut child = Command::new(&self.program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let run = async {
            if let Some(mut stdin) = child.stdin.take() {
                // One that prints its voices need not read; its end says whether it did what it should.
                stdin.write_all(input.as_bytes()).await.ok();
            }
            let mut printed = Vec::new();
            if let Some(stdout) = child.stdout.take() {
                stdout.take(MAX_BYTES + 1).read_to_end(&mut printed).await?;
            }
            if printed.len() as u64 > MAX_BYTES {
                return Err(EspeakError::TooLong);
            }
            let status = child.wait().await?;
            if status.success() {
                Ok(printed)
            } else {
                Err(EspeakError::Failed(status))
            }
        };
        tokio::time::timeout(LIMIT, run)
            .await
            .map_err(|_| EspeakError::TooSlow)?
    }
}

/// The sound with its own lengths in its header: the program prints before it knows them and states two gigabytes.
fn with_lengths(mut sound: Vec<u8>) -> Result<Vec<u8>, EspeakError> {
    let is_wave = sound.len() > HEADER
        && sound.starts_with(b"RIFF")
        && sound.get(8..12) == Some(b"WAVE")
        && sound.get(36..40) == Some(b"data");
    let length = u32::try_from(sound.len()).map_err(|_| EspeakError::TooLong)?;
    if !is_wave {
        return Err(EspeakError::NotSound);
    }
    for (at, less) in [(4, 8), (40, 44)] {
        if let Some(field) = sound.get_mut(at..at + 4) {
            field.copy_from_slice(&(length - less).to_le_bytes());
        }
    }
    Ok(sound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_voice_is_found_by_the_tag_the_language_or_another_name_of_it() {
        let voices = Voices::read(
            "Pty Language       Age/Gender VoiceName          File                 Other Languages\n\
             \x205  cmn             --/M      Chinese_(Mandarin) sit/cmn              (zh-cmn 5)(zh 5)\n\
             \x205  cmn-latn-pinyin --/M      Chinese_(Pinyin)   sit/cmn-Latn-pinyin  (zh-cmn 5)(zh 5)\n\
             \x202  en-gb           --/M      English            gmw/en               (en 2)\n\
             \x205  fr-fr           --/M      French             roa/fr               (fr 5)\n\
             \x205  pl              --/M      Polish             zlw/pl               \n",
        );
        for (tag, voice) in [
            ("en-GB", Some("en-gb")),
            ("en-IE", Some("en")),
            ("pl", Some("pl")),
            ("fr", Some("fr")),
            ("zh-Hans", Some("cmn-latn-pinyin")),
            ("zh-Hant", Some("zh")),
            ("rhg", None),
            ("", None),
        ] {
            assert_eq!(voices.of(tag), voice, "{tag}");
        }
    }
}
