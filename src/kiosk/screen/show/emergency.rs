//! The emergency notice.

use flow::view::EmergencyView;
use ui::AppWindow;
use ui::slint::Global;

use super::super::blocks;
use super::super::painter::{LATIN, Painter};
use super::super::parts::{kept, languages, lines, model};
use super::{PagePictures, more};

pub(super) fn emergency(
    window: &AppWindow,
    painter: &Painter,
    pictures: &PagePictures,
    view: &EmergencyView,
) {
    let adapter = ui::EmergencyAdapter::get(window);
    let language = i18n::language(&view.language);
    let right_to_left = language.is_some_and(|language| language.right_to_left);
    adapter.set_kind(painter.id("emergency-notice"));
    adapter.set_title(painter.text(&view.title));
    adapter.set_note(painter.maybe_message(view.note.as_ref()));
    adapter.set_font(language.map_or(LATIN, |language| language.font_family).into());
    adapter.set_right_to_left(right_to_left);
    let text = view.page.as_ref().map_or(&[][..], |page| &page.blocks);
    adapter.set_blocks(model(blocks::blocks(painter, pictures, text, right_to_left)));
    adapter.set_phones_title(painter.id("emergency-phones"));
    adapter.set_phones(kept(adapter.get_phones(), lines(painter, &view.phones)));
    adapter.set_languages(kept(adapter.get_languages(), languages(painter, &view.languages)));
    adapter.set_more_languages(more(painter, view.more_languages));
}
