//! Draws each screen: one function a screen, which sets that screen's adapter and nothing else.

mod additions;
mod emergency;
mod staff;

use flow::view::{
    Closed, Frame, Home, Hours, LanguageChoice, Leaflets, OutOfService, PageView, Question, Screen, Services,
    StillThere, Ticket, Visit,
};
use message::Message;
use ui::slint::Global;
use ui::{AppWindow, ScreenKind};

use super::PagePictures;
use super::painter::{LATIN, Painter, in_direction, phrase};
use super::parts::{kept, languages, leaflets, lines, model, service_tiles, status, tiles};
use super::{blocks, codes, touches};

/// Which of the window's screens a view is.
pub(super) fn kind(screen: &Screen) -> ScreenKind {
    match screen {
        Screen::Home(_) => ScreenKind::Home,
        Screen::Closed(_) => ScreenKind::Closed,
        Screen::Services(_) => ScreenKind::Services,
        Screen::Visit(_) => ScreenKind::Visit,
        Screen::Choices(_) => ScreenKind::Choices,
        Screen::Spoken(_) => ScreenKind::Spoken,
        Screen::Keypad(_) => ScreenKind::Keypad,
        Screen::Ticket(_) => ScreenKind::Ticket,
        Screen::Question(_) => ScreenKind::Question,
        Screen::Staff(_) => ScreenKind::Staff,
        Screen::Languages(_) => ScreenKind::Languages,
        Screen::Leaflets(_) => ScreenKind::Leaflets,
        Screen::Page(_) => ScreenKind::Page,
        Screen::Hours(_) => ScreenKind::Hours,
        Screen::Emergency(_) => ScreenKind::Emergency,
        Screen::StillThere(_) => ScreenKind::StillThere,
        Screen::OutOfService(_) => ScreenKind::OutOfService,
    }
}

/// Sets what changes with the language alone.
pub(super) fn words(window: &AppWindow, painter: &Painter) {
    let language = painter.language();
    let locale = ui::Locale::get(window);
    locale.set_right_to_left(language.right_to_left);
    locale.set_font(language.font_family.into());
    let frame = ui::Frame::get(window);
    frame.set_languages_label(painter.id("languages"));
    frame.set_back_label(painter.id("back"));
    frame.set_start_again_label(painter.id("start-again"));
    frame.set_take_a_ticket_label(painter.id("take-a-ticket"));
    let long_page = ui::LongPageWords::get(window);
    long_page.set_down(painter.id("page-down"));
    long_page.set_up(painter.id("page-up"));
}

pub(super) fn frame(window: &AppWindow, painter: &Painter, view: &Frame) {
    let frame = ui::Frame::get(window);
    frame.set_office(painter.text(&view.office));
    frame.set_clock(painter.maybe_message(view.clock.as_ref()));
    frame.set_languages(view.languages);
    frame.set_back(view.back);
    frame.set_take_a_ticket(view.take_a_ticket);
}

pub(super) fn screen(window: &AppWindow, painter: &Painter, pictures: &PagePictures, view: &Screen) {
    match view {
        Screen::Home(view) => home(window, painter, view),
        Screen::Closed(view) => closed(window, painter, view),
        Screen::Services(view) => services(window, painter, view),
        Screen::Visit(view) => visit(window, painter, view),
        Screen::Choices(view) => additions::choices(window, painter, view),
        Screen::Spoken(view) => additions::spoken(window, painter, view),
        Screen::Keypad(view) => staff::keypad(window, painter, view),
        Screen::Ticket(view) => ticket(window, painter, view),
        Screen::Question(view) => question(window, painter, view),
        Screen::Staff(view) => staff::staff(window, painter, view),
        Screen::Languages(view) => chooser(window, painter, view),
        Screen::Leaflets(view) => leaflet_list(window, painter, view),
        Screen::Page(view) => page(window, painter, pictures, view),
        Screen::Hours(view) => hours(window, painter, view),
        Screen::Emergency(view) => emergency::emergency(window, painter, pictures, view),
        Screen::StillThere(view) => still_there(window, painter, view),
        Screen::OutOfService(view) => out_of_service(window, painter, view),
    }
}

fn home(window: &AppWindow, painter: &Painter, view: &Home) {
    let adapter = ui::HomeAdapter::get(window);
    adapter.set_title(painter.id("home-title"));
    adapter.set_status(status(painter, &view.status, view.waiting.as_ref()));
    adapter.set_ticket(painter.id("take-a-ticket"));
    adapter.set_ticket_detail(painter.id("take-a-ticket-detail"));
    adapter.set_refusal(painter.maybe_message(view.refusal.as_ref().map(|(what, _)| what)));
    adapter.set_refusal_detail(painter.maybe_message(view.refusal.as_ref().map(|(_, then)| then)));
    adapter.set_notice(painter.maybe(view.notice.as_ref().map(|(title, _)| title)));
    adapter.set_notice_name(view.notice.as_ref().map_or("", |(_, name)| name).into());
    adapter.set_all_notices(if view.more_notices {
        painter.id("all-notices")
    } else {
        Default::default()
    });
    adapter.set_tiles(kept(adapter.get_tiles(), tiles(painter, &view.tiles)));
    adapter.set_languages(kept(adapter.get_languages(), languages(painter, &view.languages)));
    adapter.set_more_languages(more(painter, view.more_languages));
    adapter.set_not_checked(if !painter.language().is_checked() {
        painter.id("not-checked")
    } else {
        Default::default()
    });
}

fn more(painter: &Painter, more: bool) -> ui::Phrase {
    if more {
        painter.id("more-languages")
    } else {
        Default::default()
    }
}

fn closed(window: &AppWindow, painter: &Painter, view: &Closed) {
    let adapter = ui::ClosedAdapter::get(window);
    adapter.set_status(status(painter, &view.status, None));
    adapter.set_phones_title(painter.id("closed-phones"));
    adapter.set_phones(lines(painter, &view.phones));
    adapter.set_tiles(kept(adapter.get_tiles(), tiles(painter, &view.tiles)));
    adapter.set_languages(kept(adapter.get_languages(), languages(painter, &view.languages)));
    adapter.set_more_languages(more(painter, view.more_languages));
}

fn services(window: &AppWindow, painter: &Painter, view: &Services) {
    let adapter = ui::ServicesAdapter::get(window);
    adapter.set_title(painter.id("services-title"));
    adapter.set_tiles(kept(adapter.get_tiles(), service_tiles(painter, &view.tiles)));
}

fn visit(window: &AppWindow, painter: &Painter, view: &Visit) {
    let adapter = ui::VisitAdapter::get(window);
    adapter.set_title(painter.id("visit-title"));
    adapter.set_lines(kept(adapter.get_lines(), lines(painter, &view.lines)));
    adapter.set_additions_title(painter.id("anything-else"));
    adapter.set_additions(kept(
        adapter.get_additions(),
        additions::additions(painter, &view.additions),
    ));
    adapter.set_what_is_sent(painter.message(&view.what_is_sent));
    adapter.set_privacy(if view.privacy {
        painter.id("your-privacy")
    } else {
        Default::default()
    });
    adapter.set_confirm(painter.id("confirm"));
    adapter.set_confirm_detail(painter.id(if view.storing { "storing" } else { "confirm-detail" }));
    adapter.set_storing(view.storing);
    adapter.set_can_confirm(view.can_confirm);
    adapter.set_failed(painter.maybe_message(view.failed.as_ref().map(|(what, _)| what)));
    adapter.set_failed_detail(painter.maybe_message(view.failed.as_ref().map(|(_, then)| then)));
}

fn ticket(window: &AppWindow, painter: &Painter, view: &Ticket) {
    let adapter = ui::TicketAdapter::get(window);
    adapter.set_title(painter.id("ticket-title"));
    adapter.set_number(phrase(&view.number, LATIN));
    adapter.set_service(painter.maybe(view.service.as_ref()));
    adapter.set_instruction(painter.message(&view.instruction));
    adapter.set_lines(kept(adapter.get_lines(), lines(painter, &view.lines)));
    adapter.set_clears(painter.message(&view.clears));
    adapter.set_left(f32::from(view.left_permille) / 1000.0);
    adapter.set_warning(view.warning);
    adapter.set_mistake(painter.id("mistake"));
    adapter.set_finish(painter.id("finish"));
}

fn question(window: &AppWindow, painter: &Painter, view: &Question) {
    let adapter = ui::QuestionAdapter::get(window);
    adapter.set_icon(view.icon.into());
    adapter.set_title(painter.message(&view.title));
    adapter.set_detail(painter.message(&view.detail));
    let (action, _, id) = touches::action(&view.yes.0);
    adapter.set_yes_action(action);
    adapter.set_yes_id(id.into());
    adapter.set_yes(painter.message(&view.yes.1));
    let (action, _, id) = touches::action(&view.no.0);
    adapter.set_no_action(action);
    adapter.set_no_id(id.into());
    adapter.set_no(painter.message(&view.no.1));
    adapter.set_busy(view.busy);
}

fn chooser(window: &AppWindow, painter: &Painter, view: &[LanguageChoice]) {
    let adapter = ui::LanguagesAdapter::get(window);
    adapter.set_title(painter.id("languages-title"));
    adapter.set_languages(languages(painter, view));
}

fn leaflet_list(window: &AppWindow, painter: &Painter, view: &Leaflets) {
    let adapter = ui::LeafletsAdapter::get(window);
    adapter.set_title(painter.message(&view.title));
    adapter.set_leaflets(kept(adapter.get_leaflets(), leaflets(painter, &view.items)));
    adapter.set_none(painter.message(&view.none));
}

/// Forgets the page that was read last, and with it the pixels of its pictures.
pub(super) fn clear_page(window: &AppWindow) {
    let adapter = ui::PageAdapter::get(window);
    adapter.set_blocks(model([]));
    adapter.set_poster(Default::default());
}

fn page(window: &AppWindow, painter: &Painter, pictures: &PagePictures, view: &PageView) {
    let adapter = ui::PageAdapter::get(window);
    let language = i18n::language(&view.language);
    let right_to_left = language.is_some_and(|language| language.right_to_left);
    adapter.set_trail(painter.message(&view.trail));
    adapter.set_title(painter.text(&view.title));
    adapter.set_note(painter.maybe_message(view.note.as_ref()));
    adapter.set_font(language.map_or(LATIN, |language| language.font_family).into());
    adapter.set_right_to_left(right_to_left);
    let text = view.page.as_ref().map_or(&[][..], |page| &page.blocks);
    let poster = blocks::poster(pictures, text);
    adapter.set_is_poster(poster.is_some());
    // A poster's words are not drawn beside it.
    let text = if poster.is_some() { &[][..] } else { text };
    adapter.set_blocks(model(blocks::blocks(painter, pictures, text, right_to_left)));
    let (poster, words) = poster.unwrap_or_default();
    adapter.set_poster(poster);
    adapter.set_poster_words(words);
    let code = view.web.as_deref().and_then(codes::qr_code);
    adapter.set_has_web(code.is_some());
    adapter.set_web_code(code.unwrap_or_default());
    adapter.set_web_label(painter.id("web-code"));
    let address = view
        .web
        .as_ref()
        .map(|web| Message::new("code").code("code", web));
    adapter.set_web_address(painter.maybe_message(address.as_ref()));
}

fn hours(window: &AppWindow, painter: &Painter, view: &Hours) {
    let adapter = ui::HoursAdapter::get(window);
    adapter.set_title(painter.id("hours-and-contacts"));
    adapter.set_status(status(painter, &view.status, None));
    adapter.set_days_title(painter.id("hours-days"));
    adapter.set_days(model(view.days.iter().map(|day| ui::DayData {
        day: painter.message(&day.day),
        hours: painter.message(&day.hours),
        reason: painter.maybe(day.reason.as_ref()),
        today: day.today,
    })));
    adapter.set_contacts_title(painter.id("contacts"));
    adapter.set_contacts(lines(painter, &view.contacts));
    adapter.set_address_title(painter.id("address"));
    adapter.set_address(model(view.address.iter().map(|line| painter.text(line))));
    adapter.set_duty_title(painter.id("on-duty"));
    adapter.set_duty(lines(painter, &view.on_duty));
    adapter.set_pages_title(painter.id("more-about-us"));
    adapter.set_pages(leaflets(painter, &view.pages));
}

fn still_there(window: &AppWindow, painter: &Painter, view: &StillThere) {
    let adapter = ui::StillThereAdapter::get(window);
    adapter.set_title(painter.id("still-there-title"));
    adapter.set_text(painter.message(&Message::new("still-there").count("seconds", view.seconds)));
    adapter.set_stay(painter.id("still-here"));
}

fn out_of_service(window: &AppWindow, painter: &Painter, view: &OutOfService) {
    let adapter = ui::OutOfServiceAdapter::get(window);
    adapter.set_headline(painter.message(&view.headline));
    adapter.set_what_to_do(painter.message(&view.what_to_do));
    adapter.set_for_staff(painter.message(&view.for_staff));
    adapter.set_findings(model(
        view.findings
            .iter()
            .map(|finding| phrase(&in_direction(finding, false), LATIN)),
    ));
}
