//! The boards as JSON, each made once for all the pages that show it: fifty open pages ask the store as often as one.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use tokio::sync::Mutex;
use tokio::time::Instant;
use utoipa::ToSchema;

use crate::app::App;
use crate::arrival::service_day;
use crate::board::Board;
use crate::problem::Refusable;
use crate::store::StoreError;

/// How long a board is given out unchanged; it bounds how far off the page's clock can be.
const FRESH_FOR: Duration = Duration::from_secs(1);

/// What a page gets each time.
#[derive(Serialize, ToSchema)]
pub struct DeskPage {
    /// Every office there is, as id and name.
    offices: Vec<(String, String)>,
    /// The asked office's board; null where there is no such office.
    board: Option<Board>,
}

/// Which page: the office that was asked for, and the one to which the account that asks is held.
type Key = (Option<String>, Option<String>);

/// The boards made last, each for whoever may see it.
#[derive(Default)]
pub struct Boards(Mutex<HashMap<Key, Made>>);

struct Made {
    /// How often something had changed when it was begun.
    changes: u64,
    at: Instant,
    json: Arc<str>,
}

impl Boards {
    /// The page of an office, or of the first one, as JSON: no older than the last change and than a second. An account
    /// of `own_office` sees that one alone.
    ///
    /// # Errors
    /// [`crate::problem::Refusal`] where the store or the tokens cannot be read.
    pub async fn page(
        &self,
        app: &App,
        asked: Option<&str>,
        own_office: Option<&str>,
    ) -> Refusable<Arc<str>> {
        // Held while one is made, so that the others wait for it instead of making it too.
        let mut made = self.0.lock().await;
        let changes = *app.changes().borrow();
        let key = (asked.map(str::to_owned), own_office.map(str::to_owned));
        if let Some(made) = made.get(&key)
            && made.changes == changes
            && made.at.elapsed() < FRESH_FOR
        {
            return Ok(Arc::clone(&made.json));
        }
        let at = Instant::now();
        let page = desk_page(app, asked, own_office).await?;
        let json: Arc<str> = serde_json::to_string(&page)
            .map_err(|error| StoreError::Value(error.to_string()))?
            .into();
        // An office that is not there could be any word, and words are not collected.
        if page.board.is_some() {
            let json = Arc::clone(&json);
            made.insert(key, Made { changes, at, json });
        }
        Ok(json)
    }
}

async fn desk_page(app: &App, asked: Option<&str>, own_office: Option<&str>) -> Refusable<DeskPage> {
    let mut offices = app.offices().await?;
    if let Some(own) = own_office {
        offices.retain(|office| office.id == own);
        if offices.is_empty() {
            offices.push(app.config.office(own));
        }
    }
    let office = match asked {
        Some(id) => offices.iter().find(|office| office.id == id),
        None => offices.first(),
    };
    let now = app.clock.now();
    let board = match office {
        Some(office) => {
            let today = service_day(now, office.zone);
            let rows = app
                .store
                .board(office.id.clone(), office.desk_series, today, now)
                .await?;
            let mut board = Board::new(office, &rows, now);
            board.warnings.extend(app.import_warnings(&office.id));
            Some(board)
        }
        None => None,
    };
    Ok(DeskPage {
        offices: offices
            .into_iter()
            .map(|office| (office.id, office.name))
            .collect(),
        board,
    })
}
