//! Every error of the API as a problem document, `application/problem+json` (RFC 9457).

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use checkin::Problem;

use crate::store::StoreError;
use crate::token::TokenError;

/// How long a client should wait where the store cannot take anything, in seconds.
const STORE_RETRY_SECONDS: u32 = 15;

/// How long a client should wait while its first request with the same id is still being stored, in seconds.
const IN_PROGRESS_RETRY_SECONDS: u32 = 1;

/// A refusal: what becomes a problem document.
#[derive(Debug)]
pub struct Refusal {
    status: StatusCode,
    /// The last part of the problem's type, `urn:reception-queue:problem:<kind>`.
    kind: &'static str,
    title: &'static str,
    detail: String,
    retry_after: Option<u32>,
}

/// What a handler that can refuse returns.
pub type Refusable<T> = Result<T, Refusal>;

impl Refusal {
    fn new(status: StatusCode, kind: &'static str, title: &'static str, detail: impl Into<String>) -> Self {
        Self {
            status,
            kind,
            title,
            detail: detail.into(),
            retry_after: None,
        }
    }

    /// 400: a header or parameter is missing or not well-formed.
    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "bad-request",
            "The request is not well-formed",
            detail,
        )
    }

    /// 401: no token, or one that is not known.
    pub fn unauthorised(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "token", "A token is needed", detail)
    }

    /// 401: nobody is signed in, or not any more.
    pub fn signed_out() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "signed-out",
            "Nobody is signed in",
            "Sign in at /sign-in.",
        )
    }

    /// 403: known, and not allowed to do this.
    pub fn forbidden(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", "This is not allowed", detail)
    }

    /// 404: nothing here.
    pub fn not_found(detail: impl Into<String>) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "not-found",
            "There is nothing here",
            detail,
        )
    }

    /// 405: the path is right and the method is not.
    pub fn method() -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method",
            "The method is not allowed here",
            "See /openapi.json for what can be asked.",
        )
    }

    /// 408: the body did not come in time.
    pub fn too_slow() -> Self {
        Self::new(
            StatusCode::REQUEST_TIMEOUT,
            "too-slow",
            "The request took too long",
            "The body did not arrive in time.",
        )
    }

    /// 409: the first request with this id is still being stored.
    pub fn in_progress() -> Self {
        Self {
            retry_after: Some(IN_PROGRESS_RETRY_SECONDS),
            ..Self::new(
                StatusCode::CONFLICT,
                "in-progress",
                "The first request is still in progress",
                "The same event is being stored at this moment. Ask again.",
            )
        }
    }

    /// 409: the visit's state does not allow it.
    pub fn conflict(detail: impl Into<String>) -> Self {
        Self::new(
            StatusCode::CONFLICT,
            "visit-state",
            "The visit does not allow this now",
            detail,
        )
    }

    /// 413: the body is too large.
    pub fn too_large(limit: usize) -> Self {
        let detail = format!("At most {limit} bytes are accepted.");
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too-large",
            "The body is too large",
            detail,
        )
    }

    /// 415: the body is said to be of another type.
    pub fn media_type(expected: &str) -> Self {
        let detail = format!("Content-Type must be {expected}.");
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "media-type",
            "The content type is not accepted",
            detail,
        )
    }

    /// 422: not a well-formed event.
    pub fn malformed(detail: impl Into<String>) -> Self {
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "event",
            "The event is not well-formed",
            detail,
        )
    }

    /// 422: a list that cannot be taken over.
    pub fn list(detail: impl Into<String>) -> Self {
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "list",
            "The list was not taken over",
            detail,
        )
    }

    /// 422: the id was used for another body.
    pub fn other_body() -> Self {
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "other-body",
            "The id was used for another event",
            "An event with this id and another body was accepted before. Nothing was changed.",
        )
    }

    /// 429: too many at once, or too often.
    pub fn too_many(detail: impl Into<String>, retry_after: u32) -> Self {
        Self {
            retry_after: Some(retry_after),
            ..Self::new(
                StatusCode::TOO_MANY_REQUESTS,
                "too-many",
                "Too many requests",
                detail,
            )
        }
    }

    /// 503: the service cannot do it now.
    fn unavailable(detail: impl Into<String>) -> Self {
        Self {
            retry_after: Some(STORE_RETRY_SECONDS),
            ..Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "unavailable",
                "The queue cannot store this now",
                detail,
            )
        }
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "a request could not be served");
        Self::unavailable(match error {
            StoreError::Full => "The disk of the queue service is full. Nothing was stored.",
            StoreError::ReadOnly => "The queue service cannot write to its database. Nothing was stored.",
            StoreError::Stopped => "The queue service is stopping.",
            StoreError::Database(_) | StoreError::Value(_) => {
                "The database reported an error. Nothing was stored."
            }
        })
    }
}

impl From<TokenError> for Refusal {
    fn from(error: TokenError) -> Self {
        tracing::error!(%error, "the token file cannot be used");
        Self::unavailable("The queue service cannot read its tokens.")
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let problem = Problem {
            kind: format!("urn:reception-queue:problem:{}", self.kind),
            title: self.title.to_owned(),
            status: self.status.as_u16(),
            detail: Some(self.detail),
        };
        let mut response = (self.status, Json(problem)).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self.status == StatusCode::UNAUTHORIZED && self.kind == "token" {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
