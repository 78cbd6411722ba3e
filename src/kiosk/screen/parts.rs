//! The parts that several screens are made of, from the flow's values to Slint's.

use std::rc::Rc;

use flow::Touch;
use flow::view::{LanguageChoice, LeafletItem, Line, ServiceTile, StatusCard, Tile, Waiting};
use ui::slint::{Model, ModelRc, VecModel};
use ui::{LanguageData, LeafletData, LineData, StatusData, TileData};

use super::painter::Painter;
use super::touches;

/// A list for Slint.
pub(super) fn model<T: Clone + 'static>(items: impl IntoIterator<Item = T>) -> ModelRc<T> {
    ModelRc::from(Rc::new(VecModel::from(items.into_iter().collect::<Vec<T>>())))
}

/// The list to set, or the one that is there if it says the same. A new list makes every control of it anew: a finger
/// on one would be lost, and assistive technology would meet another in its place.
pub(super) fn kept<T: Clone + PartialEq + 'static>(there: ModelRc<T>, new: ModelRc<T>) -> ModelRc<T> {
    if there.iter().eq(new.iter()) { there } else { new }
}

pub(super) fn tiles(painter: &Painter, tiles: &[Tile]) -> ModelRc<TileData> {
    model(tiles.iter().map(|tile| {
        let (action, argument, id) = touches::action(&tile.touch);
        TileData {
            action,
            argument: argument.into(),
            id: id.into(),
            icon: tile.icon.into(),
            title: painter.message(&tile.title),
            detail: painter.maybe_message(tile.detail.as_ref()),
            enabled: true,
        }
    }))
}

pub(super) fn service_tiles(painter: &Painter, tiles: &[ServiceTile]) -> ModelRc<TileData> {
    model(tiles.iter().map(|tile| {
        let (action, argument, id) = touches::action(&Touch::Service(tile.id.clone()));
        let detail = match &tile.refusal {
            Some(refusal) => painter.message(refusal),
            None => painter.maybe(tile.detail.as_ref()),
        };
        TileData {
            action,
            argument: argument.into(),
            id: id.into(),
            icon: tile.icon.as_str().into(),
            title: painter.text(&tile.name),
            detail,
            enabled: tile.refusal.is_none(),
        }
    }))
}

pub(super) fn languages(painter: &Painter, choices: &[LanguageChoice]) -> ModelRc<LanguageData> {
    model(choices.iter().map(|choice| LanguageData {
        tag: choice.tag.as_str().into(),
        id: format!("language-{}", choice.tag).into(),
        autonym: painter.autonym(&choice.tag),
        current: choice.current,
    }))
}

pub(super) fn line(painter: &Painter, line: &Line) -> LineData {
    LineData {
        icon: line.icon.into(),
        title: painter.text(&line.title),
        detail: painter.maybe(line.detail.as_ref()),
    }
}

pub(super) fn lines(painter: &Painter, lines: &[Line]) -> ModelRc<LineData> {
    model(lines.iter().map(|one| line(painter, one)))
}

pub(super) fn status(painter: &Painter, card: &StatusCard, waiting: Option<&Waiting>) -> StatusData {
    StatusData {
        open: card.open,
        headline: painter.message(&card.headline),
        until: painter.maybe_message(card.until.as_ref()),
        today: painter.maybe(card.today.as_ref()),
        people: painter.maybe_message(waiting.map(|waiting| &waiting.people)),
        minutes: painter.maybe_message(waiting.and_then(|waiting| waiting.minutes.as_ref())),
        serving: painter.maybe_message(waiting.and_then(|waiting| waiting.serving.as_ref())),
    }
}

pub(super) fn leaflets(painter: &Painter, items: &[LeafletItem]) -> ModelRc<LeafletData> {
    model(items.iter().map(|item| {
        let (action, argument, id) = touches::action(&item.touch);
        LeafletData {
            action,
            argument: argument.into(),
            id: id.into(),
            title: painter.text(&item.title),
            note: painter.maybe_message(item.note.as_ref()),
        }
    }))
}
