//! Keys as DynamoDB's JSON.

use super::wire::{Tag, Writer};
use crate::value::KeyValue;

/// Appends a key as an object: `{"pk":{"S":".."},"sk":{"N":".."}}`.
pub(crate) fn write_key(key: &[(&'static str, KeyValue)], bytes: &mut Vec<u8>) {
    with_writer(bytes, |writer| {
        writer.out.push(b'{');
        for (name, value) in key {
            writer.name(name);
            match value {
                KeyValue::S(text) => {
                    writer.open(Tag::S);
                    writer.string(text);
                }
                KeyValue::N(number) => {
                    writer.open(Tag::N);
                    writer.string(number.as_str());
                }
                KeyValue::B(bytes) => {
                    writer.open(Tag::B);
                    writer.base64(bytes);
                }
            }
            writer.close();
        }
        writer.close();
    });
}

/// Appends a member's name and its colon.
pub(crate) fn write_name(name: &str, bytes: &mut Vec<u8>) {
    with_writer(bytes, |writer| {
        writer.string(name);
        writer.out.push(b':');
    });
}

fn with_writer(bytes: &mut Vec<u8>, write: impl FnOnce(&mut Writer)) {
    let mut writer = Writer::default();
    std::mem::swap(bytes, &mut writer.out);
    write(&mut writer);
    std::mem::swap(bytes, &mut writer.out);
}

#[cfg(test)]
mod tests {
    use super::{write_key, write_name};
    use crate::value::KeyValue;

    #[test]
    fn keys_of_every_type_are_written() {
        let key = [
            ("pk", KeyValue::S("a\"b".into())),
            ("n", KeyValue::N("-1.5".parse().expect("a number"))),
            ("b", KeyValue::B(vec![0, 255])),
        ];
        let mut bytes = b"[".to_vec();
        write_key(&key, &mut bytes);
        assert_eq!(
            String::from_utf8(bytes).expect("text"),
            r#"[{"pk":{"S":"a\"b"},"n":{"N":"-1.5"},"b":{"B":"AP8="}}"#
        );
        let mut bytes = Vec::new();
        write_name("arn:aws", &mut bytes);
        assert_eq!(bytes, b"\"arn:aws\":");
    }
}
