//! Key templates: distinct parts give distinct keys, keys sort by part and the literal after it, and parse back.

use std::cmp::Ordering;

use chrono::NaiveDate;
use dynamorph::prelude::*;
use dynamorph::{Format, KeyPart, Template};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::key_order::Parts;
use crate::support::keys::{key_text, rendered};

const TEXTS: &str = "TEXT#{first}#{second}/#{third}";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = Parts, entity = "TEXTS", pk = "P", sk = "TEXT#{first}#{second}/#{third}")]
struct Texts {
    first: String,
    second: String,
    third: String,
}

const MIXED: &str = "{n}#{wide}{id}T{text}";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = Parts, entity = "MIXED", pk = "P", sk = "{n}#{wide}{id}T{text}")]
struct Mixed {
    n: i32,
    wide: u64,
    id: Uuid,
    text: String,
}

/// Any text that is a key part, often close to the delimiter.
fn part() -> impl Strategy<Value = String> {
    prop_oneof!["[ !\"$%/]{1,3}", "[a-c!/]{1,4}", "[ -\"$-~é漢🦀\u{10FFFE}]{1,8}"]
}

fn texts() -> impl Strategy<Value = Texts> {
    (part(), part(), part()).prop_map(|(first, second, third)| Texts { first, second, third })
}

fn mixed() -> impl Strategy<Value = Mixed> {
    let n = prop_oneof![-3..3, any::<i32>()];
    let wide = prop_oneof![0..3_u64, any::<u64>()];
    let id = prop_oneof![0..3_u128, any::<u128>()].prop_map(Uuid::from_u128);
    (n, wide, id, part()).prop_map(|(n, wide, id, text)| Mixed { n, wide, id, text })
}

/// Text that is not the last part sorts with the literal after it.
fn with_literal(text: &str, literal: &str, other: &str) -> Ordering {
    format!("{text}{literal}").cmp(&format!("{other}{literal}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn keys_of_texts_sort_by_part_and_the_literal_after_it(a in texts(), b in texts()) {
        let expected = with_literal(&a.first, "#", &b.first)
            .then_with(|| with_literal(&a.second, "/#", &b.second))
            .then_with(|| a.third.cmp(&b.third));
        let (key_a, key_b) = (key_text(a.clone(), "sk").unwrap(), key_text(b.clone(), "sk").unwrap());
        prop_assert_eq!(key_a.cmp(&key_b), expected, "{} and {}", key_a, key_b);
        prop_assert_eq!(key_a == key_b, a == b);
    }

    #[test]
    fn keys_of_mixed_types_sort_by_part(a in mixed(), b in mixed()) {
        let by_part = |mixed: &Mixed| (mixed.n, mixed.wide, mixed.id);
        let expected = by_part(&a).cmp(&by_part(&b)).then_with(|| a.text.cmp(&b.text));
        let (key_a, key_b) = (key_text(a, "sk").unwrap(), key_text(b, "sk").unwrap());
        prop_assert_eq!(key_a.cmp(&key_b), expected, "{} and {}", key_a, key_b);
    }

    #[test]
    fn keys_of_texts_parse_back(texts in texts()) {
        let key = key_text(texts.clone(), "sk").unwrap();
        let parts = Template::new(TEXTS).split(&key, |_| None);
        let expected = vec![("first", texts.first.as_str()), ("second", &texts.second), ("third", &texts.third)];
        prop_assert_eq!(parts, Some(expected));
    }

    #[test]
    fn keys_of_mixed_types_parse_back(mixed in mixed()) {
        let key = key_text(mixed.clone(), "sk").unwrap();
        let width = |field: &str| match field {
            "wide" => <u64 as dynamorph::TemplatePart>::WIDTH,
            "id" => <Uuid as dynamorph::TemplatePart>::WIDTH,
            _ => None,
        };
        let parts = Template::new(MIXED).split(&key, width).unwrap();
        let [("n", n), ("wide", wide), ("id", id), ("text", text)] = *parts else { panic!("four parts") };
        let read = Mixed {
            n: i32::read(n, &Format::SORTABLE).unwrap(),
            wide: u64::read(wide, &Format::SORTABLE).unwrap(),
            id: Uuid::read(id, &Format::SORTABLE).unwrap(),
            text: String::read(text, &Format::SORTABLE).unwrap(),
        };
        prop_assert_eq!(read, mixed);
    }

    #[test]
    fn any_text_is_a_part_or_a_typed_error(first in any::<String>()) {
        let holds_reserved = first.chars().any(|char| char == '#' || char.is_control() || char == char::MAX);
        let item = Texts { first: first.clone(), second: "b".to_owned(), third: "c".to_owned() };
        prop_assert_eq!(rendered(item).is_none(), first.is_empty() || holds_reserved);
    }

    #[test]
    fn text_of_another_template_never_panics(text in any::<String>(), tail in "[#/a-zé]{0,20}") {
        for template in [TEXTS, MIXED, "A#{a}", "{a}", "A", "{a}#{b}#"] {
            let template = Template::new(template);
            let _ = template.split(&text, |_| None);
            let _ = template.split(&format!("TEXT#{tail}"), |_| Some(2));
            let _ = template.split(&tail, |field| (field == "a").then_some(3));
        }
    }

    #[test]
    fn other_text_is_no_value(text in "[-0-9a-fT:.Z#]{0,40}") {
        // What reads is what would be written, so two texts are never one value.
        if let Ok(n) = i64::read(&text, &Format::SORTABLE) {
            prop_assert_eq!(text.len(), if n < 0 { 21 } else { 20 });
        }
        prop_assert!(Uuid::read(&text.to_uppercase(), &Format::SORTABLE).is_err() || !text.contains(char::is_lowercase));
        let _ = NaiveDate::read(&text, &Format::SORTABLE);
        let _ = time::UtcDateTime::read(&text, &Format::SORTABLE);
        let _ = jiff::Timestamp::read(&text, &Format::SORTABLE);
    }
}
