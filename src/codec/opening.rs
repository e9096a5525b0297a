//! How a field's name stands in JSON.

/// How many bytes are written together: two vector registers, of which the second is half.
const BLOCK: usize = 24;

/// What stands before a field's value, `,"name":`, made by the compiler.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Opening {
    block: [u8; BLOCK],
    /// How many bytes of the block count; none where the name is long or needs escapes.
    len: u8,
}

impl Opening {
    pub(crate) const fn of(name: &str) -> Self {
        let (name, mut block) = (name.as_bytes(), [0; BLOCK]);
        if name.len() + 4 > BLOCK {
            return Self { block, len: 0 };
        }
        (block[0], block[1]) = (b',', b'"');
        let mut at = 0;
        while at < name.len() {
            if name[at] < 0x20 || name[at] == b'"' || name[at] == b'\\' {
                return Self { block, len: 0 };
            }
            block[at + 2] = name[at];
            at += 1;
        }
        (block[at + 2], block[at + 3]) = (b'"', b':');
        #[expect(clippy::cast_possible_truncation, reason = "a block is shorter than 256 bytes")]
        let len = (name.len() + 4) as u8;
        Self { block, len }
    }

    /// Appends the opening, without its comma where no member precedes. False where there is none.
    // A copy of a constant length costs no call, and what is too much of it is cut off.
    #[inline]
    pub(crate) fn append(&self, out: &mut Vec<u8>) -> bool {
        let (start, len) = (out.len(), usize::from(self.len));
        if len == 0 {
            return false;
        }
        if out.last() == Some(&b'{') {
            out.extend_from_slice(&self.block[1..]);
            out.truncate(start + len - 1);
        } else {
            out.extend_from_slice(&self.block);
            out.truncate(start + len);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::Opening;

    #[test]
    fn an_opening_is_what_the_writer_would_write() {
        let cases = [
            ("first", "{", "id", Some("{\"id\":")),
            ("later", "{\"a\":1", "id", Some("{\"a\":1,\"id\":")),
            ("longest", "{}", "a_name_of_20_bytes__", Some("{},\"a_name_of_20_bytes__\":")),
            ("not ASCII", "{", "größe", Some("{\"größe\":")),
            ("empty", "{", "", Some("{\"\":")),
            ("too long", "{", "a_name_of_21_bytes___", None),
            ("quote", "{", "a\"b", None),
            ("backslash", "{", "a\\b", None),
            ("control", "{", "a\nb", None),
        ];
        for (case, before, name, expected) in cases {
            let mut out = before.as_bytes().to_vec();
            let appended = Opening::of(name).append(&mut out);
            assert_eq!(appended, expected.is_some(), "{case}");
            assert_eq!(String::from_utf8_lossy(&out), expected.unwrap_or(before), "{case}");
        }
    }
}
