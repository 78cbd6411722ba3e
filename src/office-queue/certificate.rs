//! Until when the TLS certificate is good. rustls takes any certificate; it is the kiosks and browsers that refuse one
//! that has ended, so somebody has to be told before.

use chrono::{DateTime, Utc};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use crate::config::TlsFiles;
use crate::tls::TlsError;

/// The last moment of the service's own certificate, the first in its file.
///
/// # Errors
/// [`TlsError`] where the file holds no certificate that can be read.
pub fn good_until(files: &TlsFiles) -> Result<DateTime<Utc>, TlsError> {
    let wrong = |reason: String| TlsError::File {
        file: files.certificate.clone(),
        reason,
    };
    let der = CertificateDer::from_pem_file(&files.certificate).map_err(|error| wrong(error.to_string()))?;
    let (_, certificate) =
        x509_parser::parse_x509_certificate(&der).map_err(|error| wrong(error.to_string()))?;
    let seconds = certificate.validity().not_after.timestamp();
    DateTime::from_timestamp(seconds, 0).ok_or_else(|| wrong("its last day cannot be read".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made for this test by `openssl ca -selfsign -enddate 20261224180000Z`; its key was thrown away.
    const CERTIFICATE: &str = include_str!("certificate/ended-2026-12-24.pem");

    #[test]
    fn the_last_moment_of_a_certificate_is_read_and_garbage_is_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let files = TlsFiles {
            certificate: folder.path().join("queue.pem"),
            key: folder.path().join("queue.key"),
        };
        std::fs::write(&files.certificate, CERTIFICATE).unwrap();
        let expected: DateTime<Utc> = "2026-12-24T18:00:00Z".parse().unwrap();
        assert_eq!(good_until(&files).unwrap(), expected);
        for garbage in [
            "",
            "queue",
            &CERTIFICATE[..200],
            &CERTIFICATE.replace("MII", "QUJ"),
        ] {
            std::fs::write(&files.certificate, garbage).unwrap();
            let message = good_until(&files).unwrap_err().to_string();
            assert!(message.contains("queue.pem"), "{message}");
        }
    }
}
