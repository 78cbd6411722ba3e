//! TLS by rustls: the certificate and its key, read again when the files change.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;

use crate::config::TlsFiles;

/// Rights that strangers must not have on a private key.
const FOR_ALL: u32 = 0o007;

/// Why TLS cannot be spoken; its text is one line for whoever looks after the files.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file that cannot be read as PEM.
    #[error("{file}: {reason}")]
    File {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// Everybody may read the key.
    #[error("{0} can be read by every user of this machine. Run `chmod o= {0}`.")]
    KeyForAll(PathBuf),
    /// The two do not belong together, or rustls cannot use them.
    #[error("{certificate} and {key} cannot be used together: {reason}")]
    Pair {
        /// The certificate's file.
        certificate: PathBuf,
        /// The key's file.
        key: PathBuf,
        /// What rustls says.
        reason: String,
    },
}

/// What tells one version of the two files from the next.
type Version = Option<[(u64, i64, i64, u64); 2]>;

/// The service's side of TLS.
pub struct Tls {
    files: TlsFiles,
    current: RwLock<(Version, Arc<ServerConfig>)>,
}

impl Tls {
    /// Reads the files.
    ///
    /// # Errors
    /// [`TlsError`] with the file to put right.
    pub fn load(files: TlsFiles) -> Result<Self, TlsError> {
        let version = version(&files);
        let config = read(&files)?;
        Ok(Self {
            files,
            current: RwLock::new((version, config)),
        })
    }

    /// What the next connection is accepted with.
    pub fn acceptor(&self) -> TlsAcceptor {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        TlsAcceptor::from(Arc::clone(&current.1))
    }

    /// Reads the files again if they have changed, and says whether they had. Connections that are open keep what they
    /// began with.
    ///
    /// # Errors
    /// [`TlsError`]; then the former certificate stays in use.
    pub fn reload(&self) -> Result<bool, TlsError> {
        let version = version(&self.files);
        if self.current.read().unwrap_or_else(PoisonError::into_inner).0 == version {
            return Ok(false);
        }
        let config = read(&self.files)?;
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = (version, config);
        Ok(true)
    }
}

fn version(files: &TlsFiles) -> Version {
    let of = |path: &Path| {
        let data = std::fs::metadata(path).ok()?;
        Some((data.ino(), data.mtime(), data.mtime_nsec(), data.len()))
    };
    Some([of(&files.certificate)?, of(&files.key)?])
}

fn read(files: &TlsFiles) -> Result<Arc<ServerConfig>, TlsError> {
    let wrong = |file: &Path, reason: String| TlsError::File {
        file: file.to_owned(),
        reason,
    };
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(&files.certificate)
        .and_then(Iterator::collect)
        .map_err(|error| wrong(&files.certificate, error.to_string()))?;
    if chain.is_empty() {
        return Err(wrong(
            &files.certificate,
            "there is no certificate in it".to_owned(),
        ));
    }
    let rights = std::fs::metadata(&files.key).map_err(|error| wrong(&files.key, error.to_string()))?;
    if rights.mode() & FOR_ALL != 0 {
        return Err(TlsError::KeyForAll(files.key.clone()));
    }
    let key =
        PrivateKeyDer::from_pem_file(&files.key).map_err(|error| wrong(&files.key, error.to_string()))?;
    let pair = |error: rustls::Error| TlsError::Pair {
        certificate: files.certificate.clone(),
        key: files.key.clone(),
        reason: error.to_string(),
    };
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(pair)?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(pair)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}
