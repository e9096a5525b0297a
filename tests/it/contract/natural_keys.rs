//! Keys that are fields: text, numbers and bytes as DynamoDB orders them.

use std::fmt::Debug;

use dynamorph::prelude::*;
use dynamorph::{Error, InvalidRequest, KeyErrorKind, Number};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::support::{key_error, table, watched};

/// A stand-alone table sorted by a field of a type.
macro_rules! sorted_by {
    ($($model:ident $name:literal: $at:ty;)*) => {$(
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
        #[dynamo(table = $name)]
        struct $model {
            #[dynamo(partition_key)]
            group: String,
            #[dynamo(sort_key)]
            at: $at,
        }

        impl $model {
            fn at(at: $at) -> Self {
                Self { group: "g".into(), at }
            }

            /// Asserts the order of the values, and every condition on each of them.
            async fn assert_order(values: &[$at]) {
                let (_, db) = table::<Self>().await;
                for value in values.iter().rev() {
                    Self::at(value.clone()).create().send(&db).await.unwrap();
                }
                let query = || Self::query("g");
                assert_eq!(ats(query().all(&db).await.unwrap()), values);
                assert!(ats(query().reverse().all(&db).await.unwrap()).iter().rev().eq(values));
                for (at, value) in values.iter().enumerate() {
                    assert_eq!(ats(vec![Self::get(("g", value)).one(&db).await.unwrap()]), values[at..=at]);
                    let cases = [
                        ("eq", query().sort_eq(value), &values[at..=at]),
                        ("lt", query().sort_lt(value), &values[..at]),
                        ("le", query().sort_le(value), &values[..=at]),
                        ("gt", query().sort_gt(value), &values[at + 1..]),
                        ("ge", query().sort_ge(value), &values[at..]),
                        ("between", query().sort_between(value, &values[values.len() - 1]), &values[at..]),
                    ];
                    for (case, query, expected) in cases {
                        assert_eq!(ats(query.all(&db).await.unwrap()), expected, "{case} {value:?}");
                    }
                }
            }
        }

        impl At for $model {
            type Value = $at;
            fn into_at(self) -> $at {
                self.at
            }
        }
    )*};
}

trait At {
    type Value: PartialEq + Debug;
    fn into_at(self) -> Self::Value;
}

fn ats<M: At>(items: Vec<M>) -> Vec<M::Value> {
    items.into_iter().map(M::into_at).collect()
}

sorted_by! {
    ByText "by-text": String;
    ByInteger "by-integer": i64;
    ByUnsigned "by-unsigned": u64;
    ByWide "by-wide": i128;
    ByFloat "by-float": f64;
    ByDecimal "by-decimal": Decimal;
    ByNumber "by-number": Number;
    ByBytes "by-bytes": Vec<u8>;
}

#[tokio::test]
async fn text_sorts_by_its_bytes_and_may_hold_any_character() {
    let texts = [
        "\0",
        "\0a",
        " ",
        "#",
        "#a#",
        "A",
        "a",
        "a\0",
        "a#b",
        "é",
        "\u{ffff}",
        "😀",
        "\u{10ffff}",
        "\u{10ffff}a",
    ];
    ByText::assert_order(&texts.map(str::to_owned)).await;
}

#[tokio::test]
async fn integers_sort_by_value() {
    ByInteger::assert_order(&[i64::MIN, -100, -99, -1, 0, 1, 9, 10, 100, i64::MAX]).await;
    ByUnsigned::assert_order(&[0, 1, (1 << 53) + 1, u64::MAX - 1, u64::MAX]).await;
    let widest = 10_i128.pow(38) - 1;
    ByWide::assert_order(&[-widest, i128::from(i64::MIN), 0, i128::from(u64::MAX) + 1, widest])
        .await;
}

#[tokio::test]
async fn floats_and_decimals_sort_by_value() {
    ByFloat::assert_order(&[-1.0e125, -2.5, -0.1, 0.0, 1.0e-130, 0.1, 0.3, 1.0, 9.0e125]).await;
    let decimals = [
        "-79228162514264337593543950335",
        "-1.5",
        "0",
        "0.0000000000000000000000000001",
        "0.1",
        "12345678901234567890.12345",
        "79228162514264337593543950335",
    ];
    ByDecimal::assert_order(&decimals.map(|text| text.parse().unwrap())).await;
    let numbers = [
        "-9.99E+125",
        "-1E-130",
        "0",
        "1E-130",
        "0.30000000000000000000000000000000000001",
        "0.30000000000000000000000000000000000002",
        "9.99E+125",
    ];
    ByNumber::assert_order(&numbers.map(|text| text.parse().unwrap())).await;
}

#[tokio::test]
async fn bytes_sort_unsigned() {
    ByBytes::assert_order(&[
        vec![0],
        vec![0, 0],
        vec![0, 1],
        vec![1],
        vec![0x7f],
        vec![0x80],
        vec![0xff],
        vec![0xff, 0],
    ])
    .await;
}

#[tokio::test]
async fn zero_is_a_key_and_so_is_a_number_that_looks_otherwise() {
    let (_, db) = table::<ByDecimal>().await;
    ByDecimal::at(Decimal::ZERO).create().send(&db).await.unwrap();
    ByDecimal::at(Decimal::new(1500, 3)).create().send(&db).await.unwrap();

    assert_eq!(ByDecimal::get(("g", Decimal::new(0, 5))).one(&db).await.unwrap().at, Decimal::ZERO);
    assert_eq!(
        ByDecimal::get(("g", Decimal::new(15, 1))).one(&db).await.unwrap().at,
        Decimal::new(15, 1)
    );
    assert_eq!(ByDecimal::query("g").sort_between(0, 2).count(&db).await.unwrap(), 2);

    let (_, db) = table::<ByFloat>().await;
    ByFloat::at(-0.0).create().send(&db).await.unwrap();
    assert!(ByFloat::get(("g", 0.0)).send(&db).await.unwrap().is_some());
    assert!(ByFloat::delete(("g", 0.0)).returning_old().send(&db).await.unwrap().is_some());
}

#[tokio::test]
async fn exclusive_ends_of_a_range_of_integers_move_by_one() {
    let (_, db) = table::<ByInteger>().await;
    for at in -3..=3 {
        ByInteger::at(at).create().send(&db).await.unwrap();
    }
    for at in [i64::MIN, i64::MAX] {
        ByInteger::at(at).create().send(&db).await.unwrap();
    }

    let query = || ByInteger::query("g");
    let cases = [
        ("both", query().sort_gt(-2).sort_lt(2), vec![-1, 0, 1]),
        ("low", query().sort_gt(-2).sort_le(2), vec![-1, 0, 1, 2]),
        ("high", query().sort_ge(-2).sort_lt(2), vec![-2, -1, 0, 1]),
        ("high first", query().sort_lt(2).sort_ge(1), vec![1]),
        ("to the end", query().sort_gt(3).sort_le(i64::MAX), vec![i64::MAX]),
        ("outside of the type", query().sort_gt(i64::MAX).sort_le(i64::MAX), vec![]),
        ("from the beginning", query().sort_ge(i64::MIN).sort_lt(-3), vec![i64::MIN]),
        ("below the type", query().sort_ge(i64::MIN).sort_lt(i64::MIN), vec![]),
    ];
    for (case, query, expected) in cases {
        assert_eq!(ats(query.all(&db).await.unwrap()), expected, "{case}");
    }
}

#[tokio::test]
async fn exclusive_ends_of_a_range_of_text_work() {
    let (_, db) = table::<ByText>().await;
    let texts = ["a", "a\0", "a\u{10ffff}", "a\u{10ffff}\u{10ffff}z", "b", "b\0", "c"];
    for at in texts {
        ByText::at(at.into()).create().send(&db).await.unwrap();
    }

    let query = || ByText::query("g");
    let cases = [
        ("both", query().sort_gt("a").sort_lt("b"), &texts[1..4]),
        ("low", query().sort_gt("a").sort_le("b"), &texts[1..5]),
        ("high", query().sort_ge("a").sort_lt("b"), &texts[..4]),
        ("above the null", query().sort_gt("b\0").sort_lt("d"), &texts[6..]),
        ("below the null", query().sort_ge("a\u{10ffff}").sort_lt("b\0"), &texts[2..5]),
    ];
    for (case, query, expected) in cases {
        assert_eq!(ats(query.all(&db).await.unwrap()), expected, "{case}");
    }
}

#[tokio::test]
async fn exclusive_ends_of_a_range_of_floats_decimals_and_bytes_are_refused() {
    let engine = dynamorph_testing::Engine::from_env();
    let (db, requests) = watched(&engine);

    let refused = [
        ("float low", ByFloat::query("g").sort_gt(1.0).sort_le(2.0).all(&db).await.unwrap_err()),
        ("float high", ByFloat::query("g").sort_ge(1.0).sort_lt(2.0).all(&db).await.unwrap_err()),
        ("decimal", ByDecimal::query("g").sort_gt(1).sort_le(2).all(&db).await.unwrap_err()),
        (
            "number",
            ByNumber::query("g")
                .sort_gt(Number::from(1))
                .sort_le(Number::from(2))
                .all(&db)
                .await
                .unwrap_err(),
        ),
        (
            "bytes",
            ByBytes::query("g").sort_gt(vec![1]).sort_lt(vec![2]).all(&db).await.unwrap_err(),
        ),
    ];
    for (case, error) in refused {
        assert!(
            matches!(error, Error::InvalidRequest(_, InvalidRequest::ExclusiveBound)),
            "{case}: {error}"
        );
    }
    requests.assert_none("an exclusive bound");
}

#[tokio::test]
async fn bytes_and_text_begin_with() {
    let (_, db) = table::<ByBytes>().await;
    for at in [b"a".to_vec(), b"ab".to_vec(), b"b".to_vec()] {
        ByBytes::at(at).create().send(&db).await.unwrap();
    }
    assert_eq!(
        ats(ByBytes::query("g").sort_begins_with("a").all(&db).await.unwrap()),
        [b"a".to_vec(), b"ab".to_vec()]
    );
    assert_eq!(ByBytes::query("g").sort_begins_with("").count(&db).await.unwrap(), 3);

    let (_, db) = table::<ByText>().await;
    for at in ["a#b", "a#c", "b"] {
        ByText::at(at.into()).create().send(&db).await.unwrap();
    }
    // The field is the whole key: there is no delimiter in it.
    assert_eq!(ByText::query("g").sort_begins_with("a#").count(&db).await.unwrap(), 2);
}

#[tokio::test]
async fn values_that_are_no_keys_are_refused() {
    let engine = dynamorph_testing::Engine::from_env();
    let (db, requests) = watched(&engine);

    let refused = [
        ("NaN", key_error(ByFloat::get(("g", f64::NAN)).send(&db).await), KeyErrorKind::Number),
        (
            "infinity",
            key_error(ByFloat::query("g").sort_lt(f64::INFINITY).all(&db).await),
            KeyErrorKind::Number,
        ),
        ("too large", key_error(ByFloat::get(("g", 1e126)).send(&db).await), KeyErrorKind::Number),
        ("too small", key_error(ByFloat::get(("g", 1e-131)).send(&db).await), KeyErrorKind::Number),
        (
            "39 digits",
            key_error(ByWide::get(("g", i128::MAX)).send(&db).await),
            KeyErrorKind::Number,
        ),
        ("no text", key_error(ByText::get(("g", "")).send(&db).await), KeyErrorKind::Empty),
        ("no partition", key_error(ByText::get(("", "a")).send(&db).await), KeyErrorKind::Empty),
        ("no bytes", key_error(ByBytes::get(("g", vec![])).send(&db).await), KeyErrorKind::Empty),
        (
            "long bytes",
            key_error(ByBytes::get(("g", vec![0; 1025])).send(&db).await),
            KeyErrorKind::TooLong { bytes: 1025, limit: 1024 },
        ),
        ("saved", key_error(ByText::at(String::new()).save().send(&db).await), KeyErrorKind::Empty),
        ("saved bytes", key_error(ByBytes::at(vec![]).save().send(&db).await), KeyErrorKind::Empty),
    ];
    for (case, kind, expected) in refused {
        assert_eq!(kind, expected, "{case}");
    }
    requests.assert_none("a value that is no key");
}
