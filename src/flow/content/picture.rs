//! Which file of the content folder a page means by a picture's address.

use std::collections::BTreeSet;

use super::finding::{Finding, quoted};

/// Why a picture cannot be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PictureError {
    /// An address on the web, or one that leads out of the content folder.
    Outside,
    /// Another kind of file.
    Kind,
    /// No such file.
    Missing,
}

impl PictureError {
    /// What staff are told.
    pub fn finding(self, file: &str, address: &str) -> Finding {
        let name = quoted(address);
        let (code, problem, remedy) = match self {
            Self::Outside => (
                "picture-outside",
                format!("The picture {name} is not in the content folder."),
                "Put the picture beside the page, and write only its file name.",
            ),
            Self::Kind => (
                "picture-kind",
                format!("{name} is not a picture the kiosk can show."),
                "Save it as PNG, JPEG or WebP.",
            ),
            Self::Missing => (
                "picture-missing",
                format!("The picture {name} is not there."),
                "Put the picture beside the page, or correct its name.",
            ),
        };
        Finding::error(code, file, problem)
            .shown("The picture's description.")
            .remedy(remedy)
    }
}

/// The path in the content folder of the picture that a page names, relative to the page's own folder.
pub(crate) fn find(page: &str, address: &str, pictures: &BTreeSet<&str>) -> Result<String, PictureError> {
    let address = percent_decoded(address).replace('\\', "/");
    // A scheme or drive letter, or the root of something.
    if address.contains(':') || address.starts_with('/') {
        return Err(PictureError::Outside);
    }
    let mut path: Vec<&str> = page.split('/').collect();
    path.pop();
    for part in address.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                path.pop().ok_or(PictureError::Outside)?;
            }
            name => path.push(name),
        }
    }
    let path = path.join("/");
    let kind = path
        .rsplit_once('.')
        .map(|(_, kind)| kind.to_ascii_lowercase())
        .unwrap_or_default();
    if !["png", "jpg", "jpeg", "webp"].contains(&kind.as_str()) {
        return Err(PictureError::Kind);
    }
    if pictures.contains(path.as_str()) {
        return Ok(path);
    }
    // Windows and SharePoint do not tell capitals apart, so staff cannot see the difference.
    let lower = path.to_lowercase();
    let found = pictures.iter().find(|picture| picture.to_lowercase() == lower);
    found
        .map(|picture| (*picture).to_owned())
        .ok_or(PictureError::Missing)
}

/// `%20` as a space and so on; what is not UTF-8 then stays as it was written.
fn percent_decoded(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after
            .get(..2)
            .filter(|_| *first == b'%')
            .filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))
            .and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        match code {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or(&[]);
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_looked_for_beside_its_page_and_never_outside_the_folder() {
        let pictures = BTreeSet::from(["leaflets/repairs/stop cock.png", "leaflets/shared/Logo.PNG"]);
        let find = |address| find("leaflets/repairs/en-GB.md", address, &pictures);
        assert_eq!(
            find("stop%20cock.png").as_deref(),
            Ok("leaflets/repairs/stop cock.png")
        );
        assert_eq!(
            find("./stop cock.png").as_deref(),
            Ok("leaflets/repairs/stop cock.png")
        );
        assert_eq!(
            find("..\\shared\\logo.png").as_deref(),
            Ok("leaflets/shared/Logo.PNG")
        );
        assert_eq!(find("missing.png"), Err(PictureError::Missing));
        assert_eq!(find("map.svg"), Err(PictureError::Kind));
        for outside in [
            "https://example.org/a.png",
            "C:/a.png",
            "/etc/a.png",
            "../../../a.png",
            "file:///a.png",
        ] {
            assert_eq!(find(outside), Err(PictureError::Outside), "{outside}");
        }
    }
}
