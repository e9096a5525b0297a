//! Positions of parallel scans survive as text, whatever the keys, and no other text is one.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dynamorph::prelude::*;
use dynamorph::{CursorError, CursorKeys, Dynamo, Error, Number, ScanPosition};
use dynamorph_testing::{Reply, Scripted};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::support::run;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "positions")]
struct Keyed {
    #[dynamo(partition_key)]
    text: String,
    #[dynamo(sort_key)]
    number: Number,
}

fn keyed() -> impl Strategy<Value = Keyed> {
    let number = (any::<i64>(), -100_i32..100)
        .prop_map(|(digits, exponent)| format!("{digits}E{exponent}").parse().expect("in range"));
    ("\\PC{1,30}", number).prop_map(|(text, number)| Keyed { text, number })
}

/// What each segment answers: nothing, or an item with more behind it.
type Answers = Vec<Option<Keyed>>;

/// A handle whose segments answer this.
fn handle(answers: Answers, is_signed: bool) -> (Dynamo, Scripted) {
    let scripted = Scripted::new(move |request| {
        let segment = request.json()["Segment"].as_u64().expect("a segment");
        let at = usize::try_from(segment).expect("small");
        let key = answers[at].as_ref().map(|item| {
            json!({ "text": { "S": item.text }, "number": { "N": item.number.to_string() } })
        });
        Reply::ok(match key {
            Some(key) => {
                json!({ "Count": 1, "ScannedCount": 2, "Items": [key], "LastEvaluatedKey": key })
            }
            None => json!({ "Count": 0, "ScannedCount": 0, "Items": [] }),
        })
    });
    let builder = Dynamo::builder(scripted.client());
    let keys = || CursorKeys::new("one", [7; 32]).expect("a key");
    let db = if is_signed { builder.cursor_keys(keys()).build() } else { builder.build() };
    (db, scripted)
}

fn scan(total: usize) -> dynamorph::ParallelScan<Keyed, dynamorph::Primary, Keyed> {
    Keyed::scan().parallel(u32::try_from(total).expect("small"))
}

/// Where a scan stands after some of the segments were read.
fn position(answers: &Answers, reads: usize, is_signed: bool) -> ScanPosition {
    let (db, _) = handle(answers.clone(), is_signed);
    run(async {
        let mut stream = scan(answers.len()).concurrency(1).stream(&db);
        for _ in 0..reads {
            if !matches!(stream.next().await, Some(Ok(_))) {
                break;
            }
        }
        stream.position()
    })
    .expect("it has begun")
}

fn assert_refused(text: &str, total: usize, is_signed: bool) -> Result<(), TestCaseError> {
    let Ok(position) = text.parse::<ScanPosition>() else { return Ok(()) };
    prop_assert_eq!(position.to_string(), text, "a position has one text");
    let (db, scripted) = handle(vec![None; total], is_signed);
    let refused = run(scan(total).resume(position).all(&db));
    let is_invalid = matches!(refused, Err(Error::Cursor(CursorError::Invalid)));
    prop_assert!(is_invalid, "{:?}", refused);
    prop_assert!(scripted.requests().is_empty());
    Ok(())
}

fn answers() -> impl Strategy<Value = Answers> {
    let first = keyed().prop_map(Some);
    (first, prop::collection::vec(prop::option::of(keyed()), 0..6)).prop_map(|(first, rest)| {
        let mut answers = vec![first];
        answers.extend(rest);
        answers
    })
}

proptest! {
    #[test]
    fn a_position_goes_on_where_its_text_says(answers in answers(), is_signed: bool) {
        let position = position(&answers, 1, is_signed);
        let text = position.to_string();
        prop_assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));
        let read: ScanPosition = text.parse().expect("its own text");
        prop_assert_eq!(&read, &position);
        prop_assert_eq!(read.total_segments() as usize, answers.len());

        let (db, scripted) = handle(answers.clone(), is_signed);
        run(async { scan(answers.len()).concurrency(1).resume(read).stream(&db).next().await });
        let first = scripted.requests()[0].json();
        let key = answers[0].as_ref().expect("an item");
        prop_assert_eq!(&first["Segment"], &json!(0));
        prop_assert_eq!(&first["ExclusiveStartKey"]["text"]["S"], &json!(key.text));
    }

    #[test]
    fn a_position_with_any_byte_changed_is_refused(
        answers in answers(), is_signed: bool, at: prop::sample::Index, with in 1_u8..=255
    ) {
        let text = position(&answers, 1, is_signed).to_string();
        let mut bytes = URL_SAFE_NO_PAD.decode(&text).expect("it is base64url");
        let at = at.index(bytes.len());
        bytes[at] ^= with;
        assert_refused(&URL_SAFE_NO_PAD.encode(&bytes), answers.len(), is_signed)?;
    }

    #[test]
    fn a_position_cut_or_extended_is_refused(
        answers in answers(), is_signed: bool, at: prop::sample::Index, more in prop::collection::vec(any::<u8>(), 1..20)
    ) {
        let text = position(&answers, 1, is_signed).to_string();
        let bytes = URL_SAFE_NO_PAD.decode(&text).expect("it is base64url");
        assert_refused(&URL_SAFE_NO_PAD.encode(&bytes[..at.index(bytes.len())]), answers.len(), is_signed)?;
        assert_refused(&URL_SAFE_NO_PAD.encode([bytes, more].concat()), answers.len(), is_signed)?;
    }

    #[test]
    fn other_text_is_no_position(text in "\\PC{0,60}", bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        assert_refused(&text, 3, false)?;
        assert_refused(&URL_SAFE_NO_PAD.encode(&bytes), 3, false)?;
        // The form of one, and the rest at random.
        let formed = [&[0x81, 0][..], &bytes].concat();
        assert_refused(&URL_SAFE_NO_PAD.encode(formed), 3, false)?;
    }
}
