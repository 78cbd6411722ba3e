//! Where the service listens, its TLS files, and the proxies it trusts.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use toml::Spanned;

use super::{Config, DEFAULT_LISTEN, Wrong, wrong};

/// The files of a TLS server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsFiles {
    /// The certificate with its chain, as PEM.
    pub certificate: PathBuf,
    /// Its private key, as PEM.
    pub key: PathBuf,
}

/// Reads an address and port to listen on.
///
/// # Errors
/// What to write instead.
pub fn listen_address(words: &str) -> Result<SocketAddr, String> {
    words.parse().map_err(|_| {
        format!("this is not an address with a port. Write an IP address and a port, such as \"{DEFAULT_LISTEN}\".")
    })
}

impl Config {
    /// Whether it listens where other machines can reach it.
    pub fn is_beyond_this_machine(&self) -> bool {
        !self.listen.ip().is_loopback()
    }

    /// Whether whoever sits at this machine may use the desk page while nobody has an account. Behind a proxy anybody
    /// may seem to sit there.
    pub fn is_open_without_accounts(&self) -> bool {
        !self.is_beyond_this_machine() && self.trusted_proxies.is_empty()
    }

    /// Checks that nothing crosses a network in the clear.
    ///
    /// # Errors
    /// What to write instead.
    pub fn check_reach(&self) -> Result<(), String> {
        if self.is_beyond_this_machine() && self.tls.is_none() && self.trusted_proxies.is_empty() {
            return Err(format!(
                "this address can be reached from other machines, and check-ins must not cross a network without TLS. \
                 Set tls_certificate and tls_key, or trusted_proxies to the addresses of your TLS proxy, or listen on \
                 \"127.0.0.1:{}\".",
                self.listen.port()
            ));
        }
        Ok(())
    }

    /// Whether a connection may come from this address without TLS: from this machine, or from a named proxy.
    pub fn may_speak_plainly(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        address.is_loopback() || self.trusted_proxies.contains(&address)
    }
}

/// The two TLS files; both or neither.
pub(super) fn tls(
    certificate: Option<&Spanned<PathBuf>>,
    key: Option<&Spanned<PathBuf>>,
    folder: &Path,
) -> Result<Option<TlsFiles>, Wrong> {
    match (certificate, key) {
        (Some(certificate), Some(key)) => Ok(Some(TlsFiles {
            certificate: folder.join(certificate.get_ref()),
            key: folder.join(key.get_ref()),
        })),
        (None, None) => Ok(None),
        (Some(alone), None) => Err(wrong(
            alone,
            "tls_certificate is set and tls_key is not. Add the file of its private key.".to_owned(),
        )),
        (None, Some(alone)) => Err(wrong(
            alone,
            "tls_key is set and tls_certificate is not. Add the file of the certificate.".to_owned(),
        )),
    }
}

/// The addresses of proxies.
pub(super) fn proxies(words: &[Spanned<String>]) -> Result<Vec<IpAddr>, Wrong> {
    words
        .iter()
        .map(|address| {
            let parsed: Result<IpAddr, _> = address.get_ref().parse();
            parsed.map(|address| address.to_canonical()).map_err(|_| {
                wrong(
                    address,
                    format!(
                        "trusted_proxies: {:?} is not an IP address. Write one such as \"127.0.0.1\", without a port.",
                        address.get_ref()
                    ),
                )
            })
        })
        .collect()
}
