//! Signing in, and who may do what once somebody has an account.

use super::*;
use crate::accounts::{Role, hash_password};
use crate::store::AccountRow;

const PASSWORD: &str = "a lamp over seven stairs";

impl Service {
    /// Stops the service, gives these people of an office accounts with [`PASSWORD`], and starts it again.
    pub(super) async fn with_accounts(self, accounts: &[(&str, &str, Role)]) -> Self {
        self.running.stop().await;
        let store = Store::open(&self.folder.path().join("data")).unwrap();
        for (office, name, role) in accounts {
            let account = AccountRow {
                name: (*name).to_owned(),
                office: (*office).to_owned(),
                role: *role,
                created_at: *self.app_clock.lock().unwrap(),
            };
            let hash = hash_password(name, PASSWORD).unwrap();
            assert!(store.add_account(account, hash).await.unwrap());
        }
        store.close().await;
        let running = run(&self.folder, &self.app_clock).await;
        Self { running, ..self }
    }

    /// Canal Street with a member of staff and a manager.
    pub(super) async fn with_staff() -> Self {
        let service = Self::start().await;
        service
            .with_accounts(&[
                ("canal-street", "kim", Role::Staff),
                ("canal-street", "mona", Role::Manager),
            ])
            .await
    }

    /// Sends the sign-in form as a browser does that comes from this site.
    async fn send_form(&self, name: &str, password: &str, site: &str) -> Answer {
        let headers = [
            ("Content-Type", "application/x-www-form-urlencoded"),
            ("Sec-Fetch-Site", site),
        ];
        let form = format!("name={name}&password={}", password.replace(' ', "+"));
        self.ask("POST", "/sign-in", &headers, form.as_bytes()).await
    }

    /// Signs in; the cookie as the browser sends it back.
    pub(super) async fn sign_in(&self, name: &str) -> String {
        let answer = self.send_form(name, PASSWORD, "same-origin").await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (303, Some("/desk")),
            "{answer:?}"
        );
        let cookie = answer.header("set-cookie").unwrap();
        for flag in ["; HttpOnly", "; SameSite=Strict", "; Path=/"] {
            assert!(cookie.contains(flag), "{cookie}");
        }
        cookie.split(';').next().unwrap().to_owned()
    }

    /// Reads a page as a browser with this cookie does.
    async fn page(&self, path: &str, cookie: &str) -> Answer {
        let headers = [("Accept", "text/html,*/*;q=0.8"), ("Cookie", cookie)];
        self.ask("GET", path, &headers, b"").await
    }

    /// Does at a desk what its page does, with this cookie and from this origin.
    async fn act(&self, path: &str, cookie: &str, origin: &str, body: &Value) -> Answer {
        let headers = [
            ("Content-Type", "application/json"),
            ("X-Reception-Desk", "1"),
            ("Origin", origin),
            ("Cookie", cookie),
        ];
        self.ask("POST", path, &headers, body.to_string().as_bytes())
            .await
    }

    fn origin(&self) -> String {
        format!("http://{}", self.running.address())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn once_there_is_an_account_a_signed_out_browser_gets_the_sign_in_page_and_no_stream() {
    let service = Service::start().await;
    assert_eq!(
        service.page("/desk", "").await.status,
        200,
        "nobody has an account"
    );
    let service = service
        .with_accounts(&[("canal-street", "kim", Role::Staff)])
        .await;
    let page = service.page("/desk", "").await;
    assert_eq!((page.status, page.header("location")), (303, Some("/sign-in")));
    let sign_in = service.page("/sign-in", "").await;
    assert!(
        sign_in.status == 200 && sign_in.body.contains(r#"name="password""#),
        "{sign_in:?}"
    );
    let forged = format!("reception-local={}", "0".repeat(64));
    for cookie in ["", &forged] {
        for path in [
            "/desk/events",
            "/desk/events?office=canal-street",
            "/desk/session",
        ] {
            service
                .ask("GET", path, &[("Cookie", cookie)], b"")
                .await
                .is_problem(401);
        }
        let next = json!({ "desk": "Desk 1", "office": "canal-street" });
        service
            .act("/desk/next", cookie, &service.origin(), &next)
            .await
            .is_problem(401);
    }
    // The kiosks go on.
    let answer = service.send(&service.front, &check_in("front", "A001"), 0).await;
    assert_eq!(answer.status, 201);
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_and_an_unknown_name_are_told_the_same_and_get_no_cookie() {
    let service = Service::with_staff().await;
    let wrong = service
        .send_form("kim", "a lamp over eight stairs", "same-origin")
        .await;
    let unknown = service.send_form("kit", PASSWORD, "same-origin").await;
    for answer in [&wrong, &unknown] {
        assert_eq!(
            (answer.status, answer.header("set-cookie")),
            (401, None),
            "{answer:?}"
        );
        assert!(answer.body.contains("The name or the password is not right."));
        assert!(!answer.body.contains("stairs"), "no password is sent back");
    }
    assert_eq!(wrong.body, unknown.body.replace("kit", "kim"));
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_signs_in_works_at_the_desk_of_their_own_office_until_they_sign_out() {
    let service = Service::with_staff().await;
    service.send(&service.front, &check_in("front", "A001"), 0).await;
    let cookie = service.sign_in("kim").await;
    let page = service.page("/desk", &cookie).await;
    assert!(page.status == 200 && page.body.contains("<title>"), "{page:?}");
    let session = service.page("/desk/session", &cookie).await.json();
    assert_eq!(
        (&session["account"], &session["role"], &session["office"]),
        (&json!("kim"), &json!("staff"), &json!("canal-street"))
    );
    // The office need not be named, and no other may be.
    let (next, origin) = (json!({ "desk": "Desk 1" }), service.origin());
    let foreign = json!({ "desk": "Desk 1", "office": "mill-lane" });
    service
        .act("/desk/next", &cookie, &origin, &foreign)
        .await
        .is_problem(403);
    service
        .page("/desk/events?office=mill-lane", &cookie)
        .await
        .is_problem(403);
    let called = service.act("/desk/next", &cookie, &origin, &next).await.json();
    assert_eq!(called["visit"]["ticket"], "A001");

    let out = [("Sec-Fetch-Site", "same-origin"), ("Cookie", cookie.as_str())];
    assert_eq!(service.ask("POST", "/sign-out", &out, b"").await.status, 303);
    service
        .act("/desk/next", &cookie, &origin, &next)
        .await
        .is_problem(401);
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_after_an_hour_in_which_nothing_is_done() {
    let service = Service::with_staff().await;
    let cookie = service.sign_in("kim").await;
    service.later(TimeDelta::minutes(59));
    assert_eq!(service.page("/desk", &cookie).await.status, 200);
    service.later(TimeDelta::minutes(59));
    assert_eq!(
        service.page("/desk", &cookie).await.status,
        200,
        "the page was used"
    );
    service.later(TimeDelta::minutes(61));
    assert_eq!(service.page("/desk", &cookie).await.status, 303);
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_origin_can_neither_sign_in_nor_act_with_somebodys_cookie() {
    let service = Service::with_staff().await;
    service.send(&service.front, &check_in("front", "A001"), 0).await;
    for site in ["cross-site", "same-site", "none"] {
        service.send_form("kim", PASSWORD, site).await.is_problem(403);
    }
    let silent = [("Content-Type", "application/x-www-form-urlencoded")];
    let form = format!("name=kim&password={}", PASSWORD.replace(' ', "+"));
    service
        .ask("POST", "/sign-in", &silent, form.as_bytes())
        .await
        .is_problem(403);

    let cookie = service.sign_in("kim").await;
    let next = json!({ "desk": "Desk 1" });
    let other_port = "http://127.0.0.1:1";
    for origin in ["https://elsewhere.example", "null", other_port] {
        service
            .act("/desk/next", &cookie, origin, &next)
            .await
            .is_problem(403);
    }
    assert_eq!(
        service
            .act("/desk/next", &cookie, &service.origin(), &next)
            .await
            .json()["visit"]["ticket"],
        "A001",
        "nobody was called before"
    );
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_audit_log_is_for_managers_and_names_who_did_what_but_no_visitor() {
    let service = Service::with_staff().await;
    service.send(&service.front, &check_in("front", "A017"), 0).await;
    let (staff, manager) = (service.sign_in("kim").await, service.sign_in("mona").await);
    let called = service
        .act(
            "/desk/next",
            &staff,
            &service.origin(),
            &json!({ "desk": "Desk 1" }),
        )
        .await;
    assert_eq!(called.status, 200);
    for path in ["/desk/audit", "/desk/counts", "/desk/counts.csv"] {
        service.page(path, &staff).await.is_problem(403);
    }
    let log = service.page("/desk/audit", &manager).await;
    assert_eq!(log.status, 200, "{log:?}");
    for word in ["kim", "mona", "sign-in", "next"] {
        assert!(log.body.contains(word), "{word} is not in {log:?}");
    }
    assert!(!log.body.contains("A017"), "{log:?}");
    service.stop().await;
}
