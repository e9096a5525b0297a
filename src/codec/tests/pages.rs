use serde::Deserialize;

use crate::codec::{ItemReader, Shape, take_items};
use crate::error::DecodeError;

const PAGE: &[u8] = br#"{"Items":[{"pk":{"S":"1"},"name":{"S":"a"}},{"pk":{"S":"2"},"name":{"S":"b"}},{"pk":{"S":"3"},"name":{"S":"c"}}]}"#;

/// Refuses attributes that are not hidden from it.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    name: String,
}

type Read<'r> = &'r dyn Fn(usize, &mut ItemReader<'_>) -> Result<Named, DecodeError>;

/// Whether each item of the page was read.
fn read(read: Read<'_>) -> Vec<bool> {
    let mut all = Vec::new();
    let mut each = |item: &mut ItemReader<'_>| {
        all.push(read(all.len(), item).is_ok());
        Ok::<(), DecodeError>(())
    };
    take_items(PAGE, "Items", &mut each).expect("a page");
    all
}

#[test]
fn what_is_hidden_of_one_item_is_not_of_the_next() {
    // One type and one shape, so the items differ by nothing else than what is hidden.
    let by_place = |hidden: usize| {
        move |at: usize, item: &mut ItemReader<'_>| {
            item.decode(&Shape::Plain, &|name| at == hidden && name == "pk")
        }
    };
    assert_eq!(read(&by_place(0)), [true, false, false]);
    assert_eq!(read(&by_place(1)), [false, true, false]);
}

#[test]
fn entities_of_one_type_and_page_hide_what_is_theirs() {
    // Statics are never made one, so these are two entities, as two schemas that differ are.
    static HIDING: Shape = Shape::Plain;
    static OPEN: Shape = Shape::Plain;
    let in_turn = |at: usize, item: &mut ItemReader<'_>| {
        let hides = at.is_multiple_of(2);
        let shape = if hides { &HIDING } else { &OPEN };
        let owned = |name: &str| hides && name == "pk";
        item.decode_entity(shape, &owned, None, &|_| false).map(|(named, _)| named)
    };
    assert_eq!(read(&in_turn), [true, false, true]);
}
