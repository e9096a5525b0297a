//! Cursors of any keys survive as text, and no other text is one.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dynamorph::prelude::*;
use dynamorph::{Cursor, CursorError, CursorKeys, Dynamo, Error, Number};
use dynamorph_testing::Scripted;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use crate::support::run;

/// Keys of every type: those of the table and those of its index.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "cursors")]
#[dynamo(index("all", query = "by_bytes", partition_key = bytes, sort_key = also))]
struct Keyed {
    #[dynamo(partition_key)]
    text: String,
    #[dynamo(sort_key)]
    number: Number,
    bytes: Vec<u8>,
    also: String,
}

fn keyed() -> impl Strategy<Value = Keyed> {
    let number = (any::<i64>(), -100_i32..100)
        .prop_map(|(digits, exponent)| format!("{digits}E{exponent}").parse().expect("in range"));
    let bytes = prop::collection::vec(any::<u8>(), 1..40);
    ("\\PC{1,30}", number, bytes, any::<String>().prop_map(|text| format!("x{text}")))
        .prop_map(|(text, number, bytes, also)| Keyed { text, number, bytes, also })
}

/// A handle that answers nothing, with or without keys.
fn handle(is_signed: bool) -> (Dynamo, Scripted) {
    let scripted = Scripted::always("{}");
    let builder = Dynamo::builder(scripted.client());
    let keys = || CursorKeys::new("one", [7; 32]).expect("a key");
    let db = if is_signed { builder.cursor_keys(keys()).build() } else { builder.build() };
    (db, scripted)
}

/// The text is refused by every read, before any request.
fn assert_refused(text: &str, item: &Keyed, is_signed: bool) -> Result<(), TestCaseError> {
    let Ok(cursor) = text.parse::<Cursor>() else { return Ok(()) };
    prop_assert_eq!(cursor.to_string(), text, "a cursor has one text");
    let (db, scripted) = handle(is_signed);
    let refused = run(async {
        [
            Keyed::query(&item.text).cursor(cursor.clone()).page(&db).await.map(|_| ()),
            Keyed::by_bytes(&item.bytes).cursor(cursor.clone()).page(&db).await.map(|_| ()),
            Keyed::scan().cursor(cursor.clone()).page(&db).await.map(|_| ()),
            Keyed::BY_BYTES.scan().cursor(cursor).page(&db).await.map(|_| ()),
        ]
    });
    for result in refused {
        let is_invalid = matches!(result, Err(Error::Cursor(CursorError::Invalid)));
        prop_assert!(is_invalid, "{:?}", result);
    }
    prop_assert!(scripted.requests().is_empty());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_cursor_of_any_keys_survives_as_text(item in keyed(), is_signed: bool) {
        let (db, scripted) = handle(is_signed);
        let cursors = [
            Keyed::query(&item.text).cursor_of(&db, &item),
            Keyed::by_bytes(&item.bytes).cursor_of(&db, &item),
            Keyed::scan().cursor_of(&db, &item),
            Keyed::BY_BYTES.scan().cursor_of(&db, &item),
        ];
        for cursor in cursors {
            let cursor = cursor.expect("the item is in what is read");
            let read: Cursor = cursor.to_string().parse().expect("a cursor");
            prop_assert_eq!(read, cursor);
        }
        prop_assert!(scripted.requests().is_empty());

        let cursor = Keyed::BY_BYTES.scan().cursor_of(&db, &item).expect("it is in the index");
        let page = run(Keyed::BY_BYTES.scan().cursor(cursor).all(&db)).expect("an empty page");
        prop_assert!(page.is_empty());
        let start = &scripted.requests()[0].json()["ExclusiveStartKey"];
        prop_assert_eq!(start["text"]["S"].as_str(), Some(item.text.as_str()));
        prop_assert_eq!(start["number"]["N"].as_str(), Some(item.number.as_str()));
        prop_assert_eq!(start["also"]["S"].as_str(), Some(item.also.as_str()));
    }

    #[test]
    fn a_changed_cursor_is_refused(item in keyed(), is_signed: bool, at: prop::sample::Index, change in 1..=255_u8) {
        let (db, _) = handle(is_signed);
        let cursor = Keyed::BY_BYTES.scan().cursor_of(&db, &item).expect("it is in the index");
        let mut bytes = URL_SAFE_NO_PAD.decode(cursor.to_string()).expect("base64");
        let at = at.index(bytes.len());
        bytes[at] ^= change;
        assert_refused(&URL_SAFE_NO_PAD.encode(&bytes), &item, is_signed)?;
        assert_refused(&URL_SAFE_NO_PAD.encode(&bytes[..at]), &item, is_signed)?;
    }

    #[test]
    fn any_other_text_is_refused(text: String, bytes: Vec<u8>, item in keyed(), is_signed: bool) {
        assert_refused(&text, &item, is_signed)?;
        for begin in [&[][..], &[2], &[2, 0], &[2, 1], &[2, 1, 3, b'o', b'n', b'e']] {
            let text = URL_SAFE_NO_PAD.encode([begin, &bytes].concat());
            assert_refused(&text, &item, is_signed)?;
        }
    }
}
