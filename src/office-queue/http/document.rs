//! What the document says of every route of one kind, so that no handler can forget it: what the guard answers before
//! a page of staff is reached, and what can be wrong with any body.

use utoipa::openapi::path::Operation;
use utoipa::openapi::{ContentBuilder, OpenApi, PathItem, Ref, ResponseBuilder};

/// What the guard of the pages of staff answers.
const GUARDED: [(&str, &str); 4] = [
    ("400", "Something of the request cannot be read"),
    ("401", "Nobody is signed in, or not any more"),
    (
        "403",
        "Not asked by a page of ours, not allowed to this account, or not served in this way",
    ),
    ("503", "The queue cannot store or read it now; see Retry-After"),
];

/// What any body can be refused for.
const WITH_BODY: [(&str, &str); 4] = [
    ("400", "A body that cannot be read"),
    ("408", "The body did not arrive in time"),
    ("413", "The body is too large"),
    ("415", "The body is of another type"),
];

/// Adds what the operations themselves do not say. What they say in words of their own stays.
pub(super) fn complete(document: &mut OpenApi) {
    for (path, item) in &mut document.paths.paths {
        let of_staff = path == "/desk" || path.starts_with("/desk/") || path.starts_with("/sign-");
        for operation in operations(item) {
            if of_staff {
                add(operation, &GUARDED);
            }
            if operation.request_body.is_some() {
                add(operation, &WITH_BODY);
            }
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.post].into_iter().flatten()
}

fn add(operation: &mut Operation, answers: &[(&str, &str)]) {
    for (status, description) in answers {
        operation
            .responses
            .responses
            .entry((*status).to_owned())
            .or_insert_with(|| problem(description).into());
    }
}

fn problem(description: &str) -> ResponseBuilder {
    let schema = Ref::from_schema_name("Problem");
    let content = ContentBuilder::new().schema(Some(schema)).build();
    ResponseBuilder::new()
        .description(description)
        .content("application/problem+json", content)
}
