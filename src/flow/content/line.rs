//! One run of words while it is being read: spans of one look each, cleaned when it is complete.

use super::bidi::{isolate_numbers, strip_unbalanced};
use super::page::Span;
use super::text::{cap_marks, is_meaningless};

/// The words of a paragraph, heading or cell so far.
#[derive(Debug, Default)]
pub(crate) struct Line {
    spans: Vec<Span>,
    strong: u32,
    emphasis: u32,
    links: Vec<Option<String>>,
}

impl Line {
    /// Adds words in the look that holds now. `\n` is a line end within the run.
    pub fn add(&mut self, text: &str) {
        let text: String = text
            .chars()
            .map(|character| match character {
                // A page can write the separators of lines and paragraphs as entities.
                '\t' | '\u{2028}' | '\u{2029}' => ' ',
                character => character,
            })
            .filter(|character| *character == '\n' || !is_meaningless(*character))
            .collect();
        let link = self.links.last().cloned().flatten();
        let (strong, emphasis) = (self.strong > 0, self.emphasis > 0);
        match self.spans.last_mut() {
            Some(last) if last.strong == strong && last.emphasis == emphasis && last.link == link => {
                last.text.push_str(&text);
            }
            _ => self.spans.push(Span {
                text,
                strong,
                emphasis,
                link,
            }),
        }
    }

    pub fn strong(&mut self, begins: bool) {
        self.strong = count(self.strong, begins);
    }

    pub fn emphasis(&mut self, begins: bool) {
        self.emphasis = count(self.emphasis, begins);
    }

    /// A link begins; without an address its words stay words.
    pub fn link(&mut self, address: Option<String>) {
        self.links.push(address);
    }

    pub fn link_ends(&mut self) {
        self.links.pop();
    }

    /// The words so far, cleaned: no space at the ends, nothing empty, no bidirectional control that reaches beyond
    /// them, and numbers isolated if the page runs from right to left. The look that holds now goes on holding.
    pub fn take(&mut self, right_to_left: bool) -> Vec<Span> {
        let mut spans = std::mem::take(&mut self.spans);
        let mut texts: Vec<&mut String> = spans.iter_mut().map(|span| &mut span.text).collect();
        strip_unbalanced(&mut texts);
        // A page can write its letters as entities, which have not been letters until now.
        cap_marks(&mut texts);
        // Taken out at once: one by one, each would move all the others.
        let blank = spans
            .iter()
            .take_while(|span| span.text.trim().is_empty())
            .count();
        spans.drain(..blank);
        if let Some(first) = spans.first_mut() {
            first.text = first.text.trim_start().to_owned();
        }
        while let Some(last) = spans.last_mut() {
            last.text.truncate(last.text.trim_end().len());
            if !last.text.is_empty() {
                break;
            }
            spans.pop();
        }
        spans.retain(|span| !span.text.is_empty());
        if right_to_left {
            for span in &mut spans {
                span.text = isolate_numbers(&span.text);
            }
        }
        spans
    }
}

fn count(depth: u32, begins: bool) -> u32 {
    if begins {
        depth.saturating_add(1)
    } else {
        depth.saturating_sub(1)
    }
}

/// The words of spans without their looks.
pub(crate) fn words(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}
