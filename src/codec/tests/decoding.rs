use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde::de::Error as _;

use super::decode;
use crate::codec::{Field, ItemReader, Shape, count_hint, take_items, take_tables};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::value::KeyValue;

#[derive(Debug, PartialEq, Deserialize)]
struct Order {
    lines: Vec<Line>,
    #[serde(default)]
    labels: BTreeMap<String, u8>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Line {
    sku: String,
}

#[derive(Debug)]
struct Refusing;
impl<'de> Deserialize<'de> for Refusing {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Err(D::Error::custom(format!("bad: {}", String::deserialize(deserializer)?)))
    }
}

#[derive(Debug, Deserialize)]
enum Unit {
    Only(#[expect(dead_code, reason = "it is never made")] u8),
}

#[test]
fn an_error_says_where_and_shows_no_value() {
    let path = |text: &str| decode::<Order>(text, Shape::Plain).expect_err(text).to_string();
    let lines = r#"{"lines":{"L":[{"M":{"sku":{"S":"a"}}},{"M":{"sku":{"N":"424242"}}}]}}"#;
    assert_eq!(
        path(lines),
        "`lines[1].sku`: expected S, found N: correct the item or change the field's type"
    );
    let labels = r#"{"lines":{"L":[]},"labels":{"M":{"secret":{"S":"x"}}}}"#;
    assert_eq!(
        path(labels),
        "`labels.*`: expected N, found S: correct the item or change the field's type"
    );
    assert!(
        path(r#"{"lines":{"L":[{"M":{}}]}}"#)
            .starts_with("`lines[0]`: the attribute `sku` is missing")
    );

    let error =
        decode::<BTreeMap<String, Option<Refusing>>>(r#"{"a":{"S":"secret"}}"#, Shape::Plain)
            .expect_err("refused");
    assert_eq!(error.kind(), &DecodeErrorKind::Refused);
    assert!(!format!("{error} {error:?}").contains("secret"));
    let error = decode::<BTreeMap<String, Unit>>(r#"{"a":{"S":"secret"}}"#, Shape::Plain)
        .expect_err("no variant");
    assert!(!format!("{error} {error:?}").contains("secret") && error.to_string().contains("Only"));
}

#[test]
fn space_between_tokens_is_allowed() {
    let text = " {\n \"lines\" : { \"L\" : [ { \"M\" : { \"sku\" : { \"S\" : \"\\u00e9\\ud83d\\ude00\\/\\n\" } } } ] } ,\t\"x\" : { \"NULL\" : true } } \r\n";
    let order: Order = decode(text, Shape::Plain).expect("decodes");
    assert_eq!(order.lines, [Line { sku: "é😀/\n".into() }]);
    let raw =
        ItemReader::from_slice(text.as_bytes()).and_then(|mut item| item.raw()).expect("decodes");
    assert!(raw.get("x").is_some_and(aws_sdk_dynamodb::types::AttributeValue::is_null));
}

#[test]
fn strings_borrow_from_the_text() {
    #[derive(Deserialize)]
    struct Borrowed<'a> {
        long: &'a str,
    }
    let text = r#"{"long":{"S":"a string that is longer than one vector register"}}"#;
    let mut reader = crate::codec::wire::Reader::new(text, 0);
    let owned: crate::codec::wire::Owned<'_> = &super::nothing;
    let value = crate::codec::wire::Value::item(&mut reader, &Shape::Plain, &owned);
    assert_eq!(Borrowed::deserialize(value).expect("decodes").long.len(), 48);
}

#[test]
fn attributes_are_read_before_the_type_is_known() {
    let text = br#"{"skip":{"M":{"type":{"S":"no"}}},"type":{"SS":["ORDER"]},"n":{"N":"1.50"},"b":{"B":"AQ=="},"x":{"BOOL":true}}"#;
    let mut reader = ItemReader::from_slice(text).expect("UTF-8");
    assert_eq!(reader.text("type").expect("SS").as_deref(), Some("ORDER"));
    assert_eq!(reader.text("none").expect("absent"), None);
    assert_eq!(reader.key_value("n"), Ok(Some(KeyValue::N("1.5".parse().expect("a number")))));
    assert_eq!(reader.key_value("b"), Ok(Some(KeyValue::B(vec![1]))));
    assert_eq!(
        reader.key_value("x").expect_err("no key").to_string(),
        "`x`: expected S, N or B, found BOOL: correct the item or change the field's type"
    );
    assert_eq!(reader.text("x").expect_err("no text").path().to_string(), "x");
}

#[test]
fn items_are_taken_out_of_a_body() {
    let body = br#"{"Count":3, "Items":[{"a":{"N":"1"}}, {"a":{"N":"2"}} ,{"a":{"N":"3"}}],"ScannedCount":9,"LastEvaluatedKey":{"a":{"N":"3"}}}"#;
    let mut seen = Vec::new();
    let rest = take_items(body, "Items", &mut |item| {
        if item.text("b")?.is_none() && seen.len() != 1 {
            seen.push(item.decode::<BTreeMap<String, u8>>(&Shape::Plain, &|_| false)?["a"]);
        } else {
            seen.push(0);
        }
        Ok::<_, DecodeError>(())
    });
    assert_eq!(
        rest.expect("a body"),
        br#"{"Count":3,"ScannedCount":9,"LastEvaluatedKey":{"a":{"N":"3"}}}"#
    );
    assert_eq!(seen, [1, 0, 3]);
    let mut items = 0;
    let mut count = |_: &mut ItemReader<'_>| {
        items += 1;
        Ok::<_, DecodeError>(())
    };
    assert_eq!(
        take_items(br#"{"Item":{"a":{"S":"}"}}}"#, "Item", &mut count).expect("a body"),
        b"{}"
    );
    assert_eq!(take_items(b"{}", "Item", &mut count).expect("a body"), b"{}");
    assert_eq!(
        take_items(br#"{"Item":null,"x":1}"#, "Item", &mut count).expect("a body"),
        br#"{"x":1}"#
    );
    assert_eq!(items, 1);
    assert_eq!((count_hint(body), count_hint(b"{}"), count_hint(br#"{"Count":99999,"#)), (3, 0, 1));
}

#[test]
fn items_of_several_tables_come_with_the_name_of_theirs() {
    let body = br#"{"UnprocessedKeys":{}, "Responses":{"a":[{"x":{"N":"1"}},{"x":{"N":"2"}}],"arn:\u0062":[{"x":{"N":"3"}}],"c":[],"d":null},"z":[1]}"#;
    let mut seen = Vec::new();
    let rest = take_tables(body, "Responses", &mut |table, item| {
        // The second item is left unread.
        let x = match seen.len() {
            1 => 0,
            _ => item.decode::<BTreeMap<String, u8>>(&Shape::Plain, &|_| false)?["x"],
        };
        seen.push((table.to_owned(), x));
        Ok::<_, DecodeError>(())
    });
    assert_eq!(rest.expect("a body"), br#"{"UnprocessedKeys":{},"z":[1]}"#);
    assert_eq!(seen, [("a".to_owned(), 1), ("a".to_owned(), 0), ("arn:b".to_owned(), 3)]);
    for (case, body) in [
        ("absent", &br#"{"UnprocessedKeys":{}}"#[..]),
        ("null", br#"{"Responses":null,"UnprocessedKeys":{}}"#),
        ("a list", br#"{"Responses":[{"a":[{"x":{"N":"1"}}]}],"UnprocessedKeys":{}}"#),
    ] {
        let rest = take_tables(body, "Responses", &mut |_, _| {
            Err(DecodeError::malformed("an item where there is none"))
        });
        assert_eq!(rest.expect(case), br#"{"UnprocessedKeys":{}}"#, "{case}");
    }
    for body in
        [&b""[..], b"<html>", br#"{"Responses":{"a":[{"x":{"N":"1"}}"#, br#"{"Responses":{"a"}}"#]
    {
        let taken = take_tables(body, "Responses", &mut |_, _| Ok::<_, DecodeError>(()));
        assert!(taken.is_err(), "{}", String::from_utf8_lossy(body));
    }
}

/// Items whose attributes come in other orders, are missing, hidden or escaped, as a page may hold them.
#[test]
fn the_items_of_a_page_need_not_look_alike() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Entry {
        id: u32,
        #[serde(alias = "former_name_of_it")]
        a_name_longer_than_two_words: Option<String>,
        #[serde(default)]
        tags: BTreeSet<String>,
    }
    let fields = Shape::Fields(|| {
        const {
            &[
                Field::new("id", Shape::Plain),
                Field::new("a_name_longer_than_two_words", Shape::Plain)
                    .aliases(&["former_name_of_it"]),
                Field::new("tags", Shape::StringSet(&Shape::Plain)),
            ]
        }
    });
    let items = [
        r#"{"id":{"N":"1"},"pk":{"S":"A"},"a_name_longer_than_two_words":{"S":"x"},"tags":{"SS":["t"]}}"#,
        r#"{"id":{"N":"2"},"pk":{"S":"A"},"a_name_longer_than_two_wordz":{"S":"y"}}"#,
        r#"{"pk":{"S":"}\"{"},"other":{"M":{"id":{"N":"9"}}},"id":{"N":"3"},"tags":{"SS":["t"]}}"#,
        r#"{"former_name_of_it":{"S":"x"},"id":{"N":"4"}}"#,
        r#"{ "id" : {"N":"5"} , "pk":{"S":"A"},"a_name_longer_than_two_words":{"S":"x"}}"#,
        r#"{"\u0069d":{"N":"6"},"pk":{"NULL":true}}"#,
        r#"{"id":{"N":"7"},"pk":{"S":"A"},"a_name_longer_than_two_words":{"S":"x"},"tags":{"SS":["t"]}}"#,
        r#"{"id":{"N":"8"}}"#,
    ];
    let body = format!(r#"{{"Items":[{}]}}"#, items.join(","));
    let mut found = Vec::new();
    take_items(body.as_bytes(), "Items", &mut |item| {
        found.push(item.decode::<Entry>(&fields, &|name| name == "pk")?);
        Ok::<_, DecodeError>(())
    })
    .expect("a page");
    let whole = [(1, true, true), (2, false, false), (3, false, true), (4, true, false)];
    let rest = [(5, true, false), (6, false, false), (7, true, true), (8, false, false)];
    let expected: Vec<Entry> = whole
        .into_iter()
        .chain(rest)
        .map(|(id, is_named, is_tagged)| Entry {
            id,
            a_name_longer_than_two_words: is_named.then(|| "x".to_owned()),
            tags: is_tagged.then(|| "t".to_owned()).into_iter().collect(),
        })
        .collect();
    assert_eq!(found, expected);

    // The same names twice in one item are as wrong as in the first one.
    let body = r#"{"Items":[{"id":{"N":"1"}},{"id":{"N":"1"},"id":{"N":"2"}}]}"#;
    let twice = take_items(body.as_bytes(), "Items", &mut |item| {
        item.decode::<Entry>(&fields, &|_| false).map(drop)
    });
    assert!(twice.is_err());
}
