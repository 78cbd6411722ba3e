//! What a key types on a scanner set to the US layout, the setting all of them leave the factory with.
//!
//! Codes are the kernel's (`include/uapi/linux/input-event-codes.h`). A reference has only letters and digits; the
//! other characters are those of web addresses.

/// What a key means to a scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// Types this without and with shift.
    Types(char, char),
    /// Ends a scan: Enter or Tab.
    Ends,
    /// Shift; `true` is the right one.
    Shift(bool),
    /// Ctrl or Alt; what is typed with it is a control character. The bit is its own.
    Modifies(u8),
    /// Nothing that belongs to a scan.
    Other,
}

/// The rows of letters by the code of their first key.
const ROWS: [(u16, &str, &str); 4] = [
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", "ASDFGHJKL:\"~"),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
];
/// The keypad's keys in the order of their codes, from 71.
const KEYPAD: (u16, &str) = (71, "789-456+1230.");

pub(crate) fn key(code: u16) -> Key {
    match code {
        28 | 96 | 15 => Key::Ends,
        42 => Key::Shift(false),
        54 => Key::Shift(true),
        29 => Key::Modifies(1),
        97 => Key::Modifies(2),
        56 => Key::Modifies(4),
        100 => Key::Modifies(8),
        57 => Key::Types(' ', ' '),
        98 => Key::Types('/', '/'),
        55 => Key::Types('*', '*'),
        _ => typed(code).map_or(Key::Other, |(plain, shifted)| Key::Types(plain, shifted)),
    }
}

fn typed(code: u16) -> Option<(char, char)> {
    let at = |first: u16, row: &str| row.chars().nth(code.checked_sub(first)?.into());
    let (first, pad) = KEYPAD;
    if let Some(typed) = at(first, pad) {
        return Some((typed, typed));
    }
    ROWS.iter()
        .find_map(|(first, plain, shifted)| Some((at(*first, plain)?, at(*first, shifted)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_type_what_the_kernel_s_names_say() {
        // KEY_1, KEY_0, KEY_Q, KEY_P, KEY_A, KEY_L, KEY_Z, KEY_M, KEY_SLASH, KEY_SEMICOLON, KEY_EQUAL, KEY_KP7, KEY_KP0
        for (code, plain, shifted) in [
            (2, '1', '!'),
            (11, '0', ')'),
            (16, 'q', 'Q'),
            (25, 'p', 'P'),
            (30, 'a', 'A'),
            (38, 'l', 'L'),
            (44, 'z', 'Z'),
            (50, 'm', 'M'),
            (53, '/', '?'),
            (39, ';', ':'),
            (13, '=', '+'),
            (71, '7', '7'),
            (82, '0', '0'),
        ] {
            assert_eq!(key(code), Key::Types(plain, shifted), "{code}");
        }
    }

    #[test]
    fn escape_arrows_and_buttons_of_mice_type_nothing() {
        for code in [0, 1, 14, 58, 59, 87, 103, 108, 272, u16::MAX] {
            assert_eq!(key(code), Key::Other, "{code}");
        }
    }
}
