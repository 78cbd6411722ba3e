//! HTTP to the queue service: what is sent and how much of an answer is read. It decides nothing.

use std::error::Error as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use config::Queue;
use reqwest::header::{
    AUTHORIZATION, CONTENT_TYPE, DATE, ETAG, HeaderMap, HeaderName, HeaderValue, IF_NONE_MATCH, RETRY_AFTER,
};
use reqwest::{Certificate, Proxy, RequestBuilder, redirect};
use uuid::Uuid;

use crate::verdict::{Answer, NoAnswer};

/// The longest answer that is read, in bytes.
pub const MAX_ANSWER_BYTES: usize = 64 * 1024;

/// The longest token file, in bytes.
const MAX_TOKEN_BYTES: u64 = 4096;

/// How long a request may take.
#[derive(Clone, Copy, Debug)]
pub struct Timeouts {
    /// Until there is a connection.
    pub connect: Duration,
    /// In all, up to the last byte of the answer.
    pub whole: Duration,
}

/// Why there is no client. The text is for the log; none holds anything secret.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// A file that the settings name cannot be read.
    #[error("{}: it cannot be read: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The token file does not hold a token.
    #[error("{}: it must hold the kiosk's token and nothing else, in one line", path.display())]
    Token {
        /// The file.
        path: PathBuf,
    },
    /// The certificate authority's file does not hold certificates.
    #[error("{}: it must hold certificates as PEM text (BEGIN CERTIFICATE)", path.display())]
    Authority {
        /// The file.
        path: PathBuf,
    },
    /// The library refuses the settings, or the system has no trusted certificates (package ca-certificates).
    #[error("HTTP cannot be set up: {0}")]
    Setup(String),
}

/// The only way out of this program to the network.
#[derive(Debug)]
pub struct Client {
    http: reqwest::Client,
    events: String,
    state: String,
    token_file: PathBuf,
}

/// The kiosk's token as a header that is not shown in logs.
pub type Authorization = HeaderValue;

impl Client {
    /// A client for this queue.
    ///
    /// # Errors
    /// One [`ClientError`].
    pub fn new(queue: &Queue, timeouts: Timeouts) -> Result<Self, ClientError> {
        // Only the first one counts; in a test there may be one already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let setup = |error: reqwest::Error| ClientError::Setup(with_causes(&error));
        let secured = queue.url.scheme() == "https";
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!("reception-courier/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(timeouts.connect)
            .timeout(timeouts.whole)
            // A redirect is somebody else's idea of where check-ins go.
            .redirect(redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .http1_only()
            .pool_idle_timeout(Duration::from_secs(30))
            .pool_max_idle_per_host(crate::line::SLOTS + 1)
            .https_only(secured)
            .no_proxy();
        if let Some(proxy) = &queue.proxy {
            builder = builder.proxy(Proxy::all(proxy.clone()).map_err(setup)?);
        }
        builder = match &queue.ca_file {
            Some(path) => builder.tls_certs_only(authorities(path)?),
            // On this machine without TLS no certificate is ever asked for; none need be installed.
            None if !secured => builder.tls_certs_only([]),
            None => builder,
        };
        let base = queue.url.as_str().trim_end_matches('/').to_owned();
        Ok(Self {
            http: builder.build().map_err(setup)?,
            events: format!("{base}/v1/events"),
            state: format!("{base}/v1/queue"),
            token_file: queue.token_file.clone(),
        })
    }

    /// Reads the token from its file, which may have been replaced since.
    ///
    /// # Errors
    /// One [`ClientError`].
    pub fn read_token(&self) -> Result<Authorization, ClientError> {
        let path = &self.token_file;
        let unreadable = |error| ClientError::File {
            path: path.clone(),
            error,
        };
        let no_token = || ClientError::Token { path: path.clone() };
        if fs::metadata(path).map_err(unreadable)?.len() > MAX_TOKEN_BYTES {
            return Err(no_token());
        }
        let text = fs::read_to_string(path).map_err(unreadable)?;
        let token = text.trim_start_matches('\u{feff}').trim();
        if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(no_token());
        }
        let mut header = HeaderValue::from_str(&format!("Bearer {token}")).map_err(|_| no_token())?;
        header.set_sensitive(true);
        Ok(header)
    }

    /// A request to take an event. `held_ms` is how long ago it was committed, in milliseconds: the header says it in
    /// seconds with three places, so that two visitors of one second keep their order.
    pub fn post(
        &self,
        id: Uuid,
        body: String,
        held_ms: u64,
        authorization: &Authorization,
    ) -> RequestBuilder {
        self.http
            .post(&self.events)
            .header(AUTHORIZATION, authorization)
            .header(CONTENT_TYPE, "application/cloudevents+json")
            .header(HeaderName::from_static("idempotency-key"), format!("\"{id}\""))
            .header(
                HeaderName::from_static("reception-held-seconds"),
                format!("{}.{:03}", held_ms / 1000, held_ms % 1000),
            )
            .body(body)
    }

    /// A request for the queue's state, as far as it is not the one with this `ETag`.
    pub fn get(
        &self,
        series: checkin::Series,
        etag: Option<&str>,
        authorization: &Authorization,
    ) -> RequestBuilder {
        let request = self
            .http
            .get(format!("{}?series={series}", self.state))
            .header(AUTHORIZATION, authorization);
        match etag.and_then(|etag| HeaderValue::from_str(etag).ok()) {
            Some(etag) => request.header(IF_NONE_MATCH, etag),
            None => request,
        }
    }
}

/// Sends a request and reads the whole answer, or says why there is none.
pub async fn send(request: RequestBuilder) -> Result<Answer, NoAnswer> {
    let mut response = request.send().await.map_err(|error| no_answer(&error))?;
    let mut answer = Answer {
        status: response.status().as_u16(),
        content_type: text(response.headers(), &CONTENT_TYPE),
        retry_after: text(response.headers(), &RETRY_AFTER),
        date: text(response.headers(), &DATE),
        etag: text(response.headers(), &ETAG),
        body: Vec::new(),
    };
    while let Some(piece) = response.chunk().await.map_err(|error| no_answer(&error))? {
        if answer.body.len() + piece.len() > MAX_ANSWER_BYTES {
            return Err(NoAnswer::TooLarge);
        }
        answer.body.extend_from_slice(&piece);
    }
    Ok(answer)
}

fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

fn no_answer(error: &reqwest::Error) -> NoAnswer {
    // Addresses and bodies are no part of a log line above this level; the cause alone helps whoever mends it.
    tracing::debug!(cause = %with_causes(error), "no whole answer");
    if is_tls(error) {
        NoAnswer::NotTrusted
    } else {
        NoAnswer::Silent
    }
}

/// Whether TLS itself failed, somewhere down the chain of causes.
fn is_tls(error: &reqwest::Error) -> bool {
    let mut cause = error.source();
    while let Some(current) = cause {
        // An I/O error hides the error it wraps from `source`, so it is looked into by hand.
        let wrapped = current.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        if current.is::<rustls::Error>() || wrapped.is_some_and(|inner| inner.is::<rustls::Error>()) {
            return true;
        }
        cause = match wrapped {
            Some(inner) => Some(inner),
            None => current.source(),
        };
    }
    false
}

fn with_causes(error: &reqwest::Error) -> String {
    let mut words = Vec::new();
    let mut cause = error.source();
    while let Some(current) = cause {
        words.push(current.to_string());
        cause = current.source();
    }
    if words.is_empty() {
        "no cause given".to_owned()
    } else {
        words.join(": ")
    }
}

fn authorities(path: &Path) -> Result<Vec<Certificate>, ClientError> {
    let pem = fs::read(path).map_err(|error| ClientError::File {
        path: path.to_owned(),
        error,
    })?;
    let certificates = Certificate::from_pem_bundle(&pem).unwrap_or_default();
    if certificates.is_empty() {
        return Err(ClientError::Authority {
            path: path.to_owned(),
        });
    }
    Ok(certificates)
}
