//! The bounds against brute force, and the texts.

use proptest::prelude::*;

use super::bounds::{Around, End, Range, successor};
use super::{KeyCondition, Placeholders, Predicate, Term};
use crate::value::{DocumentPath, KeyValue};

/// Parts as templates take them: no delimiter, no control character, no U+10FFFF, and the characters that sort badly.
fn part() -> impl Strategy<Value = String> {
    let chars = prop::sample::select(vec![
        'a',
        'b',
        '"',
        ' ',
        '!',
        '$',
        '~',
        '\'',
        'é',
        'ÿ',
        '\u{7ff}',
        '\u{800}',
        '\u{d7ff}',
        '\u{e000}',
        '\u{ffff}',
        '\u{10000}',
        '\u{10fffe}',
    ]);
    prop::collection::vec(chars, 1..4).prop_map(|chars| chars.into_iter().collect())
}

/// Prefix, literal after the part, and whether the part is the last.
fn around() -> impl Strategy<Value = (&'static str, &'static str, bool)> {
    let prefixes = prop::sample::select(vec!["", "ORDER#", "É#", "A#\u{d7ff}#"]);
    let after = prop::sample::select(vec![
        ("", true),
        ("#END", true),
        ("#", false),
        ("#X#", false),
        ("\u{10000}#", false),
    ]);
    (prefixes, after).prop_map(|(prefix, (after, is_last))| (prefix, after, is_last))
}

fn contains(range: &Range<String>, key: &str) -> bool {
    range.clone().map(KeyValue::S).contains(&KeyValue::S(key.to_owned()))
}

fn end((value, is_inclusive): &(String, bool)) -> End<&str> {
    End { value, is_inclusive: *is_inclusive }
}

proptest! {
    #[test]
    fn bounds_hold_exactly_the_parts_asked_for(
        (prefix, after, is_last) in around(),
        low in prop::option::of((part(), any::<bool>())),
        high in prop::option::of((part(), any::<bool>())),
        stored in part(),
        tail in part(),
    ) {
        prop_assume!(low.is_some() || high.is_some());
        let around = Around { prefix, after, is_last };
        let range = around.range(low.as_ref().map(end), high.as_ref().map(end));
        let key = around.key(&stored) + if is_last { "" } else { &tail };
        // Parts compare with the literal after them, by bytes.
        let compare = |bound: &str| (stored.clone() + after).cmp(&(bound.to_owned() + after));
        let fits_low = low.as_ref().is_none_or(|(low, is_inclusive)| if *is_inclusive { compare(low).is_ge() } else { compare(low).is_gt() });
        let fits_high = high.as_ref().is_none_or(|(high, is_inclusive)| if *is_inclusive { compare(high).is_le() } else { compare(high).is_lt() });
        prop_assert_eq!(contains(&range, &key), fits_low && fits_high, "{:?} of {:?}", range, key);
    }

    #[test]
    fn bounds_stay_inside_the_prefix(low in prop::option::of((part(), any::<bool>())), high in part(), other in part()) {
        let around = Around { prefix: "ORDER#", after: "#", is_last: false };
        let low = low.as_ref().map(|(value, is_inclusive)| End { value: value.as_str(), is_inclusive: *is_inclusive });
        let range = around.range(low, Some(End { value: &high, is_inclusive: true }));
        for key in [format!("ORDER{other}#x"), format!("ORDER{other}"), format!("ORDES#{other}"), format!("A#{other}"), format!("ORDER-LINE#{other}")] {
            prop_assert!(!contains(&range, &key), "{:?} of {:?}", range, key);
        }
    }

    #[test]
    fn equality_and_prefixes_do_not_reach_siblings(wanted in part(), stored in part()) {
        let around = Around { prefix: "ORDER#", after: "#", is_last: false };
        let key = format!("ORDER#{stored}#1");
        prop_assert_eq!(contains(&around.eq(&wanted), &key), stored == wanted);
        prop_assert_eq!(contains(&around.begins_with(&wanted), &key), stored.starts_with(&wanted));
    }

    #[test]
    fn the_successor_is_greater_than_every_text_with_the_prefix(text in part(), tail in part()) {
        let next = successor(&text);
        prop_assert!(next.is_some_and(|next| next > text.clone() + &tail && next > text));
    }
}

#[test]
fn bounds_at_the_length_limit_still_fit_a_key() {
    for last in ['a', '\u{7f}', '\u{7ff}', '\u{ffff}', '\u{10fffe}'] {
        let part: String = std::iter::repeat_n('x', 1024 - last.len_utf8()).chain([last]).collect();
        let around = Around { prefix: "", after: "", is_last: true };
        let end = |value, is_inclusive| Some(End { value, is_inclusive });
        let range = around.range(end("a", true), end(&part, false));
        let Range::Between(_, high) = range else { panic!("a range between two ends") };
        assert!(high.len() <= 1024 && high < part, "{last:?}");
        match around.range(end(&part, false), end("z", true)) {
            Range::Between(low, _) => assert!(low.len() <= 1024 && low > part, "{last:?}"),
            other => panic!("a range between two ends, not {other:?}"),
        }
    }
}

#[test]
fn lower_above_upper_is_empty() {
    let around = Around { prefix: "ORDER#", after: "#", is_last: false };
    let range = around.range(
        Some(End { value: "b", is_inclusive: true }),
        Some(End { value: "a", is_inclusive: true }),
    );
    assert_eq!(range, Range::Empty);
}

#[test]
fn texts_number_placeholders_in_order_and_nest_without_spare_parentheses() {
    let name = |text: &str| Term::Value(KeyValue::S(text.to_owned()).into());
    let entity = || {
        let path = Term::Path(DocumentPath::new("type"));
        Predicate::one_of(&path, &[name("ORDER"), name("ORD")])
    };
    let (absent, present) = (|| Predicate::not_exists("pk"), || Predicate::exists("pk"));
    let cases = [
        ("create", absent(), "attribute_not_exists(#0)"),
        ("save", absent().or(entity()), "attribute_not_exists(#0) OR #1 IN (:0, :1)"),
        ("replace", present().and(entity()), "attribute_exists(#0) AND #1 IN (:0, :1)"),
        (
            "or in and",
            absent().or(entity()).and(present()),
            "(attribute_not_exists(#0) OR #1 IN (:0, :1)) AND attribute_exists(#0)",
        ),
    ];
    for (case, predicate, expected) in cases {
        assert_eq!(predicate.render(&mut Placeholders::default()), expected, "{case}");
    }
}

#[test]
fn key_conditions_render_every_range() {
    let text = |text: &str| KeyValue::S(text.to_owned());
    let cases = [
        (Range::Any, "#0 = :0"),
        (Range::Eq(text("b")), "#0 = :0 AND #1 = :1"),
        (Range::BeginsWith(text("b")), "#0 = :0 AND begins_with(#1, :1)"),
        (Range::Between(text("b"), text("c")), "#0 = :0 AND #1 BETWEEN :1 AND :2"),
        (Range::Gt(text("b")), "#0 = :0 AND #1 > :1"),
        (Range::Ge(text("b")), "#0 = :0 AND #1 >= :1"),
        (Range::Lt(text("b")), "#0 = :0 AND #1 < :1"),
        (Range::Le(text("b")), "#0 = :0 AND #1 <= :1"),
    ];
    for (range, expected) in cases {
        let condition = KeyCondition { equal: vec![("pk", text("a"))], range: Some(("sk", range)) };
        assert_eq!(condition.render(&mut Placeholders::default()), expected);
    }
}
