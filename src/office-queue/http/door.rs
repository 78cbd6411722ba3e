//! Who is asking: the other end of the connection, the client behind a trusted proxy, and whether a request comes
//! from our own pages. It knows nothing of accounts.

use std::net::{IpAddr, Ipv4Addr};

use axum::extract::Request;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, header};

use crate::config::Config;
use crate::problem::{Refusable, Refusal};

/// What a proxy adds. Without a trusted proxy none of these may be there.
const PROXY_HEADERS: [&str; 5] = [
    "forwarded",
    "x-forwarded-for",
    "x-forwarded-proto",
    "x-real-ip",
    "via",
];

/// The other end of a connection; the accept loop puts it into every request.
#[derive(Clone, Copy, Debug)]
pub struct Peer {
    /// Its address.
    pub address: IpAddr,
    /// Whether it speaks TLS with us.
    pub tls: bool,
}

/// Who asks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Client {
    /// Its address: behind a trusted proxy the one that the proxy names.
    pub address: IpAddr,
    /// Whether everything between it and us is TLS.
    pub secure: bool,
}

/// The client of a request to a page of staff.
pub(super) fn client(config: &Config, request: &Request) -> Refusable<Client> {
    let peer = request.extensions().get::<Peer>().copied().unwrap_or(Peer {
        // Nobody's address; it is trusted with nothing.
        address: IpAddr::V4(Ipv4Addr::UNSPECIFIED),
        tls: false,
    });
    let address = peer.address.to_canonical();
    let proxied = PROXY_HEADERS
        .iter()
        .any(|name| request.headers().contains_key(*name));
    let trusted = config.trusted_proxies.contains(&address);
    if trusted && (proxied || config.is_beyond_this_machine()) {
        return behind_proxy(request.headers());
    }
    if proxied {
        return Err(Refusal::forbidden(
            "This service is not set up for a proxy. Name the proxy's address in trusted_proxies.",
        ));
    }
    let client = Client {
        address,
        secure: peer.tls,
    };
    if !client.secure {
        if config.is_beyond_this_machine() {
            return Err(Refusal::forbidden(
                "The desk page is served to other machines by TLS only.",
            ));
        }
        // Another site's name that resolves to this machine would otherwise read the page as its own.
        if !is_this_machine(&host(request)?) {
            return Err(Refusal::forbidden(
                "Without TLS the desk page answers only to localhost, 127.0.0.1 or [::1].",
            ));
        }
    }
    Ok(client)
}

/// What a trusted proxy says of its client. Of several addresses the last is its own word.
fn behind_proxy(headers: &HeaderMap) -> Refusable<Client> {
    let last = |name: &str| {
        let value = headers.get_all(name).iter().next_back()?.to_str().ok()?;
        value.rsplit(',').next().map(|word| word.trim().to_owned())
    };
    if last("x-forwarded-proto").as_deref() != Some("https") {
        return Err(Refusal::forbidden(
            "The proxy must take requests by https only, and say so with `X-Forwarded-Proto: https`.",
        ));
    }
    let address = last("x-forwarded-for").and_then(|address| address.parse().ok());
    let address = address.ok_or_else(|| {
        Refusal::forbidden("The proxy must name the client's address in `X-Forwarded-For`.")
    })?;
    Ok(Client {
        address,
        secure: true,
    })
}

/// The host that a request was sent to.
pub(super) fn host(request: &Request) -> Refusable<Authority> {
    let value = request
        .headers()
        .get(header::HOST)
        .and_then(|value| value.to_str().ok());
    value
        .and_then(|host| host.parse().ok())
        .ok_or_else(|| Refusal::bad_request("A Host header is needed."))
}

/// Whether a host is this machine by a name that nobody else can give.
pub(super) fn is_this_machine(host: &Authority) -> bool {
    matches!(host.host(), "localhost" | "127.0.0.1" | "[::1]")
}

/// Whether the browser says that a request comes from a page of ours, by `Sec-Fetch-Site` or `Origin`; `None` where
/// it says neither.
pub(super) fn says_own_page(headers: &HeaderMap, host: &Authority, secure: bool) -> Option<bool> {
    let said = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let scheme = if secure { "https://" } else { "http://" };
    let site = said("sec-fetch-site").map(|site| site == "same-origin");
    let origin = said("origin").map(|origin| origin.strip_prefix(scheme) == Some(host.as_str()));
    match (site, origin) {
        (None, None) => None,
        (site, origin) => Some(site.unwrap_or(true) && origin.unwrap_or(true)),
    }
}
